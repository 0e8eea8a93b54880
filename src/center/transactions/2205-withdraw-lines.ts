// 2205: withdraws fee lines that are not settled, one by one or all of a visit's. All of a message's, or none.

import { failure, ok, type Result } from '../../domain/result.ts';
import { type Withdrawal, withdrawalSchema } from '../inquiry-schemas.ts';
import type { FeeLine } from '../store/visits.ts';
import { visitOf } from './checks.ts';
import { type Call, done, type Refused, refused, transaction } from './transaction.ts';

/** Instead of a line's number: all of the visit's lines that are not settled. */
const allOfThem = '0000';

function named(call: Call, asked: Withdrawal, at: string): Result<readonly FeeLine[], Refused> {
  const { visits, settlements } = call.store;
  const { mdtrt_id, feedetl_sn, chrg_bchno } = asked;
  const no = (field: string, zh: string, en: string) => failure(refused(`${at}.${field}`, zh, en));
  const settledBatches = settlements.ofVisit(mdtrt_id).map(({ batch }) => batch);
  const ofBatch = visits.linesOfVisit(mdtrt_id).filter(({ batch }) => chrg_bchno === null || batch === chrg_bchno);
  const open = ofBatch.filter(({ batch }) => !settledBatches.includes(batch));
  if (feedetl_sn === allOfThem) {
    return open.length > 0 ? ok(open) : no('feedetl_sn', '没有可撤销的明细', 'no lines that could be withdrawn');
  }
  const line = open.find(({ serial }) => serial === feedetl_sn);
  if (line) return ok([line]);
  return ofBatch.some(({ serial }) => serial === feedetl_sn)
    ? no('feedetl_sn', '已结算，不能撤销', 'settled: it cannot be withdrawn')
    : no('feedetl_sn', '没有这一行', 'no such line');
}

export const withdrawLines = transaction('2205', withdrawalSchema, (call, { data }) => {
  for (const [index, asked] of data.entries()) {
    const at = `input.data.${index}`;
    const visit = visitOf(call, asked.mdtrt_id, asked.psn_no, at);
    if (!visit.ok) return visit.error;
    const lines = named(call, asked, at);
    if (!lines.ok) return lines.error;
    for (const line of lines.value) call.store.visits.withdrawLine(line, call.msgid);
  }
  return done(null);
});
