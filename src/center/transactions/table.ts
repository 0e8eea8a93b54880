// The transactions that this center answers, by number.

import { person } from './1101-person.ts';
import { catalogue } from './1312-catalogue.ts';
import { benefitCheck } from './2001-benefit-check.ts';
import { register } from './2201-register.ts';
import { cancelRegistration } from './2202-cancel-registration.ts';
import { diagnosis } from './2203a-diagnosis.ts';
import { feeLines } from './2204-fee-lines.ts';
import { withdrawLines } from './2205-withdraw-lines.ts';
import { trial } from './2206a-trial.ts';
import { settlement } from './2207a-settlement.ts';
import { refund } from './2208-refund.ts';
import { reverse } from './2601-reverse.ts';
import { review } from './3101-review.ts';
import { dailyTotals } from './3201-daily-totals.ts';
import { dailyDetail } from './3202-daily-detail.ts';
import { visits } from './5201-visits.ts';
import { outcome } from './5203-outcome.ts';
import { yearTotals } from './5206-year-totals.ts';
import { specialIllnesses } from './5301-special-illnesses.ts';
import { admissions } from './5303-admissions.ts';
import { signIn } from './9001-sign-in.ts';
import { signOut } from './9002-sign-out.ts';
import { confirm } from './confirm.ts';
import type { Transaction } from './transaction.ts';

const all: readonly Transaction[] = [
  ...[
    signIn,
    signOut,
    person,
    catalogue,
    benefitCheck,
    register,
    cancelRegistration,
    diagnosis,
    feeLines,
    withdrawLines,
  ],
  ...[review, trial, settlement, refund, confirm, reverse, dailyTotals, dailyDetail],
  ...[visits, outcome, yearTotals, specialIllnesses, admissions],
];

export const transactions: ReadonlyMap<string, Transaction> = new Map(all.map((entry) => [entry.infno, entry]));
