// What removes the cause of a prompt that is on the screen, as steps that a trainer does: somebody in the world does what the
// remedy says, and the cashier tries again. Each prompt has its own; none of them touches the prompt itself.

import type { Text } from '../../domain/language.ts';
import { loadHospitals } from '../../hospital/hospital-fixtures.ts';
import type { Refusal, VisitState } from '../../hospital/visit/state.ts';
import type { Mending, Step } from '../scenario/steps.ts';
import type { Practice } from '../session/practice.ts';

export interface Cure {
  readonly text: Text;
  readonly steps: readonly Step[];
}

const retry: Step = { name: 'choose', value: 'retry' };

function mended(text: Text, mending: Mending, ...then: readonly Step[]): Cure {
  return { text, steps: [{ name: 'mend', value: mending }, ...then] };
}

/**
 * The visit from the card on: after some prompts a retry is not offered, because by itself it would change nothing. Empty
 * where the prompt came at another moment than a registration.
 */
function anew(visit: VisitState, card: string): readonly Step[] {
  if (visit.at !== 'refused' || visit.resume.at !== 'pricing') return [];
  const { subject } = visit.resume;
  if (subject.purpose !== 'registration') return [];
  const { department, doctor, kind, illness } = subject.choice;
  const choice = { department: department.code, doctor: doctor.code, kind };
  return [
    { name: 'choose', value: 'end-visit' },
    { name: 'remove', value: null },
    { name: 'insert', value: card },
    { name: 'pin', value: 'right' },
    { name: 'register', value: illness ? { ...choice, illness: illness.code } : choice },
  ];
}

function hospitalNumber(code: string): string {
  const hospitals = loadHospitals();
  return (hospitals.ok ? hospitals.value.find((each) => each.code === code)?.number : undefined) ?? code;
}

function cardCure({ stage, fact }: Refusal, card: string): Cure {
  if (stage === 'card-contact') {
    return {
      text: { zh: '擦净芯片，再读两次', en: 'wipe the chip and read twice more' },
      // A dirty contact may read at the third try (deck 000, item 1); once it has read, another try changes nothing.
      steps: [{ name: 'clear', value: null }, retry, retry],
    };
  }
  if (fact.state === 'unknown') {
    const text = { zh: '发卡机构补登这张卡，再试', en: 'the issuing office registers the card; try again' };
    return mended(text, { issue: card }, retry);
  }
  const text = { zh: '发卡机构恢复这张卡，再试', en: 'the issuing office restores the card; try again' };
  return mended(text, { card, state: 'normal' }, retry);
}

function pinCure({ triesLeft }: Refusal): Cure | undefined {
  // A blocked PIN is the office's business: no key at this window unblocks it.
  if (triesLeft === 0) return undefined;
  return {
    text: { zh: '重新输入正确的密码', en: 'enter the right PIN' },
    steps: [retry, { name: 'pin', value: 'right' }],
  };
}

function networkCure(practice: Practice): Cure {
  const text = { zh: '修好网络，再试', en: 'repair the network and try again' };
  const up: Step = { name: 'line', value: 'up' };
  const { visit } = practice.desk.snapshot();
  if (visit.at !== 'in-doubt') return { text, steps: [up, retry] };
  return {
    text: { zh: '修好网络，立即对账', en: 'repair the network and reconcile at once' },
    steps: [up, { name: 'reconcile', value: null }],
  };
}

function reconciliationCure({ fact }: Refusal, practice: Practice): Cure {
  const there = hospitalNumber(fact.hospital ?? '');
  if (there === practice.hospital() || fact.hospital === practice.hospital()) {
    return {
      text: { zh: '本院立即对账', en: 'this hospital reconciles at once' },
      steps: [{ name: 'choose', value: 'reconcile' }],
    };
  }
  return {
    text: { zh: `${fact.hospital_name ?? there}立即对账，再试`, en: 'the hospital named reconciles; try again' },
    steps: [{ name: 'reconcile-at', value: there }, retry],
  };
}

function scopeCure({ fact }: Refusal, card: string, visit: VisitState): Cure | undefined {
  // A resident's table grants nothing at levels 2 and 3: nobody mends that, one goes to a level-1 hospital.
  if (fact.table !== 'benefit_scope') return undefined;
  const text = { zh: '中心补上普通门诊待遇，重新挂号', en: 'the center adds ordinary outpatient care; register anew' };
  return mended(text, { grant: card }, ...anew(visit, card));
}

function illnessCure({ fact }: Refusal, card: string, practice: Practice): Cure | undefined {
  if (fact.illness === undefined) return undefined;
  const text = {
    zh: '在本院重新办理门特登记，再试',
    en: 'the special-illness registration is renewed here; try again',
  };
  return mended(text, { renew: card, illness: fact.illness, at: practice.hospital() }, retry);
}

/** Undefined where nothing at hand removes the cause. */
export function cureOf(refusal: Refusal, practice: Practice): Cure | undefined {
  const card = practice.card();
  const { visit } = practice.desk.snapshot();
  if (refusal.prompt === 'center-call-failed') return networkCure(practice);
  if (refusal.prompt === 'wrong-pin') return pinCure(refusal);
  if (refusal.prompt === 'open-reconciliation') return reconciliationCure(refusal, practice);
  if (card === undefined) return undefined;
  switch (refusal.prompt) {
    case 'card-invalid':
      return cardCure(refusal, card);
    case 'month-unpaid':
      return mended({ zh: '补缴本月医保费，再试', en: 'the month is paid; try again' }, { pay: card }, retry);
    case 'inpatient': {
      const text = { zh: '住院的医院办完出院结算，再试', en: 'the discharge is settled; try again' };
      return mended(text, { discharge: card }, retry);
    }
    case 'no-outpatient-benefit':
      return scopeCure(refusal, card, visit);
    case 'person-unknown':
      return mended({ zh: '中心补登此人信息，再试', en: 'the center enrols them; try again' }, { enrol: card }, retry);
    case 'special-illness-lapsed':
      return illnessCure(refusal, card, practice);
    case 'waiting-period': {
      const text = {
        zh: '中心核实其按时缴费，取消等待期，重新挂号',
        en: 'the center finds that it was paid in time; register anew',
      };
      return mended(text, { 'end-waiting': card }, ...anew(visit, card));
    }
  }
}
