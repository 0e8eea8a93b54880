// The receipts of the window: networked, in cash, of a refund, and the registration ticket, as text of 32 or 42 columns.
// Pure. Every figure is printed as it was settled; nothing is computed but the balance before, which is a sum.

import { transform } from 'receiptline';
import type { Timestamp } from '../domain/date.ts';
import { addFen, type Fen, formatYuan } from '../domain/money.ts';
import { maskName, maskNumber } from '../domain/person.ts';
import { capitalsOf } from './capitals.ts';
import { centered, left, type Markup, oneColumn, pair, rightColumn, rule } from './markup.ts';
import type {
  NetworkedCharge,
  PrintedCharge,
  PrintedLine,
  PrintedPlace,
  PrintedReceipt,
  PrintedRefundReceipt,
  PrintedSplit,
  PrintedTendered,
  PrintedTicket,
} from './receipt-content.ts';

/** Columns of the paper: 58 mm and 80 mm rolls. A Chinese character takes two. */
export type PaperWidth = 32 | 42;

const moneyCells = 13;
const fieldCells = 22;

const levelNames = { 1: '一级', 2: '二级', 3: '三级' } as const;
const classMarks = { A: '甲', B: '乙', C: '丙' } as const;
const kindNames = { ordinary: '普通门诊', emergency: '急诊', 'special-illness': '门诊特殊病' } as const;

/** The stamp of a networked settlement; a cash receipt has none (deck 000, 门诊联网结算). */
export function stampOf(kind: PrintedTicket['choice']['kind']): string {
  return kind === 'special-illness' ? '门特联网已结算' : '门诊联网已结算';
}

export function refundStampOf(kind: PrintedTicket['choice']['kind'], of: PrintedRefundReceipt['of'] = 'fees'): string {
  const back = of === 'registration' ? '已退号' : '已退费';
  return kind === 'special-illness' ? `门特联网${back}` : `门诊联网${back}`;
}

const refundTitles = {
  fees: { network: '门诊退费收据', cash: '门诊现金退费收据' },
  registration: { network: '门诊退号收据', cash: '门诊现金退号收据' },
} as const;

function money(label: string, amount: Fen): Markup {
  return pair(label, formatYuan(amount));
}

/** Part sums only where there is something: nobody reads a column of zeros. */
function partly(label: string, amount: Fen): readonly Markup[] {
  return amount === 0 ? [] : [money(`其中${label}`, amount)];
}

function lineMarkup({ item, quantity, amount, consent }: PrintedLine): readonly Markup[] {
  return [
    oneColumn,
    left(`${classMarks[item.class]} ${item.name}${item.specification === '' ? '' : ` ${item.specification}`}`),
    rightColumn(moneyCells),
    money(`${item.price} x ${quantity}${item.unit}`, amount),
    ...(consent ? [oneColumn, left('  自费，患者已同意')] : []),
  ];
}

function headMarkup({ hospital }: PrintedPlace, title: string): readonly Markup[] {
  return [oneColumn, centered(`${hospital.name} (${levelNames[hospital.level]})`), centered(title)];
}

/** What stands above the lines of any receipt. */
interface Heading {
  readonly place: PrintedPlace;
  readonly ticket: PrintedTicket;
  readonly receiptNumber: string;
  readonly time: Timestamp;
  /** Between the receipt's number and the patient. */
  readonly more?: readonly Markup[];
}

function headingOf({ place, ticket, settled }: PrintedReceipt): Heading {
  return { place, ticket, receiptNumber: settled.receiptNumber, time: settled.time };
}

function visitMarkup({ place, ticket, receiptNumber, time, more = [] }: Heading): readonly Markup[] {
  const { holder } = ticket.patient;
  const { kind, illness, department, doctor } = ticket.choice;
  return [
    rightColumn(fieldCells),
    pair('票号', ticket.number),
    pair('收据号', receiptNumber),
    ...more,
    pair('姓名', maskName(holder.name)),
    pair('身份证号', maskNumber(holder.idNumber)),
    pair('类别', illness ? `${kindNames[kind]} ${illness.name}` : kindNames[kind]),
    pair('科室', `${department.name} ${doctor.name}`),
    pair('时间', time),
    pair('窗口', `${place.window} 号 ${place.operator.name}`),
    rule,
  ];
}

function totalMarkup(total: Fen): readonly Markup[] {
  return [rule, rightColumn(moneyCells), money('合计', total), oneColumn, left(`大写 ${capitalsOf(total)}`)];
}

function splitMarkup(split: PrintedSplit): readonly Markup[] {
  return [
    rightColumn(moneyCells),
    money('范围内', split.inScope),
    ...partly('本次起付标准', split.deductibleTaken),
    money('先行自付', split.priorSelfPay),
    money('超限价自付', split.overCeiling),
    money('全自费', split.fullSelfPay),
    rule,
    money('医保支付', split.fundTotal),
    ...partly('城乡居民统筹', split.residentsFund),
    ...partly('职工大额补助', split.employeesFund),
    ...partly('公务员补助', split.supplement),
    money('个人账户', split.account),
    money('现金', split.cash),
    rule,
    money('账户原有', addFen(split.balanceAfter, split.account)),
    money('账户余额', split.balanceAfter),
  ];
}

function tillMarkup({ tendered, change }: PrintedTendered): readonly Markup[] {
  return tendered === 0 ? [] : [rightColumn(moneyCells), money('实收', tendered), money('找零', change)];
}

function networkedFoot(settled: NetworkedCharge, kind: PrintedTicket['choice']['kind']): readonly Markup[] {
  return [oneColumn, rule, left(`结算号 ${settled.settlementId}`), centered(stampOf(kind))];
}

function linesOf(settled: PrintedCharge): readonly PrintedLine[] {
  return settled.by === 'network' ? settled.split.lines : settled.lines;
}

function print(markup: readonly Markup[], width: PaperWidth): string {
  // gb18030 counts every Chinese character and every full-width sign as two columns, as the printers of the counter do.
  const text = transform(markup.join('\n'), { cpl: width, encoding: 'gb18030', command: 'text' });
  return text.replace(/ +$/gm, '').replace(/\n*$/, '\n');
}

/** The receipt of a payment: networked with its stamp and every figure of the split, or in cash without. */
export function receiptText(receipt: PrintedReceipt, width: PaperWidth): string {
  const { ticket, settled, tendered } = receipt;
  const networked = settled.by === 'network';
  const total = networked ? settled.split.total : settled.total;
  return print(
    [
      ...headMarkup(receipt.place, networked ? '门诊收费收据' : '门诊现金收据'),
      ...visitMarkup(headingOf(receipt)),
      ...linesOf(settled).flatMap(lineMarkup),
      ...totalMarkup(total),
      ...(networked ? splitMarkup(settled.split) : [rightColumn(moneyCells), money('现金', settled.total)]),
      ...tillMarkup(tendered),
      ...(networked ? networkedFoot(settled, ticket.choice.kind) : []),
    ],
    width,
  );
}

/** The registration ticket (挂号票) that the patient carries to the consulting room. */
export function registrationSlipText(receipt: PrintedReceipt, width: PaperWidth): string {
  const { ticket, settled, tendered } = receipt;
  const networked = settled.by === 'network';
  const paid = networked
    ? [
        money('医保支付', settled.split.fundTotal),
        money('个人账户', settled.split.account),
        money('现金', settled.split.cash),
        money('账户余额', settled.split.balanceAfter),
      ]
    : [money('现金', settled.total)];
  return print(
    [
      ...headMarkup(receipt.place, '挂号票'),
      ...visitMarkup(headingOf(receipt)),
      rightColumn(moneyCells),
      ...linesOf(settled).map(({ item, amount }) => money(item.name, amount)),
      ...paid,
      ...tillMarkup(tendered),
      ...(networked ? networkedFoot(settled, ticket.choice.kind) : []),
      oneColumn,
      rule,
      left(networked ? '请凭本票就诊、交费，当日有效' : '本次未联网挂号，费用用现金结算'),
    ],
    width,
  );
}

/** What is left of the charge, as it was settled anew; a receipt of its own is not given for it. */
function remainderMarkup(remainder: PrintedCharge | undefined): readonly Markup[] {
  if (!remainder) return [oneColumn, left('原收据已全部退费')];
  const lines = linesOf(remainder).flatMap(lineMarkup);
  if (remainder.by === 'cash')
    return [oneColumn, left('退费后原收据余下'), ...lines, rule, money('现金', remainder.total)];
  const { total, fundTotal, account, cash } = remainder.split;
  return [
    oneColumn,
    left('退费后原收据余下（重新结算）'),
    ...lines,
    rule,
    rightColumn(moneyCells),
    money('合计', total),
    money('医保支付', fundTotal),
    money('个人账户', account),
    money('现金', cash),
    oneColumn,
    left(`结算号 ${remainder.settlementId}`),
  ];
}

/** The receipt of a refund: what was taken back and where its money went, then what stands of the bill. */
export function refundReceiptText(receipt: PrintedRefundReceipt, width: PaperWidth): string {
  const { place, ticket, refund, of, ofReceipt } = receipt;
  const { receiptNumber, time, approvedBy, returned, back, negated, balanceAfter, remainder } = refund;
  const more = [pair('原收据号', ofReceipt)];
  const networked = negated
    ? [oneColumn, left(`退费结算号 ${negated.settlementId}`), centered(refundStampOf(ticket.choice.kind, of))]
    : [];
  return print(
    [
      ...headMarkup(place, refundTitles[of][negated ? 'network' : 'cash']),
      ...visitMarkup({ place, ticket, receiptNumber, time, more }),
      ...returned.flatMap(lineMarkup),
      rule,
      rightColumn(moneyCells),
      money('退费合计', back.total),
      ...(negated ? [money('退回医保', back.fund), money('退回个人账户', back.account)] : []),
      money('退回现金', back.cash),
      oneColumn,
      left(`退回现金大写 ${capitalsOf(back.cash)}`),
      ...(balanceAfter === undefined ? [] : [rightColumn(moneyCells), money('账户余额', balanceAfter)]),
      rule,
      ...(of === 'registration' ? [oneColumn, left('挂号已撤销，本票作废')] : remainderMarkup(remainder)),
      rule,
      rightColumn(fieldCells),
      pair('批准人', `${approvedBy.name} ${approvedBy.code}`),
      ...networked,
    ],
    width,
  );
}
