// Looking into the center, and mending it: for trainers, testers and `doctor`. A hospital never sees this side.
// Mending changes the state of the world (a month is paid, a patient discharged), never a prompt and never the past.

import { type CalendarDate, dateOfTimestamp, type Timestamp } from '../domain/date.ts';
import { eVoucherOf } from '../domain/e-voucher.ts';
import { maskNumber } from '../domain/person.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { YearLedger } from '../policy/bill.ts';
import type { CityClock } from './city-clock.ts';
import type { KnownPerson } from './eligibility.ts';
import { readPerson } from './facts.ts';
import type { CenterAudit } from './store/audit.ts';
import { contentOf } from './store/content.ts';
import { type Contradiction, contradictionsIn } from './store/contradictions.ts';
import { type Database, immediately } from './store/database.ts';
import type { AccountMovement } from './store/money.ts';
import type { Card, Hospital, Person } from './store/people.ts';
import type { RefundRow } from './store/refunds.ts';
import type { SettlementRow } from './store/settlements.ts';
import type { Store } from './store/store.ts';
import { enrol, type NewcomerChange, type WorldChange, worldChangesIn } from './world-changes.ts';

export type { Mending, Mishap, NewcomerChange, WorldChange } from './world-changes.ts';

export interface PersonState {
  readonly person: Person;
  readonly state: KnownPerson;
  readonly cards: readonly Card[];
  readonly ledgers: readonly (YearLedger & { readonly year: number; readonly benefit: string })[];
}

/** What an operator of the center watches. */
export interface CenterFigures {
  /** Settlements and refunds that no hospital has confirmed. */
  readonly openSettlements: number;
  readonly databaseBytes: number;
}

export interface Inspection {
  /** Everyone's person number, in order. */
  readonly everyone: () => readonly string[];
  /** Undefined: no such person. */
  readonly person: (psnNo: string) => PersonState | undefined;
  readonly personByIdNumber: (idNumber: string) => PersonState | undefined;
  /** A designated hospital by its code. */
  readonly hospital: (code: string) => Hospital | undefined;
  readonly ledger: (psnNo: string, year: number, benefit: string) => YearLedger;
  /** Everything ever settled for a person, reversed or not, oldest first. */
  readonly settlements: (psnNo: string) => readonly SettlementRow[];
  /** Every refund of a person, reversed or not, oldest first. */
  readonly refunds: (psnNo: string) => readonly RefundRow[];
  /** How a person's account came to what it is, oldest first. */
  readonly movements: (psnNo: string) => readonly AccountMovement[];
  /** What a telephone would show of a person's e-voucher, 28 digits; undefined where there is none. */
  readonly eVoucher: (idNumber: string) => string | undefined;
  /** The problem says what there was not to change. */
  readonly mend: (psnNo: string, change: WorldChange) => Result<undefined, string>;
  /** For somebody whom the center does not know yet, or a card that it has no row of. The problem says what there is already. */
  readonly admitNewcomer: (change: NewcomerChange) => Result<undefined, string>;
  /** Sums and states that cannot be: empty for a sound center. */
  readonly contradictions: () => readonly Contradiction[];
  readonly date: () => CalendarDate;
  /** Everything in the file, row by row, but what was drawn at random. */
  readonly content: () => Iterable<string>;
  readonly figures: () => CenterFigures;
}

export interface InspectionParts {
  readonly database: Database;
  readonly store: Store;
  readonly audit: CenterAudit;
  readonly cityClock: CityClock;
  readonly now: () => Timestamp;
}

/** What the audit says of a change; a card by its masked identification only. */
function detailsOf({ do: _what, ...details }: WorldChange): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, name === 'identification' ? maskNumber(value) : value]),
  );
}

export function inspectionOver({ database, store, audit, cityClock, now }: InspectionParts): Inspection {
  const changes = worldChangesIn(database);
  const ledgers = database.prepare<[string], PersonState['ledgers'][number]>(
    `SELECT year, benefit, in_scope AS inScope, deductible, fund, supplement FROM ledger
     WHERE psn_no = ? ORDER BY year, benefit`,
  );
  const open = database
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM settlement WHERE state = 'unconfirmed')
            + (SELECT count(*) FROM refund WHERE state = 'unconfirmed')`,
    )
    .pluck();
  const bytes = database.prepare<[], number>('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size');
  const stateOf = (person: Person | undefined): PersonState | undefined =>
    person && {
      person,
      // A copy: as things stand now, not as they will when somebody looks.
      state: { ...readPerson(store, person) },
      cards: store.people.cardsOf(person.idNumber),
      ledgers: ledgers.all(person.psnNo),
    };

  return {
    everyone: () => store.people.everyone(),
    person: (psnNo) => stateOf(store.people.person(psnNo)),
    personByIdNumber: (idNumber) => stateOf(store.people.personByIdNumber(idNumber)),
    eVoucher(idNumber) {
      const person = store.people.personByIdNumber(idNumber);
      const unique = person && store.credentials.voucherOf(person.psnNo);
      return unique === undefined ? undefined : eVoucherOf(unique, idNumber.slice(0, 2));
    },
    hospital: (code) => store.people.hospital(code),
    ledger: (psnNo, year, benefit) => store.settlements.ledger(psnNo, year, benefit),
    settlements: (psnNo) => store.settlements.ofPerson(psnNo),
    refunds: (psnNo) => store.refunds.ofPerson(psnNo),
    movements: (psnNo) => store.money.movementsOf(psnNo),
    mend(psnNo, change) {
      return immediately(database, () => {
        const today = dateOfTimestamp(now());
        cityClock.advance(today);
        const person = store.people.person(psnNo);
        if (!person) return failure(`no such person: ${psnNo}`);
        if (!changes(person, change, today)) return failure(`nothing to change: ${change.do} of ${psnNo}`);
        audit.mended(change.do, { person: psnNo, ...detailsOf(change) }, now());
        return ok(undefined);
      });
    },
    admitNewcomer(change) {
      return immediately(database, () => {
        const today = dateOfTimestamp(now());
        cityClock.advance(today);
        if (!enrol(database, change, today)) return failure(`there already: ${change.do}`);
        audit.mended(change.do, { idNumber: maskNumber(change.idNumber) }, now());
        return ok(undefined);
      });
    },
    contradictions: () => contradictionsIn(database),
    date: () => cityClock.date(),
    figures: () => ({ openSettlements: open.get() ?? 0, databaseBytes: bytes.pluck().get() ?? 0 }),
    content: () => contentOf(database),
  };
}
