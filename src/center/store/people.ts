// Reads who is insured, and how: persons, cards, contributions, waiting periods, scope, registrations, admissions.
// Nothing is decided here.

import type { CalendarDate, CalendarMonth } from '../../domain/date.ts';
import type { Fen } from '../../domain/money.ts';
import type { HospitalLevel, PersonClass, Sex } from '../../domain/person.ts';
import type { BenefitScope } from '../city-seed.ts';
import type { Database } from './database.ts';
import { steadyText } from './steady.ts';

export interface Hospital {
  readonly code: string;
  readonly number: string;
  readonly name: string;
  readonly level: HospitalLevel;
  readonly area: string;
}

/** Who owes the monthly contribution: the employer, the person, or nobody (a retired person without either). */
export type ContributionDuty = 'employer' | 'individual' | 'none';

export interface Person extends PersonClass {
  readonly psnNo: string;
  readonly name: string;
  readonly idNumber: string;
  readonly sex: Sex;
  readonly employer: { readonly id: string; readonly name: string } | undefined;
  readonly duty: ContributionDuty;
  readonly account: Fen;
}

export interface Card {
  readonly identification: string;
  readonly cardNumber: string;
  readonly idNumber: string;
  readonly state: 'normal' | 'lost' | 'cancelled';
}

export interface SpecialIllnessRegistration {
  readonly illness: string;
  readonly illnessName: string;
  readonly hospitalCode: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

export interface Admission {
  readonly hospitalCode: string;
  readonly hospitalName: string;
  readonly admittedOn: CalendarDate;
}

interface PersonRow extends Omit<Person, 'veteranWorker' | 'modelWorker' | 'employer'> {
  readonly veteranWorker: number;
  readonly modelWorker: number;
  readonly employerId: string | null;
  readonly employerName: string | null;
}

function personOf(row: PersonRow): Person {
  const { employerId, employerName, veteranWorker, modelWorker, ...rest } = row;
  return {
    ...rest,
    veteranWorker: veteranWorker === 1,
    modelWorker: modelWorker === 1,
    employer: employerId === null ? undefined : { id: employerId, name: employerName ?? employerId },
  };
}

const selectPerson = `
SELECT psn_no AS psnNo, person.name, id_number AS idNumber, sex, birth, scheme, status,
  veteran_worker AS veteranWorker, model_worker AS modelWorker, civil_servant AS civilServant,
  employer_id AS employerId, employer.name AS employerName, duty, account
FROM person LEFT JOIN employer ON employer.id = employer_id`;

const selectCard = 'SELECT identification, card_number AS cardNumber, id_number AS idNumber, state FROM card';

export type People = ReturnType<typeof peopleIn>;

/** The questions about hospitals and people that the center asks its file. */
export function peopleIn(database: Database) {
  const hospital = database.prepare<[string], Hospital>(
    'SELECT code, number, name, level, area FROM hospital WHERE code = ?',
  );
  const byNumber = database.prepare<[string], PersonRow>(`${selectPerson} WHERE psn_no = ${steadyText}`);
  const byIdNumber = database.prepare<[string], PersonRow>(`${selectPerson} WHERE id_number = ${steadyText}`);
  const everyone = database.prepare<[], string>('SELECT psn_no FROM person ORDER BY psn_no').pluck();
  const card = database.prepare<[string], Card>(`${selectCard} WHERE identification = ?`);
  const cardsOf = database.prepare<[string], Card>(
    `${selectCard} WHERE id_number = ${steadyText} ORDER BY identification`,
  );
  const months = {
    employer: database
      .prepare<[string], CalendarMonth>(
        `SELECT month FROM employer_contribution WHERE employer_id = ${steadyText} ORDER BY month`,
      )
      .pluck(),
    individual: database
      .prepare<[string], CalendarMonth>(
        `SELECT month FROM person_contribution WHERE psn_no = ${steadyText} ORDER BY month`,
      )
      .pluck(),
  };
  const waiting = database
    .prepare<[string], CalendarDate>(
      `SELECT began_on FROM waiting_period WHERE psn_no = ${steadyText} ORDER BY began_on`,
    )
    .pluck();
  const scope = database
    .prepare<[string], BenefitScope>(`SELECT scope FROM benefit_scope WHERE psn_no = ${steadyText} ORDER BY scope`)
    .pluck();
  const specialIllnesses = database.prepare<[string], SpecialIllnessRegistration>(
    `SELECT illness, illness.name AS illnessName, hospital_code AS hospitalCode, valid_from AS "from", valid_until AS until
     FROM special_illness JOIN illness ON illness.code = illness WHERE psn_no = ${steadyText} ORDER BY id`,
  );
  const admissions = database.prepare<[string], Admission>(
    `SELECT hospital_code AS hospitalCode, hospital.name AS hospitalName, admitted_on AS admittedOn
     FROM admission JOIN hospital ON hospital.code = hospital_code
     WHERE psn_no = ${steadyText} AND discharged_on IS NULL ORDER BY admitted_on, admission.id`,
  );
  const illness = database.prepare<[string], string>('SELECT name FROM illness WHERE code = ?').pluck();

  const found = (row: PersonRow | undefined): Person | undefined => row && personOf(row);
  // A city is founded with its hospitals, and they stay as they are.
  const hospitals = new Map<string, Hospital>();
  return {
    hospital(code: string): Hospital | undefined {
      const known = hospitals.get(code) ?? hospital.get(code);
      if (known) hospitals.set(code, known);
      return known;
    },
    person: (psnNo: string) => found(byNumber.get(psnNo)),
    personByIdNumber: (idNumber: string) => found(byIdNumber.get(idNumber)),
    everyone: () => everyone.all(),
    card: (identification: string) => card.get(identification),
    cardsOf: (idNumber: string) => cardsOf.all(idNumber),
    /** Months paid by whoever owes them, oldest first. */
    paidMonths(person: Person): readonly CalendarMonth[] {
      return person.employer ? months.employer.all(person.employer.id) : months.individual.all(person.psnNo);
    },
    waitingPeriods: (psnNo: string) => waiting.all(psnNo),
    scope: (psnNo: string) => scope.all(psnNo),
    specialIllnesses: (psnNo: string) => specialIllnesses.all(psnNo),
    /** Without a discharge, oldest first, at whichever hospital. */
    openAdmissions: (psnNo: string) => admissions.all(psnNo),
    openAdmission: (psnNo: string) => admissions.get(psnNo),
    illnessName: (code: string) => illness.get(code),
  };
}
