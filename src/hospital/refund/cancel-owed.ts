// Registrations that the center is still to take back although their refund's row has ended (store/cancellations.ts): sent,
// and sent again until the center decides. Each was on disk before.

import type { CenterParts } from '../steps-to-undo.ts';
import type { OwedCancellation } from '../store/cancellations.ts';
import type { ReconciliationOutcome } from '../visit/state.ts';
import { askCancellation } from './cancel-registration.ts';

type Registration = OwedCancellation & { readonly said?: string };

/** Asks for one; `said` is why the center refused it before. What the center decides is on disk when this answers. */
async function cancelOne(parts: CenterParts, registration: Registration): Promise<ReconciliationOutcome> {
  const { store, clock } = parts;
  const { msgid, ticket, patient, amount, said: before } = registration;
  const outcome = { msgid, of: 'refund', ticket, patient, amount } as const;
  const asked = await askCancellation(parts, registration);
  if (asked.at === 'gone') {
    store.cancellations.done(registration, clock.now());
    return { ...outcome, verdict: 'registration-cancelled' };
  }
  const said = asked.at === 'stays' ? asked.said : before;
  if (said === undefined) return { ...outcome, verdict: 'registration-open' };
  if (said !== before) store.cancellations.refused(registration, said, clock.now());
  return { ...outcome, verdict: 'registration-stays', said };
}

/** What the center says of each, in this order. */
export async function cancelAll(
  parts: CenterParts,
  registrations: readonly Registration[],
): Promise<readonly ReconciliationOutcome[]> {
  const outcomes: ReconciliationOutcome[] = [];
  for (const registration of registrations) outcomes.push(await cancelOne(parts, registration));
  return outcomes;
}
