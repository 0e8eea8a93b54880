// 2202: once the fee of a registration is given back and that is confirmed, the registration itself is taken back at the
// center. It moves no money and cannot be reversed, so it is asked again until it is done: the refund's row in the journal
// stays in flight until then.

import { addDays } from '../../domain/date.ts';
import type { CenterParts } from '../steps-to-undo.ts';
import * as refundRequests from './refund-requests.ts';
import { isCancellation } from './standing.ts';
import type { RefundOrder } from './state.ts';

/** Whether the center holds no registration for what was given back any more; of paid fees there is nothing to take back. */
export async function cancelRegistration({ client }: CenterParts, order: RefundOrder): Promise<boolean> {
  const { patient, registeredBy, number, date } = order.ticket;
  if (!isCancellation(order) || registeredBy.way !== 'network' || patient.known !== 'by-center') return true;
  const { mdtrtId } = registeredBy;
  const { psnNo } = patient.insured;
  const cancelled = await client.ask(refundRequests.cancelRegistration({ psnNo, mdtrtId, ticket: number }));
  if (cancelled.at === 'answered') return true;
  if (cancelled.at === 'unanswered') return false;
  // Refused, it may be because an earlier one arrived: a cancelled registration is among no visits any more.
  const days = { from: addDays(date, -1), to: addDays(date, 1) };
  const visits = await client.ask(refundRequests.visitsOf(psnNo, days));
  return visits.at === 'answered' && !visits.output.mdtrtinfo.some(({ mdtrt_id }) => mdtrt_id === mdtrtId);
}
