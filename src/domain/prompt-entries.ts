// The ten prompts, one entry each, as the deck explains them. Data only; what is made of it is in prompt-catalog.ts.
// Chinese says what the deck says, shortened for a screen; English is its translation.

import type { Text } from './language.ts';
import type { PromptId } from './prompt.ts';

/** Who has to do something about it. */
export type PromptActor = 'insured' | 'employer' | 'this-hospital' | 'named-hospital' | 'issuing-office';

/** Every step that a cashier may be offered after a prompt. */
export const promptSteps = ['retry', 'settle-in-cash', 'reconcile', 'end-visit'] as const;
export type PromptStep = (typeof promptSteps)[number];

/** Whether trying again can help: at once, only after the remedy, or not at this visit. */
export type RetryPromise = 'now' | 'after-remedy' | 'no';

/** A step may be taken, or may not, with the reason that is shown beside it. */
export type StepPermission = { readonly may: true } | { readonly may: false; readonly because: Text };

export interface PromptFacts {
  /** The item of deck 000. */
  readonly number: number;
  /** The exact text; `{…}` is filled from state. */
  readonly template: string;
  readonly cause: Text;
  readonly remedy: Text;
  readonly actor: PromptActor;
  readonly actorName: Text;
  readonly retry: RetryPromise;
  readonly steps: Readonly<Record<PromptStep, StepPermission>>;
  readonly source: string;
}

const chapter = 'deck 000, （二）社会保障卡联网就医常见问题及解决办法';

const may: StepPermission = { may: true };
const not = (zh: string, en: string): StepPermission => ({ may: false, because: { zh, en } });

const nothingToReconcile = not('没有需要对账的交易', 'there is no transaction to reconcile');
const noNetworkNeeded = not(
  '先解决卡或身份的问题，再谈结算',
  'the card or the identity has to be settled before any payment',
);
const stateStays = not(
  '再试结果一样：今天的待遇不会变',
  'trying again changes nothing: the benefits of today stay as they are',
);

/** Retry, cash, reconcile; a visit can always be ended. */
function steps(retry: StepPermission, cash: StepPermission, reconcile: StepPermission) {
  return {
    retry,
    'settle-in-cash': cash,
    reconcile,
    'end-visit': may,
  } satisfies Record<PromptStep, StepPermission>;
}

const insured: Text = { zh: '参保人员', en: 'the insured person' };

export const promptEntries: Readonly<Record<PromptId, PromptFacts>> = {
  'card-invalid': {
    number: 1,
    template: '该卡无效',
    cause: {
      zh: '卡与读卡器接触不良；或卡已注销、挂失；或全市没有这张卡的登记信息',
      en: 'bad contact between card and reader; or the card is cancelled or reported lost; or nobody in the city is registered under it',
    },
    remedy: {
      zh: '擦净芯片重复刷卡几次；始终不成功，到户籍所属街道办事处（外地人员到区劳动人事局）咨询、补卡',
      en: 'wipe the chip and swipe a few times more; if it still fails, the street office of the holder’s residence (for people from elsewhere the district labour bureau) advises and issues a new card',
    },
    actor: 'issuing-office',
    actorName: { zh: '街道办事处或区劳动人事局', en: 'the street office or the district labour bureau' },
    retry: 'now',
    steps: steps(may, noNetworkNeeded, nothingToReconcile),
    source: `${chapter}, 1`,
  },
  'month-unpaid': {
    number: 2,
    template: '{yyyy}年{m}月未缴费，请用现金结算',
    cause: {
      zh: '本人或所在单位当月没有缴纳医疗保险费',
      en: 'the contribution for the month has not been paid, by the employer or by the person',
    },
    remedy: {
      zh: '立即与所在单位联系，询问缴费情况；本次就医现金结算',
      en: 'contact the employer at once and ask about the payment; this visit is paid in cash',
    },
    actor: 'employer',
    actorName: { zh: '所在单位（个人缴费的为本人）', en: 'the employer (or the person, who pays individually)' },
    retry: 'after-remedy',
    steps: steps(may, may, nothingToReconcile),
    source: `${chapter}, 2`,
  },
  'open-reconciliation': {
    number: 3,
    template: '存在未完成的对账信息，提示{hospital}{data}',
    cause: {
      zh: '上次在该院挂号或交费时网络中断，有一笔交易没有确认',
      en: 'the network failed when this person last registered or paid at the hospital named: one transaction was never confirmed',
    },
    remedy: {
      zh: '请患者要求该院立即对账，之后即可恢复联网结算',
      en: 'the hospital named reconciles at once; then networked settlement works again',
    },
    actor: 'named-hospital',
    actorName: { zh: '提示中的医院', en: 'the hospital named in the prompt' },
    retry: 'after-remedy',
    steps: steps(may, may, may),
    source: `${chapter}, 3`,
  },
  inpatient: {
    number: 4,
    template: '住院期间不能门诊挂号',
    cause: {
      zh: '住院登记没有结束：出院结算尚未办完',
      en: 'an admission is open: the discharge settlement is not finished',
    },
    remedy: {
      zh: '请住院医院办完出院结算，之后即可门诊联网结算',
      en: 'the hospital where the person lay finishes the discharge settlement; then the outpatient visit can be settled',
    },
    actor: 'named-hospital',
    actorName: { zh: '住院的医院', en: 'the hospital of the admission' },
    retry: 'after-remedy',
    steps: steps(
      may,
      not('住院期间的费用由住院医院结算', 'expense during an admission is settled by its hospital'),
      nothingToReconcile,
    ),
    source: `${chapter}, 4`,
  },
  'center-call-failed': {
    number: 5,
    template: '调用中心交易失败',
    cause: {
      zh: '医院连不上医保中心：拒绝连接、中断、超时，或应答无法识别',
      en: 'the hospital cannot reach the center: refused, cut, timed out, or an unreadable answer',
    },
    remedy: {
      zh: '请信息科检查医院的信息服务器和线路，恢复后重试',
      en: 'the hospital checks its information server and its line, then tries again',
    },
    actor: 'this-hospital',
    actorName: { zh: '本院信息科', en: 'this hospital’s information department' },
    retry: 'now',
    steps: steps(may, may, not('线路恢复后再对账', 'reconcile once the line is back: there is nobody to ask now')),
    source: `${chapter}, 5`,
  },
  'no-outpatient-benefit': {
    number: 6,
    template: '门诊不享受，请用现金支付',
    cause: {
      zh: '只享受门诊特殊病和住院待遇；或居民在二、三级医院看普通门诊',
      en: 'the benefits are special-illness and inpatient only; or a resident seeks ordinary outpatient care at level 2 or 3',
    },
    remedy: {
      zh: '普通门诊现金支付；门特、住院仍可联网结算，居民普通门诊可到一级医院',
      en: 'ordinary outpatient care is paid in cash; special-illness and inpatient benefits stay, and residents have ordinary outpatient benefits at level 1',
    },
    actor: 'insured',
    actorName: insured,
    retry: 'no',
    steps: steps(stateStays, may, nothingToReconcile),
    source: `${chapter}, 6; 城乡居民基本医疗保险门(急)诊报销比例`,
  },
  'person-unknown': {
    number: 7,
    template: '中心没有此人信息',
    cause: {
      zh: '卡有效，但卡内的社会保障号、姓名在中心查不到对应的人',
      en: 'the card is valid, but the social-security number and name on it match nobody at the center',
    },
    remedy: {
      zh: '拨打 12333 咨询，或到发卡部门查询',
      en: 'call 12333, or ask the office that issued the card',
    },
    actor: 'issuing-office',
    actorName: { zh: '发卡部门（咨询电话 12333）', en: 'the issuing office (telephone 12333)' },
    retry: 'after-remedy',
    steps: steps(may, noNetworkNeeded, nothingToReconcile),
    source: `${chapter}, 7`,
  },
  'special-illness-lapsed': {
    number: 8,
    template: '取对应的门特登记信息失败',
    cause: {
      zh: '没有该病种的门特登记，或登记不在有效期内',
      en: 'there is no registration for this special illness, or it is not valid today',
    },
    remedy: {
      zh: '到门特诊断医院办理门特接续登记',
      en: 'renew the registration at the hospital that made the special-illness diagnosis',
    },
    actor: 'insured',
    actorName: insured,
    retry: 'after-remedy',
    steps: steps(may, may, nothingToReconcile),
    source: `${chapter}, 8`,
  },
  'wrong-pin': {
    number: 9,
    template: '密码错误',
    cause: { zh: '输入的密码不对，或密码已锁定', en: 'the PIN is wrong, or it is blocked' },
    remedy: {
      zh: '核对后重新输入；忘记或锁定的拨打 12333',
      en: 'enter it again; where forgotten or blocked, call 12333',
    },
    actor: 'insured',
    actorName: insured,
    retry: 'now',
    steps: steps(may, noNetworkNeeded, nothingToReconcile),
    source: `${chapter}, 9`,
  },
  'waiting-period': {
    number: 10,
    template: '个人缴费有六个月的等待期',
    cause: {
      zh: '个人缴费没有按时足额，六个月的等待期未满',
      en: 'an individual payer did not pay on time and in full; the six months that this starts are not over',
    },
    remedy: { zh: '六个月等待期满后再刷卡就医', en: 'swipe again once the six months have passed' },
    actor: 'insured',
    actorName: insured,
    retry: 'no',
    steps: steps(stateStays, may, nothingToReconcile),
    source: `${chapter}, 10`,
  },
};
