// 2204: the fee lines of one batch of a visit. The center prices each by its own catalogue: class, ceiling, own share.

import { formatYuan } from '../../domain/money.ts';
import { chargeLevel } from '../../domain/protocol/codes.ts';
import type { FeeLinesPriced } from '../../domain/protocol/transactions.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { priceLine } from '../benefits.ts';
import { type FeeDetail, feeLinesSchema } from '../schemas.ts';
import { remainderBatchPrefix } from '../store/refunds.ts';
import type { FeeLine } from '../store/visits.ts';
import { visitOf } from './checks.ts';
import { ceilingAmount, ownShare } from './item-terms.ts';
import { asReviewed, refusalOf, reviewOf } from './review-lines.ts';
import { type Call, doneWith, type Refused, refused, transaction } from './transaction.ts';

function read(call: Call, detail: FeeDetail, at: string): Result<FeeLine, Refused> {
  const item = call.store.catalogue.item(detail.med_list_codg);
  if (!item) return failure(refused(`${at}.med_list_codg`, '三目中没有这个项目', 'not in the catalogue'));
  const { name: _name, ...amounts } = priceLine(call.pack, item, detail.pric, detail.cnt);
  if (amounts.amount !== detail.det_item_fee_sumamt) {
    const own = formatYuan(amounts.amount);
    return failure(refused(`${at}.det_item_fee_sumamt`, `单价×数量应为 ${own}`, `price × quantity is ${own}`));
  }
  if (call.store.visits.hasLine(detail.mdtrt_id, detail.feedetl_sn)) {
    return failure(refused(`${at}.feedetl_sn`, '这一行已上传', 'this line was sent before'));
  }
  return ok({
    msgid: call.msgid,
    mdtrtId: detail.mdtrt_id,
    batch: detail.chrg_bchno,
    serial: detail.feedetl_sn,
    item: item.code,
    price: detail.pric,
    quantity: detail.cnt,
    class: item.class,
    selfPayRatio: item.selfPayRatio,
    ceiling: item.ceiling,
    days: detail.prd_days,
    consent: detail.sim_consent,
    ...amounts,
  });
}

function describe(line: FeeLine): FeeLinesPriced['result'][number] {
  return {
    feedetl_sn: line.serial,
    det_item_fee_sumamt: formatYuan(line.amount),
    cnt: line.quantity,
    pric: line.price,
    pric_uplmt_amt: ceilingAmount(line.ceiling),
    selfpay_prop: ownShare(line),
    fulamt_ownpay_amt: formatYuan(line.fullSelfPay),
    overlmt_amt: formatYuan(line.overCeiling),
    preselfpay_amt: formatYuan(line.priorSelfPay),
    inscp_scp_amt: formatYuan(line.inScope),
    chrgitm_lv: chargeLevel[line.class],
  };
}

/** All lines of a message belong to one batch of one visit, and no line number comes twice. */
function mixed(details: readonly FeeDetail[]): Refused | undefined {
  const [first] = details;
  const serials = new Set<string>();
  for (const [index, detail] of details.entries()) {
    const at = `input.feedetail.${index}`;
    if (detail.mdtrt_id !== first?.mdtrt_id)
      return refused(`${at}.mdtrt_id`, '一次只传一次就诊', 'one visit a message');
    if (detail.psn_no !== first.psn_no) return refused(`${at}.psn_no`, '一次只传一个人', 'one person a message');
    if (detail.chrg_bchno !== first.chrg_bchno) {
      return refused(`${at}.chrg_bchno`, '一次只传一个批次', 'one batch a message');
    }
    if (serials.has(detail.feedetl_sn)) return refused(`${at}.feedetl_sn`, '重复', 'twice in one message');
    serials.add(detail.feedetl_sn);
  }
  return undefined;
}

export const feeLines = transaction('2204', feeLinesSchema, (call, { feedetail }) => {
  const problem = mixed(feedetail);
  const [first] = feedetail;
  if (problem || !first) return problem ?? refused('input.feedetail', '没有明细', 'no lines');
  const visit = visitOf(call, first.mdtrt_id, first.psn_no, 'input.feedetail.0');
  if (!visit.ok) return visit.error;
  if (first.chrg_bchno.startsWith(remainderBatchPrefix)) {
    return refused('input.feedetail.0.chrg_bchno', '这样的批次号由中心使用', "such a number is the center's own");
  }
  if (call.store.settlements.ofVisit(first.mdtrt_id).some(({ batch }) => batch === first.chrg_bchno)) {
    return refused('input.feedetail.0.chrg_bchno', '该批次已结算', 'this batch is settled');
  }
  const lines: FeeLine[] = [];
  for (const [index, detail] of feedetail.entries()) {
    const line = read(call, detail, `input.feedetail.${index}`);
    if (!line.ok) return line.error;
    lines.push(line.value);
  }
  // With what the batch has already: a prescription may come in several messages.
  const batch = [...call.store.visits.lines(first.mdtrt_id, first.chrg_bchno), ...lines];
  const findings = reviewOf(call, { visit: visit.value, lines: asReviewed(call, batch) });
  const refusal = refusalOf(findings);
  if (refusal) return refusal;
  for (const line of lines) call.store.visits.addLine(line);
  const answer: FeeLinesPriced = { result: lines.map(describe) };
  return doneWith(answer, findings);
});
