// What somebody in the world does for or to a person, as the center's rows have it: a month is paid or not, a patient is
// discharged or admitted. It changes states of the world, never a prompt and never the past.

import { addDays, addMonthsToDate, type CalendarDate, monthOf } from '../domain/date.ts';
import type { Sex } from '../domain/person.ts';
import type { Database } from './store/database.ts';
import type { Person } from './store/people.ts';

/** What is mended for one person, as somebody in the world would do it. */
export type Mending =
  /** The employer, or the person, pays the month of the business date. */
  | { readonly do: 'pay-month' }
  /** The hospital finishes the discharge settlement of every open admission, today. */
  | { readonly do: 'discharge' }
  /** The registration for an illness at a hospital is valid for a year from today. */
  | { readonly do: 'renew-special-illness'; readonly illness: string; readonly hospitalCode: string }
  | { readonly do: 'declare-card'; readonly identification: string; readonly state: 'normal' | 'lost' | 'cancelled' }
  /** The center finds that the contribution had been in time: the waiting period never began. */
  | { readonly do: 'end-waiting-period' }
  /** Ordinary outpatient care joins the benefits that the person has. */
  | { readonly do: 'grant-outpatient' };

/** What happens to one person, so that a prompt arises: the other way about, and as much a fact. */
export type Mishap =
  /** The payment of the business date's month was returned: it is not paid after all. */
  | { readonly do: 'leave-month-unpaid' }
  /** Admitted today, and not discharged. */
  | { readonly do: 'admit'; readonly hospitalCode: string }
  /** Every registration for an illness that is valid today ended yesterday. */
  | { readonly do: 'lapse-special-illness'; readonly illness: string };

export type WorldChange = Mending | Mishap;

/** What makes somebody, or a card, known to the center. */
export type NewcomerChange =
  | {
      readonly do: 'enrol';
      readonly name: string;
      readonly idNumber: string;
      readonly sex: Sex;
      readonly birth: CalendarDate;
    }
  | {
      readonly do: 'register-card';
      readonly identification: string;
      readonly cardNumber: string;
      readonly idNumber: string;
    };

const renewalMonths = 12;

export function worldChangesIn(database: Database) {
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

  const endWaiting = database.prepare<[string]>('DELETE FROM waiting_period WHERE psn_no = ?');
  // Whoever has no row here has all benefits: there is nothing to add for them.
  const grant = database.prepare<[string, string]>(
    `INSERT OR IGNORE INTO benefit_scope (psn_no, scope)
     SELECT ?, 'outpatient' WHERE EXISTS (SELECT 1 FROM benefit_scope WHERE psn_no = ?)`,
  );

  /** Whether there was anything to change. Inside a transaction. */
  return (person: Person, change: WorldChange, today: CalendarDate): boolean => {
    switch (change.do) {
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
        return renew.run(person.psnNo, today, until, change.illness, change.hospitalCode).changes > 0;
      }
      case 'declare-card':
        return declare.run(change.state, change.identification, person.idNumber).changes > 0;
      case 'end-waiting-period':
        return endWaiting.run(person.psnNo).changes > 0;
      case 'grant-outpatient':
        return grant.run(person.psnNo, person.psnNo).changes > 0;
      case 'leave-month-unpaid': {
        const month = monthOf(today);
        const left = person.employer
          ? unpayEmployer.run(person.employer.id, month)
          : unpayPerson.run(person.psnNo, month);
        return left.changes > 0;
      }
      case 'admit':
        return admit.run(person.psnNo, today, change.hospitalCode).changes > 0;
      case 'lapse-special-illness': {
        const { illness } = change;
        return lapse.run({ yesterday: addDays(today, -1), psnNo: person.psnNo, illness, today }).changes > 0;
      }
    }
  };
}

const employee = {
  scheme: 'employee',
  status: 'in-service',
  veteran_worker: 0,
  model_worker: 0,
  civil_servant: 'none',
  employer_id: null,
  duty: 'individual',
  pays_on_time: 1,
  account: 0,
};

/** Makes a newcomer known; false where there is one already. A person is enrolled as an employee who pays individually, and has. */
export function enrol(database: Database, change: NewcomerChange, today: CalendarDate): boolean {
  if (change.do === 'register-card') {
    const { identification, cardNumber, idNumber } = change;
    const added = database
      .prepare("INSERT OR IGNORE INTO card (identification, card_number, id_number, state) VALUES (?, ?, ?, 'normal')")
      .run(identification, cardNumber, idNumber);
    return added.changes > 0;
  }
  const known = database.prepare('SELECT 1 FROM person WHERE id_number = ?').pluck().get(change.idNumber);
  if (known !== undefined) return false;
  const last = database.prepare<[], string>('SELECT max(psn_no) FROM person').pluck().get() ?? '0';
  const psn_no = (BigInt(last) + 1n).toString().padStart(last.length, '0');
  const { name, idNumber: id_number, sex, birth } = change;
  const row = { psn_no, name, id_number, sex, birth, ...employee };
  const columns = Object.keys(row);
  database
    .prepare(`INSERT INTO person (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`)
    .run(row);
  database.prepare('INSERT INTO person_contribution VALUES (?, ?)').run(psn_no, monthOf(today));
  return true;
}
