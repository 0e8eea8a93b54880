// What a hand does at the mock reader and at the line, and waiting until the reader's driver has seen it.

import { isFaultName, type MockHand } from '../../../drivers/open.ts';
import type { ReaderEvent } from '../../../drivers/reader.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Window } from '../city.ts';
import { stepProblems } from './step-problems.ts';
import type { Step } from './steps.ts';

/** The reader's next event of a kind: what a hand does at the reader is seen by its driver a moment later. */
export function nextEvent({ desk }: Window, kind: ReaderEvent['kind']): Promise<void> {
  return new Promise((resolve) => {
    const end = desk.reader.subscribe((event) => {
      if (event.kind !== kind) return;
      end();
      resolve();
    });
  });
}

/** Takes the card out, if there is one. */
export async function pull(window: Window): Promise<void> {
  const { mock } = window.opened;
  if (mock?.inserted() === undefined) return;
  const seen = nextEvent(window, 'card-out');
  mock.remove();
  await seen;
}

export type ReaderStep = Extract<Step, { name: 'insert' | 'remove' | 'fault' | 'clear' }>;

async function putIn(window: Window, mock: MockHand, card: string): Promise<Result<string, Text>> {
  const seen = nextEvent(window, 'card-in');
  const inserted = mock.insert(card);
  if (!inserted.ok) return failure(stepProblems.same(inserted.error.cause));
  await seen;
  return ok(card);
}

function setFault(
  { idReader }: Window,
  mock: MockHand,
  { name, times, at }: Extract<Step, { name: 'fault' }>['value'],
): Result<undefined, Text> {
  const hand = at === 'reader' ? mock : idReader?.mock;
  if (!hand) return failure(stepProblems.noIdMock);
  if (!isFaultName(name)) return failure(stepProblems.noFault(name, hand.faultNames()));
  const set = hand.fault(name, times);
  return set.ok ? ok(undefined) : failure(stepProblems.same(set.error.cause));
}

/** Answers the card that is shown from now on, if another one is. */
export async function atReader(window: Window, { name, value }: ReaderStep): Promise<Result<string | undefined, Text>> {
  const { mock } = window.opened;
  if (!mock) return failure(stepProblems.noMock);
  switch (name) {
    case 'insert':
      return putIn(window, mock, value);
    case 'remove':
      await pull(window);
      return ok(undefined);
    case 'fault':
      return setFault(window, mock, value);
    case 'clear':
      mock.clearFaults();
      window.idReader?.mock?.clearFaults();
      return ok(undefined);
  }
}

/** The cut takes the answer of the next message that moves money. */
export function setLine({ line: { hand } }: Window, to: Extract<Step, { name: 'line' }>['value']): void {
  hand.clear();
  if (to === 'down') hand.down();
  else hand.up();
  if (to === 'cut-after-arrival') hand.befall({ fault: to, times: 1, infno: ['2207A', '2208'] });
}
