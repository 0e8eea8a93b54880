// Invented pieces of a visit for the reducer's tests.

import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import type { Fen } from '../../src/domain/money.ts';
import { type PromptId, promptStages, promptText } from '../../src/domain/prompt.ts';
import type { CatalogueItem, RegistrationChoice, Settled, Split } from '../../src/hospital/visit/charge.ts';
import { orderLine } from '../../src/hospital/visit/charging.ts';
import type { VisitContext } from '../../src/hospital/visit/context.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import type { Insured, SocialSecurityHolder } from '../../src/hospital/visit/people.ts';
import type { Refusal, Ticket, TicketStage } from '../../src/hospital/visit/state.ts';

const yuan = (amount: number) => Math.round(amount * 100) as Fen;

export const holder: SocialSecurityHolder = {
  by: 'social-security-card',
  cardIdentification: '129900D15600000500DDE985F2992231',
  cardNumber: 'B98818725',
  idNumber: '129900194603120023',
  name: '王秀兰',
  sex: 'female',
  birth: dateOf('1946-03-12'),
};

export const otherHolder: SocialSecurityHolder = {
  ...holder,
  cardIdentification: '129900D15600000500093CE81504E515',
  cardNumber: 'C91549033',
  idNumber: '129900197008150031',
  name: '李建国',
};

export const insured: Insured = {
  psnNo: '12990000000001',
  name: '王秀兰',
  idNumber: holder.idNumber,
  sex: 'female',
  birth: holder.birth,
  age: 65,
  scheme: 'employee',
  status: 'retired',
  veteranWorker: false,
  modelWorker: false,
  civilServant: 'none',
  employer: '海河市棉纺厂',
  account: yuan(150),
  year: {
    ledger: 'outpatient',
    inScope: yuan(700),
    deductibleTaken: yuan(700),
    deductible: yuan(700),
    limit: yuan(5500),
    fund: yuan(0),
  },
  specialIllnesses: [],
};

export const patient = { known: 'by-center', holder, insured } as const;

export const feeItem: CatalogueItem = {
  code: '200001',
  name: '普通门诊诊查费',
  initials: 'ptmzzcf',
  category: 'service',
  class: 'A',
  specification: '',
  unit: '次',
  price: '5.00',
  selfPayRatio: '0',
  ceiling: undefined,
};

export const drug: CatalogueItem = {
  ...feeItem,
  code: '100002',
  name: '阿莫西林胶囊',
  category: 'drug',
  price: '12.60',
};

export const choice: RegistrationChoice = {
  kind: 'ordinary',
  illness: undefined,
  department: { code: '01', name: '内科', initials: 'nk', registrationItem: feeItem.code },
  doctor: { code: '0101', name: '周明' },
};

export const diagnosis = { code: 'J06.9', name: '急性上呼吸道感染', initials: 'jxshxdgr' };

const line = orderLine(drug, '2', undefined);
if (!line) throw new Error('no line');
export const orders = { diagnosis, lines: [line] };

export function splitOf(total: number, cash: number): Split {
  return {
    total: yuan(total),
    fullSelfPay: yuan(0),
    overCeiling: yuan(0),
    priorSelfPay: yuan(0),
    inScope: yuan(total),
    deductibleTaken: yuan(0),
    residentsFund: yuan(0),
    employeesFund: yuan(total - cash),
    supplement: yuan(0),
    fundTotal: yuan(total - cash),
    account: yuan(0),
    cash: yuan(cash),
    balanceAfter: yuan(150),
    explanation: [],
    lines: [],
  };
}

export const settledByNetwork: Settled = {
  by: 'network',
  settlementId: '201108150001',
  dataString: '00012011081510000000001',
  receiptNumber: '20110815000001',
  time: '2011-08-15 10:00:00' as Timestamp,
  split: splitOf(5, 5),
};

export function ticketAt(
  stage: TicketStage,
  registeredBy: Ticket['registeredBy'] = { way: 'network', mdtrtId: 'M1' },
): Ticket {
  return {
    number: '20110815-0001',
    date: dateOf('2011-08-15'),
    registeredAt: '2011-08-15 10:00:00' as Timestamp,
    patient,
    choice,
    registeredBy,
    registrationFee: settledByNetwork,
    stage,
  };
}

export const orderedTicket = ticketAt({ at: 'ordered', orders });

const textOf: Readonly<Record<PromptId, string>> = {
  'card-invalid': promptText({ id: 'card-invalid' }),
  'month-unpaid': '2011年8月未缴费，请用现金结算',
  'open-reconciliation': '存在未完成的对账信息，提示海河市中医医院00022011081409310500017',
  inpatient: promptText({ id: 'inpatient' }),
  'center-call-failed': promptText({ id: 'center-call-failed' }),
  'no-outpatient-benefit': promptText({ id: 'no-outpatient-benefit' }),
  'person-unknown': promptText({ id: 'person-unknown' }),
  'special-illness-lapsed': promptText({ id: 'special-illness-lapsed' }),
  'wrong-pin': promptText({ id: 'wrong-pin' }),
  'waiting-period': promptText({ id: 'waiting-period' }),
};

export function refusalOf(prompt: PromptId): Refusal {
  const stage = promptStages.find((each) => each.prompt === prompt)?.stage ?? 'network';
  return { prompt, text: textOf[prompt], stage, fact: {}, also: [] };
}

export const allPrompts = Object.keys(textOf) as PromptId[];

/** At the register, a card in the slot whose PIN was not asked yet. */
export const atRegister: VisitContext = {
  hospitalName: '海河市人民医院',
  slot: { at: 'read', holder },
  goal: { to: 'register' },
  inFlight: 0,
  registrationItem: feeItem,
};
export const atPay: VisitContext = { ...atRegister, goal: { to: 'pay' } };

export const priced: VisitEvent = {
  kind: 'priced',
  ticketNumber: '20110815-0001',
  batch: '20110815-0001-1',
  mdtrtId: 'M1',
  lines: [],
  split: splitOf(5, 5),
};

export const registrationEvents: readonly VisitEvent[] = [
  { kind: 'card-inserted', goal: { to: 'register' } },
  { kind: 'card-read', holder },
  { kind: 'pin-entered', pin: '123456' },
  { kind: 'pin-accepted' },
  { kind: 'looked-up', ticket: undefined, inDoubt: undefined },
  { kind: 'identified', insured },
  { kind: 'choice-made', choice },
  priced,
  { kind: 'confirmed' },
];

export const paymentEvents: readonly VisitEvent[] = [
  { kind: 'card-inserted', goal: { to: 'pay' } },
  { kind: 'card-read', holder },
  { kind: 'pin-entered', pin: '123456' },
  { kind: 'pin-accepted' },
  { kind: 'looked-up', ticket: orderedTicket, inDoubt: undefined },
  { kind: 'identified', insured },
  { ...priced, split: splitOf(25.2, 25.2) },
  { kind: 'confirmed' },
];
