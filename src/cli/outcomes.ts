// What became of what was in flight, as `yibao-pos reconcile` says it: which word is the last of each, a table, JSON. What
// is asked of the center, and the exit code, is reconcile.ts.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { formatYuan } from '../domain/money.ts';
import type { InFlight } from '../hospital/desk.ts';
import { adviceWhereItStays } from '../hospital/refund/registration-stays.ts';
import type { ReconciliationOutcome } from '../hospital/visit/state.ts';
import { tableText } from './table.ts';

const stillOpen: Text = {
  zh: '仍不明，请稍后再对账',
  en: 'still unknown: reconcile again later',
};

const stays: Text = { zh: '已退费一次，挂号中心未撤销', en: 'given back once; the registration stays at the center' };
const registrations = {
  'registration-stays': stays,
  'registration-cancelled': { zh: '挂号已撤销，费用此前已退', en: 'registration taken back; its fee was back before' },
  'registration-open': {
    zh: '费用已退；挂号尚未撤销，请稍后再对账',
    en: 'its fee is back; the registration is not: reconcile again later',
  },
} as const;

const verdicts: Readonly<Record<ReconciliationOutcome['of'], Record<ReconciliationOutcome['verdict'], Text>>> = {
  charge: {
    confirmed: { zh: '已收费一次，已确认', en: 'charged once, confirmed' },
    reversed: { zh: '中心已扣，已撤销，未收费', en: 'taken back at the center, not charged' },
    dropped: { zh: '未到中心，未收费', en: 'never arrived, not charged' },
    open: stillOpen,
    ...registrations,
  },
  refund: {
    confirmed: { zh: '已退费一次，已确认', en: 'given back once, confirmed' },
    reversed: { zh: '中心已退，已撤销，未退费', en: 'taken back at the center, not given back' },
    dropped: { zh: '未到中心，未退费', en: 'never arrived, not given back' },
    open: stillOpen,
    ...registrations,
  },
};

const nothingInFlight: Text = { zh: '没有在途交易\n', en: 'nothing is in flight\n' };

function leftTo(count: number, window: number): Text {
  return {
    zh: `${count} 笔属于 ${window} 号窗口，正在办理，请在该窗口对账\n`,
    en: `${count} left to window ${window}, which is at it: reconcile there\n`,
  };
}

/**
 * Of two reconciliations, one after the other, the last word on each message; the second tells only of what the first left
 * or did not meet.
 */
export function lastTold(
  first: readonly ReconciliationOutcome[],
  second: readonly ReconciliationOutcome[],
): readonly ReconciliationOutcome[] {
  const later = new Map(second.map((each) => [each.msgid, each]));
  const before = new Set(first.map(({ msgid }) => msgid));
  return [...first.map((each) => later.get(each.msgid) ?? each), ...second.filter(({ msgid }) => !before.has(msgid))];
}

export function outcomesText(outcomes: readonly ReconciliationOutcome[], held: number, language: Language): string {
  if (outcomes.length === 0) return held === 0 ? inLanguage(nothingInFlight, language) : '';
  const titles = language === 'zh' ? ['报文', '票号', '金额', '结果'] : ['message', 'ticket', 'amount', 'verdict'];
  const columns = titles.map((title, index) => (index === 2 ? { title, align: 'right' as const } : { title }));
  const rows = outcomes.map(({ msgid, of, ticket, amount, verdict }) => {
    return [msgid, ticket ?? '-', formatYuan(amount), inLanguage(verdicts[of][verdict], language)];
  });
  return tableText(columns, rows) + outcomes.map((outcome) => staysText(outcome, language)).join('');
}

/** Of a registration that the center does not take back: why, and what to do. */
function staysText({ ticket, said }: ReconciliationOutcome, language: Language): string {
  if (said === undefined) return '';
  const { cause, remedy } = adviceWhereItStays(said);
  return `${ticket}  ${inLanguage(cause, language)}\n  ${inLanguage(remedy, language)}\n`;
}

/** One line a window: how many it is at. */
export function heldText(held: readonly InFlight[], language: Language): string {
  const windows = [...new Set(held.map(({ heldBy }) => heldBy))].filter((window) => window !== undefined);
  return windows
    .sort((one, other) => one - other)
    .map((window) => inLanguage(leftTo(held.filter(({ heldBy }) => heldBy === window).length, window), language))
    .join('');
}

export function outcomeDocument({ msgid, ticket, amount, verdict, said }: ReconciliationOutcome) {
  const why = said === undefined ? {} : { said };
  return { msgid, ticket: ticket ?? null, amount: formatYuan(amount), verdict, window: null, ...why };
}

export function heldDocument({ msgid, ticket, amount, heldBy }: InFlight) {
  return { msgid, ticket: ticket ?? null, amount: formatYuan(amount), verdict: 'left-to-window', window: heldBy };
}
