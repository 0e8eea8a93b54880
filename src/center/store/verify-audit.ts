// Proves the center's audit from its file alone: the chain, and that it and the other tables tell the same.

import { type AuditRow, breakIn, type ChainBreak } from '../../domain/audit/chain.ts';
import { disagreements, type ToldBreak } from '../../domain/audit/told.ts';
import { readAudit } from './audit.ts';
import type { Database } from './database.ts';
import { sha256 } from './sha256.ts';

/** What was found. `head`: the last hash, to be noted outside the file. */
export interface AuditProof {
  readonly rows: number;
  readonly head: string;
  readonly breaks: readonly (ChainBreak | ToldBreak)[];
}

/** Reads everything once, as of one moment. Where the chain itself is broken, nothing more is said. */
export function verifyCenterAudit(database: Database): AuditProof {
  return database.transaction((): AuditProof => {
    const audit = readAudit(database);
    const head = audit.head();
    const broken = breakIn(audit.rows(), head, sha256);
    const found = broken ? [broken] : disagreements(audit.rows(), audit.kinds(), sha256);
    return { rows: head.rows, head: head.hash, breaks: found };
  })();
}

/** A row of the center's audit, with the person whom its row of the file is about. */
export type CenterAuditRow = AuditRow & { readonly person: string | null };

/** All rows, oldest first. */
export function centerAudit(database: Database): readonly CenterAuditRow[] {
  const person = database
    .prepare<{ key: string }, string>(
      `SELECT psn_no FROM settlement WHERE setl_id = @key OR msgid = @key
       UNION SELECT psn_no FROM registration WHERE msgid = @key
       UNION SELECT psn_no FROM refund JOIN settlement ON settlement.id = settlement_id
         WHERE refund.setl_id = @key OR refund.msgid = @key
       UNION SELECT psn_no FROM fee_line JOIN registration USING (mdtrt_id) WHERE fee_line.msgid = @key LIMIT 1`,
    )
    .pluck();
  return [...readAudit(database).rows()].map((row) => {
    const { person: named } = JSON.parse(row.body) as { readonly person?: string };
    return { ...row, person: named ?? person.get({ key: row.subject?.split(' ')[1] ?? '' }) ?? null };
  });
}

/** The person number of an identity number. */
export function personNumbersOf(database: Database, idNumber: string): readonly string[] {
  return database.prepare<[string], string>('SELECT psn_no FROM person WHERE id_number = ?').pluck().all(idNumber);
}
