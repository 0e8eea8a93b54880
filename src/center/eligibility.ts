// Whether a person may register or pay through insurance: a chain of small checks over facts, in the order in which the
// documented prompts take precedence. Pure: what is true today is read by facts.ts; nothing is looked up here.

import { addMonthsToDate, type CalendarDate, type CalendarMonth, monthOf } from '../domain/date.ts';
import { type Prompt, type PromptStage, promptText } from '../domain/prompt.ts';
import type { PromptNote } from '../domain/protocol/envelope.ts';
import type { BenefitScope } from './city-seed.ts';
import type { Admission, ContributionDuty, SpecialIllnessRegistration } from './store/people.ts';
import type { OpenSettlement } from './store/settlements.ts';
import type { VisitMedType } from './store/visits.ts';

/** What was shown, as far as the center knows it. An identity card is proof in itself: no card state hangs on it. */
export type CardFact =
  | { readonly card: 'none-shown' }
  | { readonly card: 'unknown'; readonly identification: string; readonly cardNumber: string }
  | { readonly card: 'known'; readonly identification: string; readonly state: 'normal' | 'lost' | 'cancelled' };

export interface KnownPerson {
  readonly psnNo: string;
  readonly unconfirmed: OpenSettlement | undefined;
  readonly admission: Admission | undefined;
  readonly duty: ContributionDuty;
  readonly paidMonths: readonly CalendarMonth[];
  readonly waitingSince: readonly CalendarDate[];
  readonly scope: readonly BenefitScope[];
  readonly specialIllnesses: readonly SpecialIllnessRegistration[];
}

/** The visit that is asked for; undefined where only the person is (1101). */
export interface WantedVisit {
  readonly hospitalCode: string;
  readonly medType: VisitMedType;
  readonly illness: string | null;
  /** Whether the rule pack grants this person anything for such a visit at this hospital. */
  readonly granted: boolean;
  /** How long the rule pack has this person wait after late personal contributions. */
  readonly waitingMonths: number;
}

export interface EligibilityFacts {
  readonly today: CalendarDate;
  readonly card: CardFact;
  /** `searched`: what was looked for, where nobody was found. */
  readonly person:
    | { readonly known: true; readonly person: KnownPerson }
    | { readonly known: false; readonly searched: Readonly<Record<string, string>> };
  readonly visit: WantedVisit | undefined;
}

export interface Refusal {
  readonly prompt: Prompt;
  readonly stage: PromptStage;
  /** The state that refused: table and key, month, date. */
  readonly fact: Readonly<Record<string, string>>;
}

export type Check = (facts: EligibilityFacts) => Refusal | undefined;

/** 1 (b) lost or cancelled, (c) nobody has this card. */
export const cardAtCenter: Check = ({ card }) => {
  if (card.card === 'none-shown' || (card.card === 'known' && card.state === 'normal')) return undefined;
  const state = card.card === 'known' ? card.state : 'unknown';
  return {
    prompt: { id: 'card-invalid' },
    stage: 'card-at-center',
    fact: { table: 'card', card_sn: card.identification, state },
  };
};

/** 7: the card is good, but its holder is nobody here. */
export const personAtCenter: Check = ({ person }) =>
  person.known
    ? undefined
    : { prompt: { id: 'person-unknown' }, stage: 'person-at-center', fact: { table: 'person', ...person.searched } };

/** A check that asks something of a person who is known. */
function ofPerson(check: (person: KnownPerson, facts: EligibilityFacts) => Refusal | undefined): Check {
  return (facts) => (facts.person.known ? check(facts.person.person, facts) : undefined);
}

/** 3: a settlement or a refund at some hospital that was never confirmed nor reversed. */
export const openReconciliation = ofPerson(({ unconfirmed }) => {
  if (!unconfirmed) return undefined;
  const { table, hospitalName, hospitalCode, dataString, setlId } = unconfirmed;
  return {
    prompt: { id: 'open-reconciliation', hospitalName, data: dataString },
    stage: 'open-reconciliation',
    fact: {
      table,
      setl_id: setlId,
      hospital: hospitalCode,
      hospital_name: hospitalName,
      data: dataString,
    },
  };
});

/** 4: an admission without its discharge settlement. */
export const openAdmission = ofPerson(({ psnNo, admission }) =>
  admission
    ? {
        prompt: { id: 'inpatient' },
        stage: 'open-admission',
        fact: {
          table: 'admission',
          psn_no: psnNo,
          hospital: admission.hospitalCode,
          hospital_name: admission.hospitalName,
          admitted_on: admission.admittedOn,
        },
      }
    : undefined,
);

/** 2: 单位或者个人当月未缴费. */
export const contributions = ofPerson(({ psnNo, duty, paidMonths }, { today }) => {
  const month = monthOf(today);
  if (duty === 'none' || paidMonths.includes(month)) return undefined;
  const table = duty === 'employer' ? 'employer_contribution' : 'person_contribution';
  return {
    prompt: { id: 'month-unpaid', month },
    stage: 'contributions',
    fact: { table, psn_no: psnNo, month, last_paid: paidMonths.at(-1) ?? '' },
  };
});

/** 10: the day on which the months have passed is the first day of the benefit. */
export const waitingPeriod = ofPerson(({ psnNo, waitingSince }, { today, visit }) => {
  if (!visit) return undefined;
  const { waitingMonths } = visit;
  const since = waitingSince.find((from) => from <= today && today < addMonthsToDate(from, waitingMonths));
  if (since === undefined) return undefined;
  return {
    prompt: { id: 'waiting-period' },
    stage: 'waiting-period',
    fact: { table: 'waiting_period', psn_no: psnNo, from: since, until: addMonthsToDate(since, waitingMonths) },
  };
});

/** 6: the person has no such benefit at all, or the policy grants nothing at this hospital. */
export const benefitScope = ofPerson(({ psnNo, scope }, { visit }) => {
  if (!visit) return undefined;
  const needed: BenefitScope = visit.medType === '14' ? 'special-illness' : 'outpatient';
  const inScope = scope.includes(needed);
  if (inScope && visit.granted) return undefined;
  return {
    prompt: { id: 'no-outpatient-benefit' },
    stage: 'benefit-scope',
    fact: inScope
      ? { table: 'policy', psn_no: psnNo, hospital: visit.hospitalCode, med_type: visit.medType }
      : { table: 'benefit_scope', psn_no: psnNo, needed, scope: scope.join(' ') },
  };
});

/** 8: registered for this illness, at this hospital, and valid today. */
export const specialIllness = ofPerson((person, { today, visit }) => {
  if (visit?.medType !== '14') return undefined;
  const { psnNo, specialIllnesses } = person;
  const forIllness = specialIllnesses.filter(({ illness }) => illness === visit.illness);
  const here = forIllness.filter(({ hospitalCode }) => hospitalCode === visit.hospitalCode);
  if (here.some(({ from, until }) => from <= today && today <= until)) return undefined;
  const latest = (here.length > 0 ? here : forIllness).at(-1);
  return {
    prompt: { id: 'special-illness-lapsed' },
    stage: 'special-illness',
    fact: {
      table: 'special_illness',
      psn_no: psnNo,
      illness: visit.illness ?? '',
      hospital: visit.hospitalCode,
      ...(latest ? { registered_at: latest.hospitalCode, from: latest.from, until: latest.until } : {}),
    },
  };
});

/** 1101 asks only whether card and holder are known. */
export const identityChain: readonly Check[] = [cardAtCenter, personAtCenter];

/** Registration and payment ask everything, in the order of precedence (1-prompts). */
export const wholeChain: readonly Check[] = [
  ...identityChain,
  openReconciliation,
  openAdmission,
  contributions,
  waitingPeriod,
  benefitScope,
  specialIllness,
];

export interface Verdict {
  readonly text: string;
  readonly note: PromptNote;
}

/** The first check that refuses, with those after it that refuse as well; undefined where nothing stands in the way. */
export function judge(chain: readonly Check[], facts: EligibilityFacts): Verdict | undefined {
  const [first, ...later] = chain.flatMap((check) => check(facts) ?? []);
  if (!first) return undefined;
  return {
    text: promptText(first.prompt),
    note: { id: first.prompt.id, stage: first.stage, fact: first.fact, also: later.map(({ prompt }) => prompt.id) },
  };
}
