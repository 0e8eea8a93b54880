// Which registration is to be taken back as well (2202), where a statement puts the refund of its fee right: accepted from
// the center, or confirmed there again. It asks and decides; what is owed is written with the correction.

import { addDays, type CalendarDate } from '../../domain/date.ts';
import { negateFen } from '../../domain/money.ts';
import { ok, type Result } from '../../domain/result.ts';
import { visitsOf } from '../refund/refund-requests.ts';
import type { OwedCancellation } from '../store/cancellations.ts';
import type { ComparedRow } from './day-statement.ts';
import type { StatementProblem } from './problem.ts';
import { answered, type StatementParts } from './state-day.ts';

/** The visit of a refunded registration fee, where the center still holds it: whoever lost the refund here lost its 2202 too. */
export async function leftAtCenter(
  { client }: StatementParts,
  day: CalendarDate,
  { psnNo, mdtrtId, msgid, center }: ComparedRow,
  patient: string,
): Promise<Result<OwedCancellation | undefined, StatementProblem>> {
  if (msgid === undefined || !center) return ok(undefined);
  const visits = answered(await client.ask(visitsOf(psnNo, { from: addDays(day, -1), to: addDays(day, 1) })));
  if (!visits.ok) return visits;
  const visit = visits.value.mdtrtinfo.find(({ mdtrt_id }) => mdtrt_id === mdtrtId);
  const amount = negateFen(center.total);
  // A center need not say which ticket it was: then the visit's own number names it.
  return ok(visit && { msgid, psnNo, mdtrtId, ticket: visit.ipt_otp_no ?? mdtrtId, patient, day, amount });
}

/** The same of a refund whose receipt is here: a center that forgot its confirmation forgot what came after as well. */
export function leftWithReceipt({ store }: StatementParts, { own }: ComparedRow): OwedCancellation | undefined {
  const ticket = own?.refund === '1' && own.ticket !== undefined ? store.tickets.get(own.ticket) : undefined;
  if (!own || ticket?.stage.at !== 'cancelled') return undefined;
  const { msgid, psnNo, mdtrtId, patient } = own;
  return { msgid, psnNo, mdtrtId, ticket: ticket.number, patient, day: ticket.date, amount: negateFen(own.total) };
}
