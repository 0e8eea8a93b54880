// The catalogue (三目) that fee lines are read against: by code, and page by page. It only reads.

import type { ItemClass, ItemKind } from '../../policy/bill.ts';
import type { Database } from './database.ts';

export interface CatalogueItem {
  readonly code: string;
  readonly name: string;
  readonly class: ItemClass;
  readonly category: ItemKind;
  readonly selfPayRatio: string;
  readonly ceiling: string | null;
}

export interface CatalogueSearch {
  /** Exactly; null: any. */
  readonly code: string | null;
  /** A part of the name; null: any. */
  readonly name: string | null;
}

const select = 'SELECT code, name, class, category, self_pay_ratio AS selfPayRatio, ceiling FROM catalogue';
/** No pattern: what a name contains is looked for as it is written. */
const where = 'WHERE (@code IS NULL OR code = @code) AND (@name IS NULL OR instr(name, @name) > 0)';

export type Catalogue = ReturnType<typeof catalogueIn>;

export function catalogueIn(database: Database) {
  const byCode = database.prepare<[string], CatalogueItem>(`${select} WHERE code = ?`);
  const count = database.prepare<[CatalogueSearch], number>(`SELECT count(*) FROM catalogue ${where}`).pluck();
  const page = database.prepare<[CatalogueSearch & { size: number; skip: number }], CatalogueItem>(
    `${select} ${where} ORDER BY code LIMIT @size OFFSET @skip`,
  );
  return {
    item: (code: string) => byCode.get(code),
    count: (search: CatalogueSearch) => count.get(search) ?? 0,
    /** In order of code; pages count from 1. */
    page: (search: CatalogueSearch, number: number, size: number) =>
      page.all({ ...search, size, skip: (number - 1) * size }),
  };
}
