// What the message that is being answered has written of what the audit tells: whoever writes such a row says so here, with
// the facts that the row has. That nobody forgets, and nobody says otherwise than the row, is what `audit verify` finds.

import type { ToldTable } from './audit-tables.ts';

/** A row by its key, with its facts as the table's `select` has them after it. */
export interface ToldRow {
  readonly kind: ToldTable['kind'];
  readonly key: string;
  readonly facts: readonly unknown[];
}

export interface Telling {
  /** Forgets what the message before has told. */
  begin(): void;
  tell(row: ToldRow): void;
  told(): readonly ToldRow[];
}

export function createTelling(): Telling {
  let rows: ToldRow[] = [];
  return {
    begin() {
      rows = [];
    },
    tell: (row) => void rows.push(row),
    told: () => rows,
  };
}
