// States a day to the center: first what is in flight is reconciled, then 3201 for each line, then 3202 row by row. It
// changes nothing but what reconciliation changes; the answer is kept on disk.

import type { CalendarDate } from '../../domain/date.ts';
import type { Operator } from '../../domain/operator.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { type Reply, unreached } from '../center-client.ts';
import { reconcile } from '../reconcile.ts';
import type { CenterParts } from '../steps-to-undo.ts';
import type { ComparedRow, DayStatement, Progress, StatedLine } from './day-statement.ts';
import * as messages from './messages.ts';
import { figuresOf, isOfLine, lineKeys, type OwnRow } from './own-rows.ts';
import { refusedBy, type StatementProblem, unsaid } from './problem.ts';

export interface StatementParts extends CenterParts {
  /** 6 digits: where the hospital lies, and its settlements are cleared. */
  readonly area: string;
  /** Who is signed in at this moment. */
  readonly operator: () => Operator;
  readonly window: number;
}

type Asked<Value> = Result<Value, StatementProblem>;

/** Anything but an answer ends the statement; nothing was changed by it. */
export function answered<Output>(reply: Reply<Output>): Asked<Output> {
  switch (reply.at) {
    case 'answered':
      return ok(reply.output);
    case 'unanswered':
      return failure({ kind: 'unreached', refusal: unreached(reply) });
    case 'refused':
      return failure(unsaid(reply.refusal.text));
    case 'problem':
      return failure(refusedBy(reply.problem));
  }
}

async function askTotals(
  parts: StatementParts,
  day: CalendarDate,
  rows: readonly OwnRow[],
  tell: (progress: Progress) => void,
): Promise<Asked<readonly StatedLine[]>> {
  const lines: StatedLine[] = [];
  for (const key of lineKeys) {
    tell({ what: 'totals', done: lines.length, of: lineKeys.length });
    const own = figuresOf(rows.filter((row) => isOfLine(row, key)));
    const reply = answered(await parts.client.ask(messages.totals({ day, area: parts.area }, key, own)));
    if (!reply.ok) return reply;
    const { stmt_rslt, stmt_rslt_dscr, sim_center } = reply.value.stmtinfo;
    const center = {
      count: sim_center.fixmedins_setl_cnt,
      total: sim_center.medfee_sumamt,
      fund: sim_center.fund_pay_sumamt,
      account: sim_center.acct_pay,
    };
    lines.push({ ...key, own, center, verdict: stmt_rslt, said: stmt_rslt_dscr });
  }
  return ok(lines);
}

type AnsweredRow = messages.DetailAnswer['fileinfo'][number];

/** What this file, and where it knows nothing the center, says about a row of 3202. */
async function compared(
  parts: StatementParts,
  row: AnsweredRow,
  infno: ComparedRow['infno'],
  own: OwnRow | undefined,
): Promise<Asked<ComparedRow>> {
  const { rows: dayRows } = parts.store.statements;
  const sender = row.msgid === undefined ? undefined : dayRows.senderOf(row.msgid);
  const { sim_center, refd_setl_flag: refund } = row;
  const center = sim_center && {
    total: sim_center.medfee_sumamt,
    fund: sim_center.fund_pay_sumamt,
    account: sim_center.acct_pay,
    state: sim_center.sim_state,
  };
  const known = {
    verdict: row.stmt_rslt,
    refund,
    psnNo: row.psn_no,
    mdtrtId: row.mdtrt_id,
    settlementId: row.setl_id,
    msgid: row.msgid ?? own?.msgid,
    infno,
    own,
    center,
    sentBy: own?.sentBy ?? sender?.sentBy,
    heldBy: sender?.heldBy,
    said: row.memo,
  };
  if (own) return ok({ ...known, insutype: own.insutype, patient: own.patient });
  if (sender?.insutype) return ok({ ...known, insutype: sender.insutype, patient: sender.patient });
  const found = await parts.client.ask(messages.settlementOf(row.psn_no, row.setl_id));
  // Without an answer the row is shown all the same; what it would take to act on it is missing then.
  if (found.at !== 'answered') return ok({ ...known, insutype: undefined, patient: undefined });
  const { insutype, psn_name } = found.output.setlinfo;
  return ok({ ...known, insutype, patient: psn_name });
}

function onlyHere(own: OwnRow, infno: ComparedRow['infno']): ComparedRow {
  const { insutype, refund, psnNo, patient, mdtrtId, settlementId, msgid, sentBy } = own;
  const who = { insutype, refund, psnNo, patient, mdtrtId, settlementId, msgid, sentBy };
  return { ...who, infno, verdict: 'hospital-more', own, center: undefined, heldBy: undefined, said: '' };
}

async function askDetail(
  parts: StatementParts,
  day: CalendarDate,
  rows: readonly OwnRow[],
  tell: (progress: Progress) => void,
): Promise<Asked<readonly ComparedRow[]>> {
  tell({ what: 'detail', done: 0, of: rows.length });
  // A center that was restored gives numbers out again: of two rows with one number, it can only know the later.
  const own = new Map(rows.map((row) => [row.settlementId, row]));
  const forgotten = rows.filter((row) => own.get(row.settlementId) !== row);
  const stated = rows.filter((row) => !forgotten.includes(row));
  const number = parts.store.numbers.nextMessage(parts.clock.now());
  const reply = answered(await parts.client.ask(messages.detail({ day, area: parts.area }, stated, number)));
  if (!reply.ok) return reply;
  const { fileinfo } = reply.value;
  const refunded = new Set([
    ...fileinfo.filter((row) => row.refd_setl_flag === '1').map(({ msgid }) => msgid),
    ...rows.filter((row) => row.refund === '1').map(({ msgid }) => msgid),
  ]);
  const infnoOf = (msgid: string | undefined) => (refunded.has(msgid) ? '2208' : '2207A');
  const found = forgotten.map((row) => onlyHere(row, infnoOf(row.msgid)));
  for (const row of fileinfo) {
    const one = await compared(parts, row, infnoOf(row.msgid), own.get(row.setl_id));
    if (!one.ok) return one;
    found.push(one.value);
    tell({ what: 'detail', done: found.length, of: fileinfo.length });
  }
  return ok(found);
}

/** States a day. `tell` hears how far it is. Fails where the center does not answer: what was in flight stays so then. */
export async function stateDay(
  parts: StatementParts,
  day: CalendarDate,
  tell: (progress: Progress) => void,
): Promise<Asked<DayStatement>> {
  const { store, clock, operator } = parts;
  tell({ what: 'in-flight', done: 0, of: store.journal.inFlight().length });
  const outcomes = await reconcile(parts, day);
  const rows = store.statements.rows.of(day);
  const lines = await askTotals(parts, day, rows, tell);
  if (!lines.ok) return lines;
  const details = await askDetail(parts, day, rows, tell);
  if (!details.ok) return details;
  const statement = { day, at: clock.now(), outcomes, lines: lines.value, rows: details.value };
  store.statements.keep(statement, operator());
  return ok(statement);
}
