// One visit at the counter, from the card to the receipt, against the real center.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consult, pay, register } from './steps.ts';
import { openTownCenter, openWindow, pocketCard, type Window } from './town.ts';

let folder: string;
let window: Window;
const card = pocketCard('wang-xiulan');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  window = openWindow({ center: openTownCenter(), folder });
});
afterEach(async () => {
  await window.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a visit', () => {
  it('is registered with its fee settled, consulted, and paid; the card is asked for its PIN once (10-counter)', async () => {
    const registered = await register(window, card);
    expect(registered.visit).toMatchObject({ at: 'registered', ticket: { number: '20110815-0001' } });

    const sent = await consult(window);
    expect(sent.visit.at).toBe('orders-sent');

    const paid = await pay(window, card);
    expect(paid.visit).toMatchObject({ at: 'paid' });
    expect(paid.inFlight).toEqual([]);
    expect(paid.day).toMatchObject({ registered: 1, paid: 1 });
    expect(window.reader.log.filter((each) => each === 'verify')).toHaveLength(1);
  });
});
