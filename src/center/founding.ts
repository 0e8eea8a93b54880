// Founds a city: writes its seed into an empty file and settles everyone's earlier visits through the policy engine, so
// that every ledger is the sum of its settlements from the first day on.

import { type CalendarDate, timestampOf } from '../domain/date.ts';
import type { Pack } from '../policy/pack.ts';
import { benefitLedger, computeSettlement, priceLine, settlementRow, type VisitOfPerson } from './benefits.ts';
import type { CitySeed, PersonSeed } from './city-seed.ts';
import { allTries } from './pin.ts';
import { type Database, SqliteError } from './store/database.ts';
import type { ContributionDuty } from './store/people.ts';
import type { Store } from './store/store.ts';
import type { VisitMedType } from './store/visits.ts';

/** Why a seed is not a city; thrown to roll the founding back, a value outside of it. */
class SeedFault extends Error {}

/** Whether a founding failed because of the seed: it says so, or the tables' constraints do. */
export function isSeedFault(error: unknown): error is Error {
  return error instanceof SeedFault || (error instanceof SqliteError && error.code.startsWith('SQLITE_CONSTRAINT'));
}

export function isFounded(database: Database): boolean {
  return database.prepare('SELECT 1 FROM meta').pluck().get() !== undefined;
}

/**
 * Who owes someone's contribution. Retired people owe none (their contribution years are behind them), unless the city
 * says otherwise: by an employer, whose arrears are theirs as well, or by months that they paid themselves.
 */
export function contributionDuty(
  person: Pick<PersonSeed, 'employerId' | 'status' | 'veteranWorker' | 'paidMonths'>,
): ContributionDuty {
  if (person.employerId !== undefined) return 'employer';
  const retired = person.status === 'retired' || person.veteranWorker;
  return retired && person.paidMonths.length === 0 ? 'none' : 'individual';
}

/** The seed as given, or asked for: whatever the asking throws is a fault of the seed. */
export function seedFor(seed: CitySeed | ((foundedOn: CalendarDate) => CitySeed), today: CalendarDate): CitySeed {
  if (typeof seed !== 'function') return seed;
  try {
    return seed(today);
  } catch (error) {
    throw new SeedFault(error instanceof Error ? error.message : String(error));
  }
}

function bit(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function insertInto(database: Database, table: string, columns: readonly string[]) {
  const places = columns.map(() => '?').join(', ');
  return database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
}

function foundPlaces(database: Database, seed: CitySeed): void {
  const hospital = insertInto(database, 'hospital', ['code', 'number', 'name', 'level', 'area']);
  for (const { code, number, name, level, area } of seed.hospitals) hospital.run(code, number, name, level, area);

  const employer = insertInto(database, 'employer', ['id', 'name', 'pays_on_time']);
  const month = insertInto(database, 'employer_contribution', ['employer_id', 'month']);
  for (const { id, name, paysOnTime, paidMonths } of seed.employers) {
    employer.run(id, name, bit(paysOnTime));
    for (const paid of paidMonths) month.run(id, paid);
  }

  const illness = insertInto(database, 'illness', ['code', 'name']);
  for (const { code, name } of seed.illnesses) illness.run(code, name);

  const columns = ['code', 'name', 'class', 'category', 'self_pay_ratio', 'ceiling'];
  const item = insertInto(database, 'catalogue', columns);
  for (const entry of seed.catalogue) {
    item.run(entry.code, entry.name, entry.class, entry.category, entry.selfPayRatio, entry.ceiling ?? null);
  }

  const card = insertInto(database, 'card', ['identification', 'card_number', 'id_number', 'state']);
  for (const { identification, cardNumber, idNumber, state } of seed.cards) {
    card.run(identification, cardNumber, idNumber, state);
  }
}

const personColumns = [
  ...['psn_no', 'name', 'id_number', 'sex', 'birth', 'scheme', 'status', 'veteran_worker', 'model_worker'],
  ...['civil_servant', 'employer_id', 'duty', 'pays_on_time', 'account'],
];

function foundPeople(database: Database, seed: CitySeed): void {
  const insert = insertInto(database, 'person', personColumns);
  const month = insertInto(database, 'person_contribution', ['psn_no', 'month']);
  const waiting = insertInto(database, 'waiting_period', ['psn_no', 'began_on']);
  const scope = insertInto(database, 'benefit_scope', ['psn_no', 'scope']);
  const illnessColumns = ['psn_no', 'illness', 'hospital_code', 'valid_from', 'valid_until'];
  const illness = insertInto(database, 'special_illness', illnessColumns);
  const pin = insertInto(database, 'center_pin', ['psn_no', 'salt', 'hash', 'tries_left']);
  const voucher = insertInto(database, 'e_voucher', ['unique_part', 'psn_no']);
  const admission = insertInto(database, 'admission', ['psn_no', 'hospital_code', 'admitted_on', 'discharged_on']);
  for (const person of seed.people) {
    const { psnNo } = person;
    const who = [psnNo, person.name, person.idNumber, person.sex, person.birth, person.scheme, person.status];
    const kind = [bit(person.veteranWorker), bit(person.modelWorker), person.civilServant, person.employerId ?? null];
    insert.run(...who, ...kind, contributionDuty(person), bit(person.paysOnTime), 0);
    for (const paid of person.paidMonths) month.run(psnNo, paid);
    if (person.waitingPeriodFrom !== undefined) waiting.run(psnNo, person.waitingPeriodFrom);
    if (person.credentials) {
      const { voucher: unique, pin: kept, triesLeft = allTries } = person.credentials;
      pin.run(psnNo, kept.salt, kept.hash, triesLeft);
      voucher.run(unique, psnNo);
    }
    for (const part of person.scope) scope.run(psnNo, part);
    for (const { code, hospitalCode, from, until } of person.specialIllnesses) {
      illness.run(psnNo, code, hospitalCode, from, until);
    }
    for (const { hospitalCode, admittedOn, dischargedOn } of person.admissions) {
      admission.run(psnNo, hospitalCode, admittedOn, dischargedOn ?? null);
    }
  }
}

type PastVisit = PersonSeed['history'][number];

/** The time of day of a visit that the city was founded with: its order within a day is that of the seed. */
const officeHour = '10:00:00';
const historyBatch = 'history';

function settlePastVisit(store: Store, pack: Pack, psnNo: string, past: PastVisit): void {
  const { people, catalogue, visits, settlements } = store;
  const person = people.person(psnNo);
  const hospital = people.hospital(past.hospitalCode);
  if (!person || !hospital) throw new SeedFault(`history of ${psnNo}: no hospital ${past.hospitalCode}`);
  const at = timestampOf(past.on, officeHour);
  const medType: VisitMedType = past.visit === 'outpatient' ? '11' : '14';
  const illness = past.illness ?? null;
  const mdtrtId = visits.register({
    ...{ msgid: null, psnNo, hospitalCode: hospital.code, medType, illness, registeredAt: at },
    ...{ ticket: historyBatch, department: historyBatch, doctor: historyBatch },
    ...{ departmentName: '', doctorName: '' },
  });
  for (const [index, { item: code, price, quantity }] of past.lines.entries()) {
    const item = catalogue.item(code);
    if (!item) throw new SeedFault(`history of ${psnNo}: the catalogue has no ${code}`);
    const { name: _name, ...amounts } = priceLine(pack, item, price, quantity);
    const { class: itemClass, selfPayRatio, ceiling } = item;
    const place = { msgid: null, mdtrtId, batch: historyBatch, serial: String(index + 1), item: code };
    visits.addLine({
      ...place,
      price,
      quantity,
      class: itemClass,
      selfPayRatio,
      ceiling,
      days: null,
      consent: 0,
      ...amounts,
    });
  }
  const visit: VisitOfPerson = { date: past.on, person, level: hospital.level, medType, illness };
  const benefit = benefitLedger(pack, visit);
  const ledger = settlements.ledger(psnNo, Number(past.on.slice(0, 4)), benefit);
  const lines = visits.lines(mdtrtId, historyBatch);
  const charge = { visit, ledger, balance: person.account, useAccount: false, lines };
  const row = settlementRow(charge, computeSettlement(pack, charge), {
    ...{ msgid: null, mdtrtId, batch: historyBatch, psnNo, hospitalCode: hospital.code, medType },
    ...{ settledAt: at, invoice: historyBatch, benefit },
  });
  settlements.settle(row, hospital.number, 'confirmed');
}

/** Earlier visits leave the account alone: the seed's balance is what stands in it on the founding day. */
function settleHistory(store: Store, pack: Pack, seed: CitySeed): void {
  const openedAt = timestampOf(seed.foundedOn);
  const past = seed.people.flatMap(({ psnNo, history }) => history.map((visit) => ({ psnNo, visit })));
  past.sort((a, b) => (a.visit.on < b.visit.on ? -1 : Number(a.visit.on > b.visit.on)));
  for (const { psnNo, visit } of past) settlePastVisit(store, pack, psnNo, visit);
  for (const { psnNo, account } of seed.people) store.settlements.openAccount(psnNo, account, openedAt);
}

/** Writes the seed. Inside a transaction; throws SeedFault or an SQLite constraint where the seed contradicts itself. */
export function found(database: Database, seed: CitySeed, prepareStore: () => Store, pack: Pack): CalendarDate {
  database.prepare('INSERT INTO meta (founded_on, city_date) VALUES (?, ?)').run(seed.foundedOn, seed.foundedOn);
  foundPlaces(database, seed);
  foundPeople(database, seed);
  settleHistory(prepareStore(), pack, seed);
  return seed.foundedOn;
}
