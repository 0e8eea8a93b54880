// Proves a hospital's audit from its file alone: the chain, and that it and the other tables tell the same.

import { type AuditRow, breakIn, type ChainBreak } from '../../domain/audit/chain.ts';
import { disagreements, type ToldBreak } from '../../domain/audit/told.ts';
import { readAudit } from './audit.ts';
import type { HospitalDatabase } from './open-file.ts';
import { sha256 } from './sha256.ts';

/** What was found. `head`: the last hash, to be noted outside the file. */
export interface AuditProof {
  readonly rows: number;
  readonly head: string;
  readonly breaks: readonly (ChainBreak | ToldBreak)[];
}

/** Reads everything once, as of one moment. Where the chain itself is broken, nothing more is said. */
export function verifyHospitalAudit(db: HospitalDatabase): AuditProof {
  return db.transaction((): AuditProof => {
    const audit = readAudit(db);
    const head = audit.head();
    const broken = breakIn(audit.rows(), head, sha256);
    const found = broken ? [broken] : disagreements(audit.rows(), audit.kinds(), sha256);
    return { rows: head.rows, head: head.hash, breaks: found };
  })();
}

/** A row of the hospital's audit, with the person whom it is about, where the file knows their number. */
export type HospitalAuditRow = AuditRow & { readonly person: string | null };

/** All rows, oldest first. */
export function hospitalAudit(db: HospitalDatabase): readonly HospitalAuditRow[] {
  const ofMessage = db.prepare<[string], string>('SELECT psn_no FROM intents WHERE msgid = ?').pluck();
  const ofTicket = db.prepare<[string], string>('SELECT psn_no FROM intents WHERE visit = ? LIMIT 1').pluck();
  return [...readAudit(db).rows()].map((row) => {
    const { msgid, ticket } = JSON.parse(row.body) as { readonly msgid?: string; readonly ticket?: string };
    const person = msgid !== undefined ? ofMessage.get(msgid) : ticket !== undefined ? ofTicket.get(ticket) : undefined;
    return { ...row, person: person ?? null };
  });
}

/** The person numbers under which somebody with this identity number was served here. */
export function personNumbersOf(db: HospitalDatabase, idNumber: string): readonly string[] {
  return db.prepare<[string], string>('SELECT DISTINCT psn_no FROM intents WHERE id_number = ?').pluck().all(idNumber);
}
