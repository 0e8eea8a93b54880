// What a hand does at the mock reader, and waiting until its driver has seen it.

import type { ReaderEvent } from '../../../drivers/reader.ts';
import type { Window } from '../city.ts';

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
