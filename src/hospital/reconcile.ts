// Reconciliation (自动对账): for every message in flight the center is asked what became of it. A settlement or refund with a
// receipt here is confirmed, one without is reversed, one that never arrived is dropped. It may be stopped anywhere and
// begun again; what another live window is still doing is left to that window.

import type { CalendarDate } from '../domain/date.ts';
import { cancelAll } from './refund/cancel-owed.ts';
import { endConfirmed } from './refund/cancel-registration.ts';
import * as requests from './requests.ts';
import { type CenterParts, fateOf, reverseArrived, undoStep, undoSteps, type Verdict } from './steps-to-undo.ts';
import { type InFlightRow, movesMoney } from './store/journal.ts';
import type { ReconciliationOutcome } from './visit/state.ts';

/** Another window is waiting for its answer at this moment, or is showing its trial. */
export function isUnderWay(row: InFlightRow): boolean {
  return row.owner === 'another' && !row.givenUp && !(movesMoney(row.infno) && row.known);
}

/** What became of a message; of a registration that stays, why. */
type Ended = Pick<ReconciliationOutcome, 'verdict' | 'said'>;

async function confirmKept(parts: CenterParts, row: InFlightRow, receipt: string): Promise<Ended> {
  const reply = await parts.client.ask(requests.confirm(row, receipt));
  if (reply.at !== 'answered') {
    // Refused because an earlier confirmation did arrive, or lost on the way.
    if ((await fateOf(parts, row)) !== 'confirmed') return { verdict: 'open' };
  }
  const { subject, msgid } = row;
  if (subject.purpose !== 'refund') {
    parts.store.journal.note(msgid, 'confirmed', undefined, parts.clock.now());
    return { verdict: 'confirmed' };
  }
  // Given back and confirmed: only its row waits until the center has decided about the registration as well.
  const registration = await endConfirmed(parts, msgid, subject);
  return registration.at === 'stays'
    ? { verdict: 'registration-stays', said: registration.said }
    : { verdict: 'confirmed' };
}

function end(parts: CenterParts, row: InFlightRow, kind: 'reversed' | 'dropped'): Verdict {
  parts.store.charges.release(row.msgid, kind, undefined, parts.clock.now());
  return kind;
}

/** Its fee lines go first: without them a settlement that is still on its way cannot be settled when it arrives. */
async function dropAbsent(parts: CenterParts, row: InFlightRow, steps: readonly InFlightRow[]): Promise<Verdict> {
  for (const step of steps.filter((each) => each.infno === '2204')) {
    if ((await undoStep(parts, step)) === 'open') return 'open';
  }
  switch (await fateOf(parts, row)) {
    case 'absent':
    case 'refused':
      return end(parts, row, 'dropped');
    case 'unconfirmed':
      return reverseArrived(parts, row);
    default:
      return 'open';
  }
}

async function decide(parts: CenterParts, row: InFlightRow, steps: readonly InFlightRow[]): Promise<Ended> {
  if (row.receipt !== undefined) return confirmKept(parts, row, row.receipt);
  return { verdict: await decideDoubt(parts, row, steps) };
}

async function decideDoubt(parts: CenterParts, row: InFlightRow, steps: readonly InFlightRow[]): Promise<Verdict> {
  switch (await fateOf(parts, row)) {
    case 'reversed':
      return end(parts, row, 'reversed');
    case 'refused':
      return end(parts, row, 'dropped');
    case 'absent':
      return dropAbsent(parts, row, steps);
    case 'unconfirmed':
      return reverseArrived(parts, row);
    // Confirmed without a receipt here contradicts the journal; it stays in flight for a person to look at.
    case 'confirmed':
    case undefined:
      return 'open';
  }
}

function outcomeOf(row: InFlightRow, ended: Ended): ReconciliationOutcome {
  const of = row.infno === '2208' ? 'refund' : 'charge';
  return { msgid: row.msgid, of, ticket: row.visit, patient: row.patient, amount: row.amount, ...ended };
}

/**
 * Ends what nobody has to decide about: what is settled or given back here is confirmed at the center, steps of trials that
 * were given up are taken back there. Money in doubt, with its steps, is left to whoever is told what became of it. For an
 * idle window: nothing of its own may be under way. Whether nothing is left.
 */
export async function endLeftovers(parts: CenterParts): Promise<boolean> {
  const rows = parts.store.journal.inFlight().filter(({ owner }) => owner !== 'another');
  const money = rows.filter(({ infno }) => movesMoney(infno));
  for (const row of money) {
    if (row.receipt === undefined) continue;
    const { verdict } = await confirmKept(parts, row, row.receipt);
    if (verdict === 'open' && parts.client.line() === 'down') return false;
  }
  const inDoubt = new Set(money.filter(({ receipt }) => receipt === undefined).map(({ visit }) => visit));
  if (!(await undoSteps(parts, ({ visit }) => !inDoubt.has(visit)))) return false;
  const owed = await cancelAll(parts, parts.store.cancellations.owed());
  const left = parts.store.journal.inFlight();
  if (owed.some(({ verdict }) => verdict === 'registration-open')) return false;
  return left.every((row) => row.owner === 'another' || inDoubt.has(row.visit));
}

const newestFirst = (a: InFlightRow, b: InFlightRow) => (a.msgid < b.msgid ? 1 : -1);

/**
 * What became of every settlement and refund in flight, oldest first; steps that led to none are taken back silently. Then of
 * the registrations that the center is still to take back.
 * @param stated the day that is being stated: what the center refused of it for good is asked once more
 */
export async function reconcile(parts: CenterParts, stated?: CalendarDate): Promise<readonly ReconciliationOutcome[]> {
  const rows = parts.store.journal.inFlight().filter((row) => !isUnderWay(row));
  const outcomes: ReconciliationOutcome[] = [];
  const stillOpen = new Set<string>();
  for (const row of rows.filter((each) => movesMoney(each.infno))) {
    const steps = rows.filter((each) => row.infno === '2207A' && !movesMoney(each.infno) && each.visit === row.visit);
    const ended = await decide(parts, row, steps);
    if (ended.verdict === 'open') stillOpen.add(row.visit);
    outcomes.push(outcomeOf(row, ended));
  }
  const ended = new Set<string>();
  const left = parts.store.journal.inFlight().filter((row) => !isUnderWay(row) && !movesMoney(row.infno));
  for (const row of [...left].sort(newestFirst)) {
    if (stillOpen.has(row.visit) || ended.has(row.visit)) continue;
    if ((await undoStep(parts, row)) === 'open') ended.add(row.visit);
  }
  const { cancellations } = parts.store;
  const before = new Set(outcomes.map(({ msgid }) => msgid));
  const refused = (stated === undefined ? [] : cancellations.refusedOn(stated)).filter(
    ({ msgid }) => !before.has(msgid),
  );
  outcomes.push(...(await cancelAll(parts, [...cancellations.owed(), ...refused])));
  return outcomes;
}
