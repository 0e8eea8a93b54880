// Takes back what a visit left at the center without a settlement: registrations (2201) and fee lines (2204), newest
// first. Each reversal is written down before it is sent; one whose answer is lost is looked up before it is sent again.

import type { Clock } from '../domain/date.ts';
import type { CenterClient, Reply } from './center-client.ts';
import * as requests from './requests.ts';
import { type InFlightRow, movesMoney } from './store/journal.ts';
import type { HospitalStore } from './store/open-store.ts';
import type { ReconciliationOutcome } from './visit/state.ts';

export type Verdict = ReconciliationOutcome['verdict'];

/** What every procedure against the center works with. */
export interface CenterParts {
  readonly client: CenterClient;
  readonly store: HospitalStore;
  readonly clock: Clock;
}

/** Ends a message that charged nothing; a settlement's ticket may be charged again. */
function end(parts: CenterParts, row: InFlightRow, kind: 'reversed' | 'dropped'): Verdict {
  parts.store.charges.release(row.msgid, kind, undefined, parts.clock.now());
  return kind;
}

/** What the center says became of a message. Undefined: it did not say. */
export async function fateOf(parts: CenterParts, row: InFlightRow) {
  const reply = await parts.client.ask(requests.askFate(row));
  return reply.at === 'answered' ? reply.output.sim_fate : undefined;
}

/**
 * 2601 for a message that is known to have arrived.
 * @param tries where the center still has the message it is asked once more: a reversal counts once, however many arrive
 */
export async function reverseArrived(parts: CenterParts, row: InFlightRow, tries = 2): Promise<Verdict> {
  const { client, store, clock } = parts;
  const msgid = store.numbers.nextMessage(clock.now());
  store.journal.note(row.msgid, 'reversal-intent', msgid, clock.now());
  const reply: Reply<unknown> = await client.send(requests.reverse(row), msgid);
  if (reply.at === 'answered') return end(parts, row, 'reversed');
  // Lost, or refused because an earlier reversal did arrive: only the center knows. Or the sign-in was no longer good, which
  // asking has renewed.
  const fate = await fateOf(parts, row);
  if (fate === 'reversed') return end(parts, row, 'reversed');
  const stands = fate === 'unconfirmed' || fate === 'confirmed';
  return stands && tries > 1 ? reverseArrived(parts, row, tries - 1) : 'open';
}

/** Takes one step back, whatever became of it. */
export async function undoStep(parts: CenterParts, row: InFlightRow): Promise<Verdict> {
  if (row.known && !row.givenUp) return reverseArrived(parts, row);
  switch (await fateOf(parts, row)) {
    case 'reversed':
      return end(parts, row, 'reversed');
    case 'absent':
    case 'refused':
      return end(parts, row, 'dropped');
    case 'unconfirmed':
    case 'confirmed':
      return reverseArrived(parts, row);
    case undefined:
      return 'open';
  }
}

const newestFirst = (a: InFlightRow, b: InFlightRow) => (a.msgid < b.msgid ? 1 : -1);

/**
 * Takes back the chosen steps, of this desk or of a dead one. First all of them are written off, so that those which the
 * line does not reach now are not mistaken for a trial that somebody still looks at. Whether all of them are gone.
 */
export async function undoSteps(parts: CenterParts, chosen: (row: InFlightRow) => boolean): Promise<boolean> {
  const rows = parts.store.journal
    .inFlight()
    .filter((row) => !movesMoney(row.infno) && row.owner !== 'another' && chosen(row))
    .sort(newestFirst);
  for (const row of rows) {
    if (!row.givenUp) parts.store.journal.note(row.msgid, 'abandoned', undefined, parts.clock.now());
  }
  for (const row of rows) {
    if ((await undoStep(parts, row)) === 'open') return false;
  }
  return true;
}
