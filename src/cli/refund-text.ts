// What `yibao-pos refund` says: what came or would come back and what is kept, or why not; as a table and as JSON.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { formatYuan, formatYuanGrouped, subtractFen } from '../domain/money.ts';
import { promptEntry } from '../domain/prompt-catalog.ts';
import type { Back } from '../hospital/refund/refund.ts';
import { adviceWhereItStays } from '../hospital/refund/registration-stays.ts';
import { chargeToUndo, parted, receiptBefore, sharesOf } from '../hospital/refund/standing.ts';
import type { RefundState } from '../hospital/refund/state.ts';
import type { OrderLine } from '../hospital/visit/charge.ts';
import type { VisitState } from '../hospital/visit/state.ts';
import { tableText } from './table.ts';

type Computed = Extract<RefundState, { at: 'trial-shown' | 'refunded' }>;

const shares = ['total', 'fund', 'account', 'cash'] as const;
const shareNames: Readonly<Record<keyof Back, Text>> = {
  total: { zh: '合计', en: 'total' },
  fund: { zh: '统筹支付', en: 'fund' },
  account: { zh: '账户支付', en: 'account' },
  cash: { zh: '现金', en: 'cash' },
};
const columns: readonly Text[] = [
  { zh: '', en: '' },
  { zh: '余下', en: 'kept' },
  { zh: '退回', en: 'back' },
];
const inDoubt: Text = {
  zh: '退费已发出，没有收到回答：请运行 yibao-pos reconcile 查明',
  en: 'the refund was sent and no answer came: run yibao-pos reconcile to find out',
};
const unforeseen: Text = {
  zh: '该患者有一笔交易结果不明，请先对账',
  en: 'something of this person is in doubt: reconcile first',
};

function computedOf(visit: VisitState): Computed | undefined {
  if (visit.at !== 'refunding') return undefined;
  return visit.refund.at === 'trial-shown' || visit.refund.at === 'refunded' ? visit.refund : undefined;
}

function keptOf(refund: Computed): Back {
  if (refund.at === 'refunded') return sharesOf(refund.refund.remainder);
  const before = sharesOf(chargeToUndo(refund.order.ticket));
  const { back } = refund.trial;
  const less = (of: keyof Back) => subtractFen(before[of], back[of]);
  return { total: less('total'), fund: less('fund'), account: less('account'), cash: less('cash') };
}

const backOf = (refund: Computed): Back => (refund.at === 'refunded' ? refund.refund.back : refund.trial.back);

function returnedOf(refund: Computed): readonly OrderLine[] {
  return refund.at === 'refunded' ? refund.refund.returned : parted(refund.order).returned;
}

interface Refused {
  /** As it was said, unchanged. */
  readonly text: string;
  readonly said: Text;
  readonly cause: Text | undefined;
  readonly remedy: Text | undefined;
}

/** Why nothing came back; undefined where something did, or would. */
function refusalOf(visit: VisitState): Refused | undefined {
  if (visit.at === 'problem') {
    const { message, text, advice } = visit.problem;
    return { text: message, said: text, cause: advice?.cause, remedy: advice?.remedy };
  }
  if (visit.at === 'refused') {
    const { text, prompt } = visit.refusal;
    const { cause, remedy } = promptEntry(prompt);
    return { text, said: { zh: text, en: text }, cause, remedy };
  }
  if (computedOf(visit)) return undefined;
  if (visit.at !== 'refunding' || visit.refund.at !== 'in-doubt') {
    return { text: unforeseen.zh, said: unforeseen, cause: undefined, remedy: undefined };
  }
  const { problem } = visit.refund;
  return { text: inDoubt.zh, said: inDoubt, cause: problem?.text, remedy: problem?.advice?.remedy };
}

export function refundText(visit: VisitState, language: Language): string {
  const say = (text: Text) => inLanguage(text, language);
  const refused = refusalOf(visit);
  if (refused) {
    const more = [refused.cause, refused.remedy].filter((text) => text !== undefined);
    return `${say(refused.said)}\n${more.map((text) => `  → ${say(text)}\n`).join('')}`;
  }
  const refund = computedOf(visit);
  if (!refund) return '';
  const lines = returnedOf(refund).map(
    ({ item, quantity, amount }) =>
      `${item.name} ${item.specification} ${quantity}${item.unit} ${formatYuanGrouped(amount)}\n`,
  );
  const [kept, back] = [keptOf(refund), backOf(refund)];
  const rows = shares.map((of) => [say(shareNames[of]), formatYuanGrouped(kept[of]), formatYuanGrouped(back[of])]);
  const titles = columns.map((title, place) => ({ title: say(title), ...(place > 0 && { align: 'right' as const }) }));
  const receipt =
    refund.at === 'refunded'
      ? say({
          zh: `退费收据号 ${refund.refund.receiptNumber}，批准 ${refund.refund.approvedBy.name}\n`,
          en: `refund receipt ${refund.refund.receiptNumber}, approved by ${refund.refund.approvedBy.name}\n`,
        })
      : '';
  return lines.join('') + tableText(titles, rows) + receipt + staysText(refund, language);
}

/** The money is back, and the registration stays at the center: why, and what to do. */
function staysText(refund: Computed, language: Language): string {
  if (refund.at !== 'refunded' || refund.stays === undefined) return '';
  const { cause, remedy } = adviceWhereItStays(refund.stays);
  return `${inLanguage(cause, language)}\n  → ${inLanguage(remedy, language)}\n`;
}

/** The same in JSON; null where no registration stays. */
function staysDocument(refund: Computed, language: Language) {
  if (refund.at !== 'refunded' || refund.stays === undefined) return null;
  const { cause, remedy } = adviceWhereItStays(refund.stays);
  return { said: refund.stays, cause: inLanguage(cause, language), remedy: inLanguage(remedy, language) };
}

const yuan = (of: Back) => Object.fromEntries(shares.map((share) => [share, formatYuan(of[share])]));

/** One JSON document: what came back, or `refused` with the reason. */
export function refundDocument(visit: VisitState, language: Language) {
  const refused = refusalOf(visit);
  if (refused) {
    const { text, cause, remedy } = refused;
    const say = (of: Text | undefined) => (of ? inLanguage(of, language) : null);
    const msgid = visit.at === 'refunding' && visit.refund.at === 'in-doubt' ? visit.refund.msgid : null;
    return { state: msgid === null ? 'refused' : 'in-doubt', msgid, text, cause: say(cause), remedy: say(remedy) };
  }
  const refund = computedOf(visit);
  if (!refund) return { state: 'refused' };
  const ticket = refund.at === 'refunded' ? refund.ticket : refund.order.ticket;
  const done = refund.at === 'refunded' ? refund.refund : undefined;
  return {
    state: refund.at === 'refunded' ? 'refunded' : 'trial',
    ticket: ticket.number,
    returned: returnedOf(refund).map(({ item, quantity, amount }) => ({
      item: item.code,
      name: item.name,
      quantity,
      amount: formatYuan(amount),
    })),
    back: yuan(backOf(refund)),
    kept: yuan(keptOf(refund)),
    receipt: done?.receiptNumber ?? null,
    of_receipt: done ? (receiptBefore(ticket, done) ?? null) : null,
    approved_by: done?.approvedBy.code ?? null,
    setl_id: done?.negated?.settlementId ?? null,
    remainder_setl_id: done?.remainder?.by === 'network' ? done.remainder.settlementId : null,
    registration_stays: staysDocument(refund, language),
  };
}
