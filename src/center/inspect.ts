// Looking into the center, and mending it: for trainers, testers and `doctor`. A hospital never sees this side.
// Mending changes the state of the world (a month is paid, a patient discharged), never a prompt and never the past.

import {
  addDays,
  addMonthsToDate,
  type CalendarDate,
  dateOfTimestamp,
  monthOf,
  type Timestamp,
} from '../domain/date.ts';
import { eVoucherOf } from '../domain/e-voucher.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { YearLedger } from '../policy/bill.ts';
import type { CityClock } from './city-clock.ts';
import type { KnownPerson } from './eligibility.ts';
import { readPerson } from './facts.ts';
import { contentOf } from './store/content.ts';
import { type Contradiction, contradictionsIn } from './store/contradictions.ts';
import { type Database, immediately } from './store/database.ts';
import type { Card, Person } from './store/people.ts';
import type { SettlementRow } from './store/settlements.ts';
import type { Store } from './store/store.ts';

/** What is mended for one person, as somebody in the world would do it. */
export type Mending =
  /** The employer, or the person, pays the month of the business date. */
  | { readonly do: 'pay-month' }
  /** The hospital finishes the discharge settlement of every open admission, today. */
  | { readonly do: 'discharge' }
  /** The registration for an illness at a hospital is valid for a year from today. */
  | { readonly do: 'renew-special-illness'; readonly illness: string; readonly hospitalCode: string }
  | { readonly do: 'declare-card'; readonly identification: string; readonly state: 'normal' | 'lost' | 'cancelled' };

/** What happens to one person, so that a prompt arises: the other way about, and as much a fact. */
export type Mishap =
  /** The payment of the business date's month was returned: it is not paid after all. */
  | { readonly do: 'leave-month-unpaid' }
  /** Admitted today, and not discharged. */
  | { readonly do: 'admit'; readonly hospitalCode: string }
  /** Every registration for an illness that is valid today ended yesterday. */
  | { readonly do: 'lapse-special-illness'; readonly illness: string };

export type WorldChange = Mending | Mishap;

export interface PersonState {
  readonly person: Person;
  readonly state: KnownPerson;
  readonly cards: readonly Card[];
  readonly ledgers: readonly (YearLedger & { readonly year: number; readonly benefit: string })[];
}

export interface Inspection {
  /** Everyone's person number, in order. */
  readonly everyone: () => readonly string[];
  /** Undefined: no such person. */
  readonly person: (psnNo: string) => PersonState | undefined;
  readonly personByIdNumber: (idNumber: string) => PersonState | undefined;
  readonly ledger: (psnNo: string, year: number, benefit: string) => YearLedger;
  /** Everything ever settled for a person, reversed or not, oldest first. */
  readonly settlements: (psnNo: string) => readonly SettlementRow[];
  /** What a telephone would show of a person's e-voucher, 28 digits; undefined where there is none. */
  readonly eVoucher: (idNumber: string) => string | undefined;
  /** The problem says what there was not to mend. */
  readonly mend: (psnNo: string, change: WorldChange) => Result<undefined, string>;
  /** Sums and states that cannot be: empty for a sound center. */
  readonly contradictions: () => readonly Contradiction[];
  readonly date: () => CalendarDate;
  /** Everything in the file, row by row, but what was drawn at random. */
  readonly content: () => Iterable<string>;
}

export interface InspectionParts {
  readonly database: Database;
  readonly store: Store;
  readonly cityClock: CityClock;
  readonly now: () => Timestamp;
}

const renewalMonths = 12;

function mendersIn(database: Database) {
  const payEmployer = database.prepare<[string, string]>('INSERT OR IGNORE INTO employer_contribution VALUES (?, ?)');
  const payPerson = database.prepare<[string, string]>('INSERT OR IGNORE INTO person_contribution VALUES (?, ?)');
  const discharge = database.prepare<[string, string]>(
    'UPDATE admission SET discharged_on = max(?, admitted_on) WHERE psn_no = ? AND discharged_on IS NULL',
  );
  const renew = database.prepare<[string, string, string, string, string]>(
    `INSERT INTO special_illness (psn_no, illness, hospital_code, valid_from, valid_until)
     SELECT ?, illness.code, hospital.code, ?, ? FROM illness, hospital WHERE illness.code = ? AND hospital.code = ?`,
  );
  const declare = database.prepare<[string, string, string]>(
    'UPDATE card SET state = ? WHERE identification = ? AND id_number = ?',
  );

  const unpayEmployer = database.prepare<[string, string]>(
    'DELETE FROM employer_contribution WHERE employer_id = ? AND month = ?',
  );
  const unpayPerson = database.prepare<[string, string]>(
    'DELETE FROM person_contribution WHERE psn_no = ? AND month = ?',
  );
  const admit = database.prepare<[string, string, string]>(
    `INSERT INTO admission (psn_no, hospital_code, admitted_on, discharged_on)
     SELECT ?, code, ?, NULL FROM hospital WHERE code = ?`,
  );
  const lapse = database.prepare(
    `UPDATE special_illness SET valid_until = @yesterday
     WHERE psn_no = @psnNo AND illness = @illness AND valid_until >= @today AND valid_from < @today`,
  );

  return (person: Person, mending: WorldChange, today: CalendarDate): boolean => {
    switch (mending.do) {
      case 'pay-month': {
        if (person.duty === 'none') return false;
        const month = monthOf(today);
        const paid = person.employer ? payEmployer.run(person.employer.id, month) : payPerson.run(person.psnNo, month);
        return paid.changes > 0;
      }
      case 'discharge':
        return discharge.run(today, person.psnNo).changes > 0;
      case 'renew-special-illness': {
        const until = addMonthsToDate(today, renewalMonths);
        return renew.run(person.psnNo, today, until, mending.illness, mending.hospitalCode).changes > 0;
      }
      case 'declare-card':
        return declare.run(mending.state, mending.identification, person.idNumber).changes > 0;
      case 'leave-month-unpaid': {
        const month = monthOf(today);
        const left = person.employer
          ? unpayEmployer.run(person.employer.id, month)
          : unpayPerson.run(person.psnNo, month);
        return left.changes > 0;
      }
      case 'admit':
        return admit.run(person.psnNo, today, mending.hospitalCode).changes > 0;
      case 'lapse-special-illness': {
        const { illness } = mending;
        return lapse.run({ yesterday: addDays(today, -1), psnNo: person.psnNo, illness, today }).changes > 0;
      }
    }
  };
}

export function inspectionOver({ database, store, cityClock, now }: InspectionParts): Inspection {
  const menders = mendersIn(database);
  const ledgers = database.prepare<[string], PersonState['ledgers'][number]>(
    `SELECT year, benefit, in_scope AS inScope, deductible, fund, supplement FROM ledger
     WHERE psn_no = ? ORDER BY year, benefit`,
  );
  const stateOf = (person: Person | undefined): PersonState | undefined =>
    person && {
      person,
      state: readPerson(store, person),
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
    ledger: (psnNo, year, benefit) => store.settlements.ledger(psnNo, year, benefit),
    settlements: (psnNo) => store.settlements.ofPerson(psnNo),
    mend(psnNo, mending) {
      return immediately(database, () => {
        const today = dateOfTimestamp(now());
        cityClock.advance(today);
        const person = store.people.person(psnNo);
        if (!person) return failure(`no such person: ${psnNo}`);
        return menders(person, mending, today) ? ok(undefined) : failure(`nothing to mend: ${mending.do} of ${psnNo}`);
      });
    },
    contradictions: () => contradictionsIn(database),
    date: () => cityClock.date(),
    content: () => contentOf(database),
  };
}
