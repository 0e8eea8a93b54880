// A counter that is on when midnight passes: its sign-in was yesterday's, and what it left at the center is taken back all
// the same (3-protocol, Transactions: every other transaction needs a valid sign_no).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { leftoversAtCenter } from './audit.ts';
import { identify } from './steps.ts';
import { centerFile, choiceAt, openTownCenter, openWindow, pocketCard } from './town.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a trial shown before midnight and given up after it leaves nothing at the center', async () => {
  let now = '2011-08-15 23:59:30' as Timestamp;
  const clock = { now: () => now };
  const center = openTownCenter(centerFile(folder), clock);
  const window = openWindow({ center, folder, clock });
  await identify(window, pocketCard('wang-xiulan'));
  expect((await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) })).visit.at).toBe('trial-shown');
  expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 1, lines: 1 });
  now = '2011-08-16 00:00:30' as Timestamp;
  await window.act({ kind: 'back' });
  expect(leftoversAtCenter(centerFile(folder))).toEqual({ visits: 0, lines: 0 });
  await window.close();
  center.close();
});
