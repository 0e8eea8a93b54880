// 3101: what review would find in lines that are not sent up yet (事前分析). Asking is never refused for what is found, and
// changes nothing: the doctor's station asks before the orders go to the cashier.

import type { ReviewAnswer } from '../../domain/protocol/review.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { ReviewedLine } from '../../policy/review/rule.ts';
import { reviewedLine } from '../review.ts';
import { type ReviewDetail, reviewSchema } from '../schemas.ts';
import { visitOf } from './checks.ts';
import { reviewOf } from './review-lines.ts';
import { type Call, done, type Refused, refused, transaction } from './transaction.ts';

function read(call: Call, detail: ReviewDetail, at: string): Result<ReviewedLine, Refused> {
  const item = call.store.catalogue.item(detail.med_list_codg);
  if (!item) return failure(refused(`${at}.med_list_codg`, '三目中没有这个项目', 'not in the catalogue'));
  const { feedetl_sn: serial, pric: price, cnt: quantity, prd_days: days, sim_consent: consent } = detail;
  const line = { serial, price, quantity, days, consent, class: item.class, ceiling: item.ceiling };
  return ok(reviewedLine(line, item));
}

export const review = transaction('3101', reviewSchema, (call, { mdtrtinfo, diseinfo, feedetail }) => {
  const visit = visitOf(call, mdtrtinfo.mdtrt_id, mdtrtinfo.psn_no, 'input.mdtrtinfo');
  if (!visit.ok) return visit.error;
  const lines: ReviewedLine[] = [];
  for (const [index, detail] of feedetail.entries()) {
    const line = read(call, detail, `input.feedetail.${index}`);
    if (!line.ok) return line.error;
    if (lines.some(({ id }) => id === line.value.id)) {
      return refused(`input.feedetail.${index}.feedetl_sn`, '重复', 'twice in one message');
    }
    lines.push(line.value);
  }
  const diagnoses = diseinfo.map(({ diag_code }) => diag_code);
  const answer: ReviewAnswer = { result: reviewOf(call, { visit: visit.value, lines, diagnoses }) };
  return done(answer);
});
