// Each step in words, for a demonstration's panel, a hint, a score's evidence: what somebody does, as one would say it.

import type { Text } from '../../domain/language.ts';
import { stepNames } from '../../domain/prompt-catalog.ts';
import type { Mending, MendRowStep, Mishap, OrderStep, RegistrationStep, Step } from './steps.ts';

/** The name of whoever holds a card, by its id, or of a hospital, by its number; the id where nobody has it. */
export type HolderNames = (card: string) => string;

function same(text: string): Text {
  return { zh: text, en: text };
}

const stationNames: Readonly<Record<string, Text>> = {
  register: { zh: '挂号', en: 'register' },
  consult: { zh: '诊室', en: 'consult' },
  pay: { zh: '收费', en: 'pay' },
  refund: { zh: '退费', en: 'refund' },
};

const kindNames: Readonly<Record<RegistrationStep['kind'], Text>> = {
  ordinary: same(''),
  emergency: { zh: '急诊', en: 'emergency' },
  'special-illness': { zh: '门特', en: 'special illness' },
};

/** "内科", "急诊科 急诊": the department, and the kind of visit where it is no ordinary one. */
export function wantedWords({ department, kind }: RegistrationStep): Text {
  const { zh, en } = kindNames[kind];
  return { zh: `${department} ${zh}`.trimEnd(), en: en === '' ? department : `${department} (${en})` };
}

function registerWords(value: RegistrationStep): Text {
  const { zh, en } = wantedWords(value);
  return { zh: `挂号：${zh}`, en: `register: ${en}` };
}

const lineWords: Readonly<Record<'up' | 'down' | 'cut-after-arrival', Text>> = {
  up: { zh: '网络恢复', en: 'the network works again' },
  down: { zh: '网络中断', en: 'the network fails' },
  'cut-after-arrival': {
    zh: '中心处理之后、回答之前网络中断',
    en: 'the network fails after the center acted, before its answer',
  },
};

function orderWords({ item, quantity, days }: OrderStep): Text {
  const supply = days === undefined ? { zh: '', en: '' } : { zh: `，${days} 天`, en: `, ${days} days` };
  return { zh: `开 ${item} × ${quantity}${supply.zh}`, en: `order ${item} × ${quantity}${supply.en}` };
}

function worldWords(value: Mending | Mishap, name: HolderNames): Text {
  if ('pay' in value)
    return { zh: `${name(value.pay)}的本月医保费已缴`, en: `the month of ${name(value.pay)} is paid` };
  if ('discharge' in value) {
    const who = name(value.discharge);
    return { zh: `${who}的出院结算办完`, en: `the discharge of ${who} is settled` };
  }
  if ('renew' in value) {
    const who = name(value.renew);
    return { zh: `${who}的门特重新登记`, en: `the special-illness registration of ${who} is renewed` };
  }
  if ('end-waiting' in value) {
    const who = name(value['end-waiting']);
    return { zh: `中心取消${who}的等待期`, en: `the center ends the waiting period of ${who}` };
  }
  if ('grant' in value) {
    const who = name(value.grant);
    return { zh: `中心补上${who}的普通门诊待遇`, en: `the center grants ${who} ordinary outpatient care` };
  }
  if ('enrol' in value) return { zh: `中心登记${name(value.enrol)}`, en: `the center enrols ${name(value.enrol)}` };
  if ('issue' in value) {
    const who = name(value.issue);
    return { zh: `中心登记${who}的卡`, en: `the center registers the card of ${who}` };
  }
  if ('unpay' in value) {
    const who = name(value.unpay);
    return { zh: `${who}本月的缴费被退回`, en: `this month's payment of ${who} is returned` };
  }
  if ('admit' in value) return { zh: `${name(value.admit)}住院`, en: `${name(value.admit)} is admitted` };
  if ('lapse' in value) {
    const who = name(value.lapse);
    return { zh: `${who}的门特登记过期`, en: `the special-illness registration of ${who} lapses` };
  }
  const states = { normal: same('正常'), lost: same('挂失'), cancelled: same('注销') };
  return {
    zh: `${name(value.card)}的卡：${states[value.state].zh}`,
    en: `the card of ${name(value.card)} becomes ${value.state}`,
  };
}

const rowWords: Readonly<Record<MendRowStep['do'], Text>> = {
  confirm: { zh: '补确认', en: 'confirm' },
  reverse: { zh: '冲正', en: 'reverse' },
  accept: { zh: '入账', en: 'accept' },
  cancel: { zh: '本院作废', en: 'cancel here' },
};

function mendRowWords(row: MendRowStep, name: HolderNames): Text {
  const whose = 'of' in row ? name(row.of) : row.settlement;
  const [zhBy, enBy] = row.by === undefined ? ['', ''] : [`，${row.by} 号人员批准`, `, allowed by operator ${row.by}`];
  const word = rowWords[row.do];
  return { zh: `${whose}的一行：${word.zh}${zhBy}`, en: `the row of ${whose}: ${word.en}${enBy}` };
}

const plainWords: Readonly<Partial<Record<Step['name'], Text>>> = {
  'remove-id-card': { zh: '拿走身份证', en: 'take the identity card away' },
  remove: { zh: '拔卡', en: 'pull the card' },
  clear: { zh: '读卡器恢复正常', en: 'the reader works again' },
  pay: { zh: '到收费台', en: 'go to the pay station' },
  send: { zh: '医嘱发送', en: 'send the orders' },
  confirm: { zh: '按 Enter 确认', en: 'press Enter to go on' },
  lock: { zh: '锁屏', en: 'lock the counter' },
  reconcile: { zh: '对账', en: 'reconcile' },
  back: { zh: '按 Esc 返回', en: 'press Esc to go back' },
  restart: { zh: '窗口的程序重新启动', en: 'the window is started anew' },
  expect: { zh: '检查', en: 'check' },
};

/** Whose ticket, or which one; in a drill that is whoever stands there. */
function ticketWords(wanted: { readonly of: string } | { readonly ticket: string }, name: HolderNames): Text {
  if ('of' in wanted) return { zh: `打开${name(wanted.of)}的票`, en: `open the ticket of ${name(wanted.of)}` };
  if (wanted.ticket === '') return { zh: '打开患者的票', en: "open the patient's ticket" };
  return { zh: `打开票 ${wanted.ticket}`, en: `open the ticket ${wanted.ticket}` };
}

function proofWords({ name, value }: Extract<Step, { name: 'approve' | 'sign-in' }>): Text {
  const { by, password } = value;
  if (name === 'approve')
    return password === 'wrong'
      ? { zh: `${by} 号人员复核时输错口令`, en: `operator ${by} mistypes the password of the second word` }
      : { zh: `由 ${by} 号人员复核批准`, en: `operator ${by} gives the second word` };
  return password === 'wrong'
    ? { zh: `${by} 号人员登录时输错口令`, en: `operator ${by} mistypes the password when signing in` }
    : { zh: `${by} 号人员登录`, en: `operator ${by} signs in` };
}

const restoreWords = {
  center: { zh: '中心的数据丢失，用最近的备份恢复', en: 'the center loses its data and goes back to its last copy' },
  hospital: {
    zh: '本院的数据丢失，用最近的备份恢复',
    en: 'the hospital loses its data and goes back to its last copy',
  },
} satisfies Record<string, Text>;

/** What a step is, in both languages. */
export function stepWords(step: Step, name: HolderNames): Text {
  const { name: kind, value } = step;
  switch (kind) {
    case 'insert':
      return { zh: `插入${name(value)}的社保卡`, en: `insert the card of ${name(value)}` };
    case 'id-card':
      return { zh: `放上${name(value)}的身份证`, en: `lay down the identity card of ${name(value)}` };
    case 'voucher':
      return { zh: '扫医保电子凭证', en: 'scan the e-voucher' };
    case 'fault':
      return { zh: `读卡器故障：${value.name}`, en: `the reader fails: ${value.name}` };
    case 'line':
      return lineWords[value];
    case 'pin':
      return value === 'wrong' ? { zh: '密码输错', en: 'enter a wrong PIN' } : { zh: '输入密码', en: 'enter the PIN' };
    case 'register':
      return registerWords(value);
    case 'consult':
      return { zh: `医生诊断 ${value.diagnosis}，开医嘱`, en: `the doctor: diagnosis ${value.diagnosis}, orders` };
    case 'station': {
      const station = stationNames[value] ?? same(value);
      return { zh: `到${station.zh}台`, en: `open the station: ${station.en}` };
    }
    case 'open':
      return ticketWords(value, name);
    case 'diagnose':
      return { zh: `诊断 ${value}`, en: `diagnosis ${value}` };
    case 'order':
      return orderWords(value);
    case 'change':
      return { zh: `改第 ${value.line} 行`, en: `change line ${value.line}` };
    case 'refund': {
      const ticket = ticketWords(value, name);
      return { zh: `退费台：${ticket.zh}（已结算）`, en: `at the refund station, ${ticket.en}, which is paid` };
    }
    case 'return': {
      const { line, quantity } = value;
      const much = quantity === undefined ? { zh: '', en: '' } : { zh: ` × ${quantity}`, en: ` × ${quantity}` };
      return { zh: `退第 ${line} 行${much.zh}`, en: `give back line ${line}${much.en}` };
    }
    case 'approve':
    case 'sign-in':
      return proofWords({ name: kind, value });
    case 'strike':
      return { zh: `删去第 ${value} 行`, en: `take line ${value} away` };
    case 'tender':
      return value === 'exact'
        ? { zh: '收现金，正好', en: 'take the exact cash' }
        : { zh: `收现金 ${value}`, en: `take ${value} in cash` };
    case 'choose':
      return { zh: `选「${stepNames[value].zh}」`, en: `choose to ${stepNames[value].en}` };
    case 'hospital':
      return { zh: `患者到 ${name(value)}`, en: `the patient goes to ${name(value)}` };
    case 'reconcile-at':
      return { zh: `${name(value)} 对账`, en: `${name(value)} reconciles` };
    case 'days-pass':
      return value === 1
        ? { zh: '过了一夜', en: 'a night goes by' }
        : { zh: `过了 ${value} 天`, en: `${value} days go by` };
    case 'state-day':
      return { zh: `对账 ${value}`, en: `state the day ${value}` };
    case 'close-day':
      return { zh: `日终对账并备份 ${value}`, en: `close the day ${value}, with its copies` };
    case 'mend-row':
      return mendRowWords(value, name);
    case 'restore':
      return restoreWords[value];
    case 'mend':
    case 'befall':
      return worldWords(value, name);
    default:
      return plainWords[kind] ?? same(kind);
  }
}
