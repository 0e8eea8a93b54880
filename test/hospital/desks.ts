// Desks of one city for a test: opened when asked for, closed after it, over a center and files of their own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { Clock } from '../../src/domain/date.ts';
import type { CounterEvent } from '../../src/hospital/visit/events.ts';
import type { NextStepKind } from '../../src/hospital/visit/state.ts';
import { contradictionsAt, leftoversAtCenter, settledAtCenter } from './audit.ts';
import { identify } from './steps.ts';
import {
  centerFile,
  chineseMedicine,
  choiceAt,
  openTownCenter,
  openWindow,
  people,
  pocketCard,
  type Window,
  type WindowOptions,
} from './town.ts';

export const wang = pocketCard('wang-xiulan');

export const choose = (window: Window): CounterEvent => ({ kind: 'choice-made', choice: choiceAt(window.desk) });
export const step = (chosen: NextStepKind): CounterEvent => ({ kind: 'step-chosen', step: chosen });

/** Registers with the answer to 2207A lost on its way. */
export async function leaveInDoubt(window: Window) {
  await identify(window, wang);
  await window.act(choose(window));
  window.line.hand.befall({ fault: 'cut-after-arrival', times: 1, infno: '2207A' });
  return window.act({ kind: 'confirmed' });
}

/** Call once at the top of a test file. */
export function deskTown() {
  let folder = '';
  let center: EmbeddedCenter;
  let windows: Window[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hospital-'));
    center = openTownCenter(centerFile(folder));
  });
  afterEach(async () => {
    for (const window of windows) await window.close();
    windows = [];
    center.close();
    const broken = [people, chineseMedicine].flatMap((hospital) => contradictionsAt(folder, hospital));
    rmSync(folder, { recursive: true, force: true });
    expect(broken).toEqual([]);
  });
  return {
    folder: () => folder,
    center: () => center,
    openAt(options: Partial<WindowOptions> = {}): Window {
      const opened = openWindow({ center, folder, ...options });
      windows.push(opened);
      return opened;
    },
    /** The center on another day, over the same file. */
    reopen(clock: Clock): void {
      center.close();
      center = openTownCenter(centerFile(folder), clock);
    },
    async close(window: Window): Promise<void> {
      windows = windows.filter((each) => each !== window);
      await window.close();
    },
    atCenter: () => settledAtCenter(centerFile(folder)),
    leftovers: () => leftoversAtCenter(centerFile(folder)),
  };
}
