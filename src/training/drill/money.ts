// The money of a session, from its log alone: every time that it changed hands, or ought to have, and how that compares with
// the money of the scenario's own run. What it is worth is the score's business.

import type { Text } from '../../domain/language.ts';
import { type Fen, formatYuan, parseYuan, zeroFen } from '../../domain/money.ts';
import type { LogEntry } from '../session/log.ts';
import type { Sight } from '../session/sight.ts';

export interface Movement {
  /** Milliseconds since the start. */
  readonly t: number;
  readonly hospital: string;
  readonly of: 'registration' | 'fees' | 'refund';
  /** `cash`: at full price, without insurance. */
  readonly by: 'insurance' | 'cash';
  /** From the patient's hand, or in a refund into it; the others likewise. */
  readonly cash: Fen;
  readonly account: Fen;
  readonly fund: Fen;
  /** Of a refund: what was given back. */
  readonly returned: string;
  /** Whether the cash was taken; of a settlement that was left it never was. */
  readonly taken: boolean;
  /** Done while the trainer held the window. */
  readonly trainers: boolean;
}

function fenOf(yuan: string | undefined): Fen {
  const read = yuan === undefined ? undefined : parseYuan(yuan);
  return read?.ok ? read.value : zeroFen;
}

/** The kind of movement that a sight shows; undefined where no money was moved. */
function kindOf({ at, refund, charge }: Sight): Movement['of'] | undefined {
  if (at === 'cash-due' || at === 'registered' || at === 'paid') return charge;
  return at === 'refunding' && refund === 'refunded' ? 'refund' : undefined;
}

/** In the order in which they came about, each once however often it was seen. */
export function movementsIn(entries: readonly LogEntry[]): readonly Movement[] {
  const found = new Map<string, Movement>();
  let trainers = false;
  for (const entry of entries) {
    if ('held' in entry) trainers = entry.held === 'taken';
    if (!('saw' in entry)) continue;
    const { saw, t } = entry;
    const of = kindOf(saw);
    if (!of) continue;
    const key = `${saw.hospital} ${saw.ticket} ${of} ${saw.receipt ?? ''}`;
    const before = found.get(key);
    if (before?.taken) continue;
    found.set(key, {
      t,
      hospital: saw.hospital,
      of,
      by: saw.fund === undefined ? 'cash' : 'insurance',
      cash: fenOf(saw.due),
      account: fenOf(saw.account),
      fund: fenOf(saw.fund),
      returned: saw.returned ?? '',
      taken: saw.at !== 'cash-due',
      trainers,
    });
  }
  return [...found.values()];
}

function samePlace(one: Movement, other: Movement): boolean {
  return one.hospital === other.hospital && one.of === other.of;
}

function sameMoney(one: Movement, other: Movement): boolean {
  const amounts = one.cash === other.cash && one.account === other.account && one.fund === other.fund;
  return samePlace(one, other) && amounts && one.by === other.by && one.returned === other.returned;
}

export interface Compared {
  /** Undefined: it was not expected. */
  readonly expected: Movement | undefined;
  /** Undefined: it never came to it. */
  readonly found: Movement | undefined;
}

export function isRight({ expected, found }: Compared): boolean {
  return expected !== undefined && found !== undefined && sameMoney(expected, found) && expected.taken === found.taken;
}

/** Each expected movement with what was found for it, those that are right first served; then what nobody expected. */
export function comparedMoney(expected: readonly Movement[], found: readonly Movement[]): readonly Compared[] {
  let left = [...found];
  const take = (wanted: Movement, fits: (each: Movement, wanted: Movement) => boolean) => {
    const match = left.find((each) => fits(each, wanted));
    left = left.filter((each) => each !== match);
    return match;
  };
  const served = new Map(expected.map((wanted) => [wanted, take(wanted, sameMoney)]));
  for (const [wanted, match] of served) if (!match) served.set(wanted, take(wanted, samePlace));
  return [
    ...[...served].map(([wanted, match]) => ({ expected: wanted, found: match })),
    ...left.map((each) => ({ expected: undefined, found: each })),
  ];
}

const names: Readonly<Record<Movement['of'], Text>> = {
  registration: { zh: '挂号费', en: 'registration fee' },
  fees: { zh: '费用', en: 'bill' },
  refund: { zh: '退费', en: 'refund' },
};

/** "网上结算，现金 5.20、账户 7.65、统筹 12.35". */
function amounts({ of, by, cash, account, fund, returned, taken }: Movement): Text {
  const [c, a, f] = [formatYuan(cash), formatYuan(account), formatYuan(fund)];
  const gave = of === 'refund' && returned !== '' ? { zh: `${returned}，`, en: `${returned}; ` } : { zh: '', en: '' };
  const open = taken ? { zh: '', en: '' } : { zh: '（现金未收）', en: ' (cash not taken)' };
  if (by === 'cash') {
    return { zh: `${gave.zh}现金全额 ${c}${open.zh}`, en: `${gave.en}${c} in cash at full price${open.en}` };
  }
  return {
    zh: `${gave.zh}联网，现金 ${c}、账户 ${a}、统筹 ${f}${open.zh}`,
    en: `${gave.en}through insurance, ${c} in cash, ${a} account, ${f} fund${open.en}`,
  };
}

/** What was found beside what was expected, in words. */
export function moneyWords(compared: Compared, clock: (t: number) => string): Text {
  const { expected, found } = compared;
  const of = names[(found ?? expected)?.of ?? 'fees'];
  const [is, should] = [found && amounts(found), expected && amounts(expected)];
  if (!found || !is) {
    return { zh: `${of.zh}没有办：应为${should?.zh}`, en: `${of.en} not reached; right: ${should?.en}` };
  }
  const when = clock(found.t);
  if (!found.taken && expected?.taken !== false) {
    const due = formatYuan(found.cash);
    return {
      zh: `${when} ${of.zh}：已结算，现金 ${due} 没有收`,
      en: `${when} ${of.en}: settled, and the ${due} in cash never taken`,
    };
  }
  if (!should) {
    return { zh: `${when} ${of.zh}：${is.zh}，本不应发生`, en: `${when} ${of.en}: ${is.en}; it was not to be done` };
  }
  if (isRight(compared)) return { zh: `${when} ${of.zh}：${is.zh}，正确`, en: `${when} ${of.en}: ${is.en}, right` };
  return { zh: `${when} ${of.zh}：${is.zh}；应为${should.zh}`, en: `${when} ${of.en}: ${is.en}; right: ${should.en}` };
}
