// 2202: once the fee of a registration is given back and that is confirmed, the registration itself is taken back at the
// center. It moves no money and cannot be reversed, so it is asked again until it is done or refused for good. What the
// refund needs before that is refund-charge.ts; what is asked again, and when, is reconcile.ts.

import { addDays } from '../../domain/date.ts';
import { isAboutSender } from '../center-client.ts';
import type { CenterParts } from '../steps-to-undo.ts';
import type { OwedCancellation } from '../store/cancellations.ts';
import * as refundRequests from './refund-requests.ts';
import { isCancellation, parted } from './standing.ts';
import type { RefundOrder } from './state.ts';

/** What the center says of a registration that is to be taken back. */
export type Asked =
  /** It holds none any more. */
  | { readonly at: 'gone' }
  /** Nobody knows, or somebody else is in doubt about the person: to be asked again. */
  | { readonly at: 'open' }
  /** Refused for good, in the center's words; the registration stands there. */
  | { readonly at: 'stays'; readonly said: string };

type Registration = Pick<OwedCancellation, 'psnNo' | 'mdtrtId' | 'ticket' | 'day'>;

export async function askCancellation({ client }: CenterParts, registration: Registration): Promise<Asked> {
  const { psnNo, mdtrtId, day } = registration;
  const cancelled = await client.ask(refundRequests.cancelRegistration(registration));
  if (cancelled.at === 'answered') return { at: 'gone' };
  if (cancelled.at === 'unanswered') return { at: 'open' };
  // Refused, it may be because an earlier one arrived: a cancelled registration is among no visits any more.
  const visits = await client.ask(refundRequests.visitsOf(psnNo, { from: addDays(day, -1), to: addDays(day, 1) }));
  if (visits.at !== 'answered') return { at: 'open' };
  if (!visits.output.mdtrtinfo.some(({ mdtrt_id }) => mdtrt_id === mdtrtId)) return { at: 'gone' };
  // A prompt is about the person at this moment, and ends; so does what the center has against the sender.
  if (cancelled.at === 'refused' || isAboutSender(cancelled.problem)) return { at: 'open' };
  return { at: 'stays', said: cancelled.problem.message };
}

/** The registration that goes with what was given back under a message; of paid fees there is none. */
function registrationWith(msgid: string, order: RefundOrder): OwedCancellation | undefined {
  const { patient, registeredBy, number, date } = order.ticket;
  if (!isCancellation(order) || registeredBy.way !== 'network' || patient.known !== 'by-center') return undefined;
  return {
    msgid,
    psnNo: patient.insured.psnNo,
    mdtrtId: registeredBy.mdtrtId,
    ticket: number,
    patient: patient.holder.name,
    day: date,
    amount: parted(order).total,
  };
}

/**
 * Of a refund that the center has confirmed: takes the registration back where it was one, and then ends its row in the
 * journal. That stays in flight where the registration is still open.
 */
export async function endConfirmed(parts: CenterParts, msgid: string, order: RefundOrder): Promise<Asked> {
  const { store, clock } = parts;
  const registration = registrationWith(msgid, order);
  const asked: Asked = registration ? await askCancellation(parts, registration) : { at: 'gone' };
  if (asked.at === 'gone') store.journal.note(msgid, 'confirmed', undefined, clock.now());
  if (registration && asked.at === 'stays') store.cancellations.refused(registration, asked.said, clock.now());
  return asked;
}
