// Visits at the center: registrations, diagnoses and fee lines. What they are asked about besides is inquiries.ts.

import type { Timestamp } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { ItemClass } from '../../policy/bill.ts';
import type { Database } from './database.ts';
import { type Columns, inserterInto } from './insert.ts';
import { nextNumberOf } from './numbers.ts';
import { steadyText } from './steady.ts';

/** What was registered for: ordinary, emergency, or a special illness (its code then stands beside it). */
export type VisitMedType = '11' | '13' | '14';

export interface Registration {
  readonly id: number;
  readonly mdtrtId: string;
  readonly psnNo: string;
  readonly hospitalCode: string;
  readonly medType: VisitMedType;
  readonly illness: string | null;
  readonly ticket: string;
  /** Taken back by a reversal (2601) or cancelled (2202). */
  readonly cancelled: boolean;
}

export interface NewRegistration {
  readonly msgid: string | null;
  readonly psnNo: string;
  readonly hospitalCode: string;
  readonly medType: VisitMedType;
  readonly illness: string | null;
  readonly ticket: string;
  readonly department: string;
  readonly departmentName: string;
  readonly doctor: string;
  readonly doctorName: string;
  readonly registeredAt: Timestamp;
}

export interface FeeLine {
  readonly msgid: string | null;
  readonly mdtrtId: string;
  readonly batch: string;
  readonly serial: string;
  readonly item: string;
  readonly price: string;
  readonly quantity: string;
  readonly class: ItemClass;
  readonly selfPayRatio: string;
  readonly ceiling: string | null;
  /** Days of supply, as the hospital states them. */
  readonly days: number | null;
  /** 1: the patient agreed to pay it wholly. */
  readonly consent: 0 | 1;
  readonly amount: Fen;
  readonly fullSelfPay: Fen;
  readonly overCeiling: Fen;
  readonly priorSelfPay: Fen;
  readonly inScope: Fen;
}

/** A visit as 5201 tells of it. */
export interface VisitOfPerson extends Pick<NewRegistration, 'departmentName' | 'doctorName' | 'registeredAt'> {
  readonly mdtrtId: string;
  readonly psnNo: string;
  readonly medType: VisitMedType;
  readonly ticket: string;
}

export interface NewDiagnosis {
  readonly msgid: string;
  readonly mdtrtId: string;
  readonly place: number;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly doctor: string;
  readonly diagnosedAt: string;
}

/** Nobody has more at one hospital in a time that one asks about. */
const mostVisits = 500;

const idDigits = 10;

/** 20 digits: the day, and a number that no other visit has. */
function visitNumber(registeredAt: Timestamp, id: number): string {
  return `${registeredAt.slice(0, 10).replaceAll('-', '')}${String(id).padStart(idDigits + 2, '0')}`;
}

interface RegistrationToInsert extends NewRegistration {
  readonly id: number;
  readonly mdtrtId: string;
}

const registrationColumns: Columns<RegistrationToInsert> = [
  ['id', 'id'],
  ['mdtrt_id', 'mdtrtId'],
  ['msgid', 'msgid'],
  ['psn_no', 'psnNo'],
  ['hospital_code', 'hospitalCode'],
  ['med_type', 'medType'],
  ['illness', 'illness'],
  ['ticket', 'ticket'],
  ['department', 'department'],
  ['department_name', 'departmentName'],
  ['doctor', 'doctor'],
  ['doctor_name', 'doctorName'],
  ['registered_at', 'registeredAt'],
];

const lineColumns: Columns<FeeLine> = [
  ['msgid', 'msgid'],
  ['mdtrt_id', 'mdtrtId'],
  ['batch', 'batch'],
  ['serial', 'serial'],
  ['item', 'item'],
  ['price', 'price'],
  ['quantity', 'quantity'],
  ['class', 'class'],
  ['self_pay_ratio', 'selfPayRatio'],
  ['ceiling', 'ceiling'],
  ['days', 'days'],
  ['consent', 'consent'],
  ['amount', 'amount'],
  ['full_self_pay', 'fullSelfPay'],
  ['over_ceiling', 'overCeiling'],
  ['prior_self_pay', 'priorSelfPay'],
  ['in_scope', 'inScope'],
];

const diagnosisColumns: Columns<NewDiagnosis> = [
  ['msgid', 'msgid'],
  ['mdtrt_id', 'mdtrtId'],
  ['place', 'place'],
  ['kind', 'kind'],
  ['code', 'code'],
  ['name', 'name'],
  ['doctor', 'doctor'],
  ['diagnosed_at', 'diagnosedAt'],
];

const asFields = <Row>(columns: Columns<Row>) =>
  columns.map(([column, field]) => `${column} AS ${String(field)}`).join(', ');

const selectLines = `SELECT ${asFields(lineColumns)} FROM fee_line WHERE withdrawn_by IS NULL`;

const selectRegistration = `
SELECT id, mdtrt_id AS mdtrtId, psn_no AS psnNo, hospital_code AS hospitalCode, med_type AS medType, illness, ticket,
  department_name AS departmentName, doctor_name AS doctorName, registered_at AS registeredAt,
  (EXISTS (SELECT 1 FROM reversal WHERE omsgid = registration.msgid)
    OR EXISTS (SELECT 1 FROM cancellation WHERE cancellation.mdtrt_id = registration.mdtrt_id)) AS cancelled
FROM registration`;

type RegistrationRow = Omit<Registration, 'cancelled'> & { readonly cancelled: number };

export type Visits = ReturnType<typeof visitsIn>;

/** Reads and writes visits. Writers run inside the transaction of the message that asks for them. */
export function visitsIn(database: Database) {
  const nextId = database.prepare<[], number>(`SELECT ${nextNumberOf('registration')}`).pluck();
  const insert = inserterInto(database, 'registration', registrationColumns);
  const byId = database.prepare<[string], RegistrationRow>(`${selectRegistration} WHERE mdtrt_id = ?`);
  const byMessage = database.prepare<[string], RegistrationRow>(`${selectRegistration} WHERE msgid = ?`);
  const line = inserterInto(database, 'fee_line', lineColumns);
  const lines = database.prepare<[string, string], FeeLine>(
    `${selectLines} AND mdtrt_id = ${steadyText} AND batch = ${steadyText} ORDER BY id`,
  );
  const linesByMessage = database.prepare<[string], FeeLine>(`${selectLines} AND msgid = ${steadyText} ORDER BY id`);
  const linesOfVisit = database.prepare<[string], FeeLine>(`${selectLines} AND mdtrt_id = ${steadyText} ORDER BY id`);
  const withdraw = database.prepare<[string, string]>(
    'UPDATE fee_line SET withdrawn_by = ? WHERE msgid = ? AND withdrawn_by IS NULL',
  );
  const serial = database
    .prepare<[string, string], number>(
      'SELECT 1 FROM fee_line WHERE mdtrt_id = ? AND serial = ? AND withdrawn_by IS NULL',
    )
    .pluck();
  const diagnosis = inserterInto(database, 'diagnosis', diagnosisColumns);
  const diagnosed = database.prepare<[string], number>('SELECT 1 FROM diagnosis WHERE mdtrt_id = ? LIMIT 1').pluck();
  const ofPersonAt = database.prepare<[string, string, string, string], VisitOfPerson>(
    `SELECT mdtrtId, psnNo, medType, ticket, departmentName, doctorName, registeredAt FROM (
       ${selectRegistration} WHERE hospital_code = ? AND psn_no = ? AND registered_at BETWEEN ? AND ?
     ) WHERE NOT cancelled ORDER BY registeredAt DESC, mdtrtId DESC LIMIT ${mostVisits}`,
  );
  const cancel = database.prepare<[string, string, Timestamp]>('INSERT INTO cancellation VALUES (?, ?, ?)');
  const withdrawLine = database.prepare<[string, string, string, string]>(
    'UPDATE fee_line SET withdrawn_by = ? WHERE mdtrt_id = ? AND batch = ? AND serial = ? AND withdrawn_by IS NULL',
  );
  const diagnoses = database
    .prepare<[string], string>(`SELECT DISTINCT code FROM diagnosis WHERE mdtrt_id = ${steadyText} ORDER BY code`)
    .pluck();

  const found = (row: RegistrationRow | undefined): Registration | undefined =>
    row && { ...row, cancelled: row.cancelled === 1 };
  return {
    /** Records a visit and answers its number. */
    register(registration: NewRegistration): string {
      const id = nextId.get() ?? 1;
      const mdtrtId = visitNumber(registration.registeredAt, id);
      insert({ ...registration, id, mdtrtId });
      return mdtrtId;
    },
    /** At one hospital in some time, newest first, without what was cancelled. */
    ofPersonAt: (hospitalCode: string, psnNo: string, { from, to }: { from: string; to: string }) =>
      ofPersonAt.all(hospitalCode, psnNo, from, to),
    cancel: (mdtrtId: string, by: string, at: Timestamp) => void cancel.run(mdtrtId, by, at),
    registration: (mdtrtId: string) => found(byId.get(mdtrtId)),
    registrationOfMessage: (msgid: string) => found(byMessage.get(msgid)),
    addLine: line,
    /** The lines of a batch that were not withdrawn. */
    lines: (mdtrtId: string, batch: string) => lines.all(mdtrtId, batch),
    linesOfMessage: (msgid: string) => linesByMessage.all(msgid),
    linesOfVisit: (mdtrtId: string) => linesOfVisit.all(mdtrtId),
    withdrawLine: ({ mdtrtId, batch, serial: own }: FeeLine, by: string) =>
      void withdrawLine.run(by, mdtrtId, batch, own),
    withdrawLines: (msgid: string, by: string) => void withdraw.run(by, msgid),
    hasLine: (mdtrtId: string, feeLineSerial: string) => serial.get(mdtrtId, feeLineSerial) !== undefined,
    hasDiagnosis: (mdtrtId: string) => diagnosed.get(mdtrtId) !== undefined,
    addDiagnosis: diagnosis,
    /** ICD-10 codes of everything diagnosed in a visit. */
    diagnoses: (mdtrtId: string) => diagnoses.all(mdtrtId),
  };
}
