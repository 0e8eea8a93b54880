// The auditor: reads the files of the center and of the hospitals, and finds what must never be (3-protocol, What must
// always hold). It asks no program of what it finds; the laws of the center's own tables (contradictions) are read as well, a hospital's own at rest.

import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Refund } from '../../src/hospital/refund/refund.ts';
import { contradictionsIn } from '../../src/hospital/store/contradictions.ts';
import { dump } from './fingerprint.ts';
import { personLaws, sentAlone, stands } from './person-laws.ts';
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

interface Sums {
  readonly fund: number;
  readonly account: number;
  readonly cash: number;
}

interface Money {
  readonly invoice: string;
  readonly total: number;
  readonly fund: number;
  readonly account: number;
  readonly cash: number;
}

/** What a refund gave back, at the center: what it undid less what it kept. */
const givenBack = (column: string) => `u.${column} - coalesce(k.${column}, 0)`;
const refunds = `SELECT r.invoice, r.state, ${givenBack('total')} AS total, ${givenBack('fund_total')} AS fund,
    ${givenBack('account')} AS account, ${givenBack('cash')} AS cash
  FROM refund r JOIN settlement u ON u.id = r.settlement_id LEFT JOIN settlement k ON k.id = r.remainder_id`;

/** Of a ticket with orders: none of these ever again. */
const notOrdered: ReadonlySet<string> = new Set(['fee-due', 'waiting', 'cancelling', 'cancelled']);

function receiptsAreThose(sent: readonly Money[], kept: readonly Money[], where: string): readonly string[] {
  const text = (money: Money) => `${money.invoice}: ${money.total} = ${money.fund} + ${money.account} + ${money.cash}`;
  const here = new Set(kept.map(text));
  const there = new Set(sent.map(text));
  return [
    ...[...there].filter((each) => !here.has(each)).map((each) => `${where}: only the center has ${each}`),
    ...[...here].filter((each) => !there.has(each)).map((each) => `${where}: only the hospital has ${each}`),
  ];
}

/** A registration ends where its fee was given back, and nowhere else: here, there, and off the center's books. */
function takenBackAreThose(there: readonly string[], here: readonly string[], where: string): readonly string[] {
  return [
    ...there.filter((each) => !here.includes(each)).map((each) => `${where}: only the center has ${each} taken back`),
    ...here.filter((each) => !there.includes(each)).map((each) => `${where}: only the hospital has ${each} taken back`),
  ];
}

function readOnly(file: string): Sqlite.Database {
  return new Sqlite(file, { readonly: true, fileMustExist: true });
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
  const ofMessage = center
    .prepare<[string, string], string>(
      'SELECT state FROM settlement WHERE msgid = ? UNION SELECT state FROM refund WHERE msgid = ?',
    )
    .pluck();
  const unconfirmed = center
    .prepare<[], string>(
      `SELECT data_string FROM settlement WHERE state = 'unconfirmed'
       UNION ALL SELECT data_string FROM refund WHERE state = 'unconfirmed'`,
    )
    .pluck();
  const standing = center.prepare<[string], Money>(
    `SELECT invoice, total, fund_total AS fund, account, cash FROM settlement s
     WHERE hospital_code = ? AND msgid IS NOT NULL AND state = 'confirmed' AND ${sentAlone}`,
  );
  const refunded = center.prepare<[string], Money & { state: string }>(`${refunds} WHERE r.setl_id = CAST(? AS TEXT)`);
  const refundedAt = center.prepare<[string], Money>(
    `SELECT invoice, total, fund, account, cash FROM (${refunds} WHERE u.hospital_code = ?) WHERE state = 'confirmed'`,
  );
  const sumsAt = center.prepare<[string], Sums>(
    `SELECT coalesce(sum(fund_total), 0) AS fund, coalesce(sum(account), 0) AS account, coalesce(sum(cash), 0) AS cash
     FROM settlement s WHERE hospital_code = ? AND msgid IS NOT NULL AND ${stands}`,
  );
  const takenBackAt = center
    .prepare<[string, string], string>(
      `SELECT r.mdtrt_id FROM registration r JOIN cancellation USING (mdtrt_id) WHERE r.hospital_code = ?
       UNION ALL SELECT s.mdtrt_id || ', but for its registration,' FROM settlement s
         WHERE s.hospital_code = ? AND s.med_type = '12' AND s.state = 'confirmed' AND NOT (${stands})
           AND NOT EXISTS (SELECT 1 FROM cancellation c WHERE c.mdtrt_id = s.mdtrt_id)`,
    )
    .pluck();
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
        takenBack: db
          .prepare<[], string>(
            `SELECT json_extract(body, '$.registeredBy.mdtrtId') FROM tickets
             WHERE stage = 'cancelled' AND json_extract(body, '$.registeredBy.way') = 'network'`,
          )
          .pluck(),
        flying: db.prepare<[], string>('SELECT msgid FROM in_flight').pluck(),
        kept: db.prepare<[], Money>(
          `SELECT number AS invoice, total, fund, account, cash FROM receipts WHERE way = 'network'`,
        ),
        refund: db.prepare<[string], Money>(
          'SELECT number AS invoice, total, fund, account, cash FROM refunds WHERE number = ?',
        ),
        givenBack: db.prepare<[], Money>(
          `SELECT number AS invoice, total, fund, account, cash FROM refunds WHERE way = 'network'`,
        ),
        sums: db.prepare<[], Sums>(
          `SELECT coalesce(sum(fund), 0) AS fund, coalesce(sum(account), 0) AS account, coalesce(sum(cash), 0) AS cash
           FROM (SELECT fund, account, cash FROM receipts WHERE way = 'network'
             UNION ALL SELECT -fund, -account, -cash FROM refunds WHERE way = 'network')`,
        ),
        /** `taken` less `givenBack` is in the till; `own`: of charges that the center never knew of; `due`: not taken yet. */
        till: db.prepare<[], { taken: number; givenBack: number; own: number; due: number }>(
          `SELECT (SELECT coalesce(sum(cash), 0) FROM receipts WHERE tendered IS NOT NULL) AS taken,
             (SELECT coalesce(sum(cash), 0) FROM refunds) AS givenBack,
             (SELECT coalesce(sum(cash), 0) FROM receipts WHERE way = 'cash')
               - (SELECT coalesce(sum(cash), 0) FROM refunds WHERE way = 'cash') AS own,
             (SELECT coalesce(sum(cash), 0) FROM receipts WHERE tendered IS NULL) AS due`,
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

  const sameMoney = (row: Money | undefined, { receiptNumber, back }: Refund) =>
    row?.invoice === receiptNumber &&
    row.total === back.total &&
    row.fund === back.fund &&
    row.account === back.account &&
    row.cash === back.cash;

  function refundsSaidAtCenter(idNumber: string): readonly string[] {
    return memory.refundsOf(idNumber).flatMap(({ ticket, refund }) => {
      if (!refund.negated) return [];
      const row = refunded.get(refund.negated.settlementId);
      if (row && row.state !== 'reversed' && sameMoney(row, refund)) return [];
      return [`a screen said ${refund.receiptNumber} gave back of ${ticket}; the center has ${JSON.stringify(row)}`];
    });
  }

  /** Σ funds, accounts and cash of what stands is the same on both sides, and the till is what was taken less given back. */
  function sumsAreThose(hospital: string): readonly string[] {
    const own = atHospitals.get(hospital);
    const there = sumsAt.get(hospital);
    const here = own?.sums.get();
    const till = own?.till.get();
    if (!there || !here || !till) return [];
    const flat = there.fund === here.fund && there.account === here.account && there.cash === here.cash;
    const inTill = till.taken - till.givenBack;
    const owed = there.cash + till.own - till.due;
    return [
      ...(flat ? [] : [`${hospital}: the center has ${JSON.stringify(there)}, the hospital ${JSON.stringify(here)}`]),
      ...(inTill === owed ? [] : [`${hospital}: ${inTill} fen in the till in place of ${owed}`]),
    ];
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
    for (const { hospital: where, ticket, refund } of memory.refunds()) {
      if (where === hospital && !sameMoney(own.refund.get(refund.receiptNumber), refund))
        broken.push(`a screen said ${refund.receiptNumber} gave back of ${ticket}; ${hospital} has no such refund`);
    }
    for (const said of memory.orders()) {
      if (said.hospital !== hospital) continue;
      const stage = own.stage.get(said.ticket);
      if (stage === undefined || notOrdered.has(stage))
        broken.push(`a screen said that the orders of ${said.ticket} are sent; at ${hospital} it is ${stage}`);
    }
    return broken;
  }

  // One transaction: the file is looked up once for all that is asked of it.
  const afterStep = center.transaction((people: Iterable<string>) =>
    [...people].flatMap((psnNo) => [
      ...laws.filter(({ rows }) => rows.get(psnNo) !== undefined).map(({ law }) => `${law}: ${psnNo}`),
      ...saidAtCenter(idNumberOf.get(psnNo) ?? ''),
      ...refundsSaidAtCenter(idNumberOf.get(psnNo) ?? ''),
    ]),
  );

  function outcomesStand(): readonly string[] {
    const wanted = {
      confirmed: 'confirmed',
      'registration-stays': 'confirmed',
      'registration-cancelled': 'confirmed',
      reversed: 'reversed',
      dropped: undefined,
    } as const;
    return [...memory.outcomes()].flatMap(({ msgid, verdict }) => {
      const state = ofMessage.get(msgid, msgid);
      return state === wanted[verdict] ? [] : [`a screen said ${msgid} is ${verdict}; the center has it ${state}`];
    });
  }

  return {
    afterStep: (people) => afterStep(people),
    atHospital,
    atRest: () => [
      ...[...files].flatMap(([code, file]) => contradictionsIn(file).map(({ law, row }) => `${code}: ${law}: ${row}`)),
      ...unconfirmed.all().map((data) => `at rest, yet ${data} is not confirmed`),
      ...leftVisits.all().map((visit) => `at rest, yet the registration ${visit} stands without a settlement`),
      ...leftLines.all().map((batch) => `at rest, yet the fee lines ${batch} stand without a settlement`),
      ...outcomesStand(),
      ...[...atHospitals].flatMap(([code, own]) => [
        ...own.flying.all().map((msgid) => `at rest, yet ${msgid} is in flight at ${code}`),
        ...receiptsAreThose(standing.all(code), own.kept.all(), code),
        ...receiptsAreThose(refundedAt.all(code), own.givenBack.all(), `${code}, refunds`),
        ...takenBackAreThose(takenBackAt.all(code, code), own.takenBack.all(), code),
        ...sumsAreThose(code),
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
