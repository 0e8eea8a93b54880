// Why a refund (退费) is refused, as the documents say it, and what that means to the people at the counter: cause, remedy, and
// whether trying again can help. Texts only; what decides is the policy and the center. Source: 2-benefits, section 7.

import type { Text } from './language.ts';

export type RefundReason =
  | 'no-refunds'
  | 'not-refundable'
  | 'too-late'
  | 'below-deductible'
  | 'later-settlement'
  | 'other-hospital'
  | 'pays-more';

export interface RefundReasonEntry {
  /** How the refusal begins; particulars may follow. */
  readonly text: Text;
  readonly cause: Text;
  readonly remedy: Text;
  /** Why trying again, or choosing otherwise, cannot help; undefined where it can. */
  readonly hopeless: Text | undefined;
}

export const refundReasons: Readonly<Record<RefundReason, RefundReasonEntry>> = {
  'no-refunds': {
    text: { zh: '本规则包没有退费规定', en: 'the pack has no rule for refunds' },
    cause: { zh: '现行政策没有规定可以退费', en: 'the policy in force knows no refund' },
    remedy: { zh: '请向医保中心咨询', en: 'ask the center' },
    hopeless: { zh: '政策没有规定，再试无用', en: 'the policy does not change by trying' },
  },
  'not-refundable': {
    text: { zh: '只能退药费', en: 'only drugs of such a visit can be given back' },
    cause: {
      zh: '只有普通门诊、急诊中因不良反应退回的药品可以退费',
      en: 'only drugs given back after an adverse reaction, of an ordinary or emergency visit',
    },
    remedy: { zh: '改选药品；检查、治疗和门特不退', en: 'choose drugs only; no examinations, no special illnesses' },
    hopeless: undefined,
  },
  'too-late': {
    text: { zh: '已超过可退费的天数', en: 'too many days after the settlement' },
    cause: { zh: '退费期限是结算后三日以内', en: 'refunds end three days after the settlement' },
    remedy: { zh: '不能再退费，请向患者说明', en: 'it cannot be given back any more: tell the patient' },
    hopeless: { zh: '已过期限，再试无用', en: 'the time is over' },
  },
  'below-deductible': {
    text: {
      zh: '退费后本年范围内费用低于起付标准，不能退费',
      en: 'the refund would take the year’s in-scope expense below the deductible',
    },
    cause: {
      zh: '起付线已满才有报销，退费不能使本年费用回到起付线以下',
      en: 'the fund pays above the deductible: the year may not fall below it again',
    },
    remedy: { zh: '少退一些数量，或不退', en: 'give back less, or nothing' },
    hopeless: undefined,
  },
  'later-settlement': {
    text: { zh: '退费会改变之后的结算', en: 'would change a later settlement' },
    cause: {
      zh: '之后的那一笔已按当时的累计收取现金，不能再变',
      en: 'the later one was paid by the year as it stood, and cannot change any more',
    },
    remedy: {
      zh: '请先到那家医院退掉之后的那一笔，再回来退费',
      en: 'have the later one refunded at that hospital first, then come back',
    },
    hopeless: undefined,
  },
  'other-hospital': {
    text: { zh: '请到原结算医院退费', en: 'settled at another hospital: only that one can refund it' },
    cause: { zh: '这一笔不是本院结算的', en: 'it was not settled here' },
    remedy: { zh: '请患者到原结算医院退费', en: 'the patient goes to the hospital that settled it' },
    hopeless: { zh: '须到原结算医院', en: 'only the other hospital can' },
  },
  'pays-more': {
    text: { zh: '退后反而多付', en: 'more would have to be paid' },
    cause: { zh: '金额太小，重新结算的进位使患者反而多付', en: 'so small that rounding anew makes somebody pay more' },
    remedy: { zh: '整项退回，或不退', en: 'give the whole line back, or nothing' },
    hopeless: undefined,
  },
};

/** The documented reason that a refusal gives; undefined where it gives another. */
export function refundReasonIn(message: string): RefundReason | undefined {
  const reasons = Object.keys(refundReasons) as RefundReason[];
  return reasons.find((reason) => message.includes(refundReasons[reason].text.zh));
}
