// The auditor: reads the files of the center and of the hospitals, and finds what must never be (3-protocol, What must
// always hold). It asks no program of what it finds; the laws of the center's own tables (contradictions) are read as well.

import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { ScreenMemory } from './screen-memory.ts';

export interface Auditor {
  /** After a step that was about these people: their ledgers, accounts and charges, and what screens said of them. */
  afterStep(people: Iterable<string>): readonly string[];
  /** At the hospital, after its program was killed or its day closed: what screens said is on its disk. */
  atHospital(hospital: string): readonly string[];
  /** Everything is reconciled: the books are flat, nothing is in flight, nothing is left over. */
  atRest(): readonly string[];
  /** A fingerprint of everything in the files but the process ids of sessions. */
  fingerprint(hash: { update(text: string): unknown }): void;
  close(): void;
}

interface Money {
  readonly invoice: string;
  readonly total: number;
  readonly fund: number;
  readonly account: number;
  readonly cash: number;
}

/** Of one person, each finds nothing where all is well. The cast keeps them prepared (src/center/store/steady.ts). */
const personLaws: readonly (readonly [string, string])[] = [
  [
    'a ledger is another than the sum of its settlements',
    `SELECT 1 FROM ledger l WHERE l.psn_no = CAST(? AS TEXT) AND EXISTS (SELECT 1 FROM (
       SELECT coalesce(sum(ledger_in_scope), 0) AS a, coalesce(sum(ledger_deductible), 0) AS b,
         coalesce(sum(ledger_fund), 0) AS c, coalesce(sum(ledger_supplement), 0) AS d
       FROM settlement s WHERE s.psn_no = l.psn_no AND s.year = l.year AND s.benefit = l.benefit AND s.state <> 'reversed')
       WHERE a <> l.in_scope OR b <> l.deductible OR c <> l.fund OR d <> l.supplement)`,
  ],
  [
    'an account is below zero, or another than the sum of its movements',
    `SELECT 1 FROM person p WHERE psn_no = CAST(? AS TEXT) AND (account < 0 OR account <>
       (SELECT coalesce(sum(amount), 0) FROM account_movement m WHERE m.psn_no = p.psn_no))`,
  ],
  [
    'a visit is charged twice',
    `SELECT count(*) AS times FROM settlement s JOIN registration r USING (mdtrt_id)
     WHERE s.psn_no = CAST(? AS TEXT) AND s.msgid IS NOT NULL AND s.state <> 'reversed'
     GROUP BY s.hospital_code, r.ticket, s.med_type = '12' HAVING times > 1`,
  ],
  [
    'two settlements of one person are in doubt',
    `SELECT count(*) AS times FROM settlement WHERE psn_no = CAST(? AS TEXT) AND state = 'unconfirmed' GROUP BY psn_no HAVING times > 1`,
  ],
];

function receiptsAreThose(sent: readonly Money[], kept: readonly Money[], where: string): readonly string[] {
  const text = (money: Money) => `${money.invoice}: ${money.total} = ${money.fund} + ${money.account} + ${money.cash}`;
  const here = new Set(kept.map(text));
  const there = new Set(sent.map(text));
  return [
    ...[...there].filter((each) => !here.has(each)).map((each) => `${where}: only the center has ${each}`),
    ...[...here].filter((each) => !there.has(each)).map((each) => `${where}: only the hospital has ${each}`),
  ];
}

function readOnly(file: string): Sqlite.Database {
  return new Sqlite(file, { readonly: true, fileMustExist: true });
}

/** Every row of every table, in order. */
function dump(db: Sqlite.Database, hash: { update(text: string): unknown }): void {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all();
  for (const table of tables) {
    for (const row of db.prepare(`SELECT * FROM "${table}"`).raw().iterate()) {
      const cells = table === 'sessions' ? [...(row as unknown[])].filter((_, place) => place !== 2) : row;
      hash.update(`${table} ${JSON.stringify(cells)}\n`);
    }
  }
}

/** Opens the files, which have to exist. */
export function openAuditor(folder: string, hospitals: readonly string[], memory: ScreenMemory): Auditor {
  const center = readOnly(join(folder, 'center.db'));
  const files = new Map(hospitals.map((code) => [code, readOnly(join(folder, `hospital-${code}.db`))]));
  const laws = personLaws.map(([law, query]) => ({ law, rows: center.prepare<[string], unknown>(query) }));
  const idNumberOf = center.prepare<[string], string>('SELECT id_number FROM person WHERE psn_no = ?').pluck();
  const settled = center.prepare<[string], Money & { state: string }>(
    `SELECT state, invoice, total, fund_total AS fund, account, cash FROM settlement WHERE setl_id = ?`,
  );
  const ofMessage = center.prepare<[string], string>('SELECT state FROM settlement WHERE msgid = ?').pluck();
  const unconfirmed = center
    .prepare<[], string>("SELECT data_string FROM settlement WHERE state = 'unconfirmed'")
    .pluck();
  const standing = center.prepare<[string], Money>(
    `SELECT invoice, total, fund_total AS fund, account, cash FROM settlement
     WHERE hospital_code = ? AND msgid IS NOT NULL AND state = 'confirmed'`,
  );
  const leftVisits = center
    .prepare<[], string>(
      `SELECT r.ticket || ' at ' || r.hospital_code FROM registration r WHERE r.msgid IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM reversal v WHERE v.omsgid = r.msgid)
         AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.mdtrt_id = r.mdtrt_id AND s.state <> 'reversed')`,
    )
    .pluck();
  const leftLines = center
    .prepare<[], string>(
      `SELECT l.batch FROM fee_line l WHERE l.msgid IS NOT NULL AND l.withdrawn_by IS NULL AND NOT EXISTS
         (SELECT 1 FROM settlement s WHERE s.batch = l.batch AND s.mdtrt_id = l.mdtrt_id AND s.state <> 'reversed')`,
    )
    .pluck();
  const atHospitals = new Map(
    [...files].map(([code, db]) => [
      code,
      {
        receipt: db.prepare<[string, string], { number: string; total: number; cash: number; tendered: number | null }>(
          'SELECT number, total, cash, tendered FROM receipts WHERE ticket = ? AND purpose = ?',
        ),
        stage: db.prepare<[string], string>('SELECT stage FROM tickets WHERE number = ?').pluck(),
        flying: db.prepare<[], string>('SELECT msgid FROM in_flight').pluck(),
        kept: db.prepare<[], Money>(
          `SELECT number AS invoice, total, fund, account, cash FROM receipts WHERE way = 'network'`,
        ),
      },
    ]),
  );

  function saidAtCenter(idNumber: string): readonly string[] {
    return memory.chargesOf(idNumber).flatMap(({ ticket, purpose, settled: said }) => {
      if (said.by !== 'network') return [];
      const row = settled.get(said.settlementId);
      const { split } = said;
      const stands =
        row !== undefined &&
        row.state !== 'reversed' &&
        row.invoice === said.receiptNumber &&
        row.total === split.total &&
        row.fund === split.fundTotal &&
        row.account === split.account &&
        row.cash === split.cash;
      const state = row ? JSON.stringify(row) : 'nothing';
      return stands
        ? []
        : [`a screen said ${ticket} ${purpose} is settled (${said.receiptNumber}); the center has ${state}`];
    });
  }

  function atHospital(hospital: string): readonly string[] {
    const own = atHospitals.get(hospital);
    if (!own) return [];
    const broken: string[] = [];
    for (const said of memory.charges()) {
      if (said.hospital !== hospital) continue;
      const row = own.receipt.get(said.ticket, said.purpose);
      const isKept = row?.number === said.settled.receiptNumber;
      if (!isKept)
        broken.push(`a screen said ${said.ticket} ${said.purpose} is settled; ${hospital} has no such receipt`);
      else if (said.tendered !== undefined && row.tendered === null)
        broken.push(`a screen said that ${said.ticket} ${said.purpose} is paid; ${hospital} has no cash of it`);
    }
    for (const said of memory.orders()) {
      if (said.hospital !== hospital) continue;
      const stage = own.stage.get(said.ticket);
      if (stage === undefined || stage === 'waiting' || stage === 'fee-due')
        broken.push(`a screen said that the orders of ${said.ticket} are sent; at ${hospital} it is ${stage}`);
    }
    return broken;
  }

  function outcomesStand(): readonly string[] {
    const wanted = { confirmed: 'confirmed', reversed: 'reversed', dropped: undefined } as const;
    return [...memory.outcomes()].flatMap(({ msgid, verdict }) => {
      const state = ofMessage.get(msgid);
      return state === wanted[verdict] ? [] : [`a screen said ${msgid} is ${verdict}; the center has it ${state}`];
    });
  }

  return {
    afterStep: (people) =>
      [...people].flatMap((psnNo) => [
        ...laws.filter(({ rows }) => rows.all(psnNo).length > 0).map(({ law }) => `${law}: ${psnNo}`),
        ...saidAtCenter(idNumberOf.get(psnNo) ?? ''),
      ]),
    atHospital,
    atRest: () => [
      ...unconfirmed.all().map((data) => `at rest, yet ${data} is not confirmed`),
      ...leftVisits.all().map((visit) => `at rest, yet the registration ${visit} stands without a settlement`),
      ...leftLines.all().map((batch) => `at rest, yet the fee lines ${batch} stand without a settlement`),
      ...outcomesStand(),
      ...[...atHospitals].flatMap(([code, own]) => [
        ...own.flying.all().map((msgid) => `at rest, yet ${msgid} is in flight at ${code}`),
        ...receiptsAreThose(standing.all(code), own.kept.all(), code),
        ...atHospital(code),
      ]),
    ],
    fingerprint(hash) {
      dump(center, hash);
      for (const db of files.values()) dump(db, hash);
    },
    close() {
      center.close();
      for (const db of files.values()) db.close();
    },
  };
}
