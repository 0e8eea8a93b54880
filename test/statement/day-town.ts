// A town for one test of the day's end: windows opened when asked for, and files that forget what was done after a copy.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { restore } from '../../src/training/restore.ts';
import { centerFile, openTownCenter, people, type Window, type WindowOptions } from '../hospital/town.ts';
import { forget } from './stated.ts';
import { type CityTime, type Town, townIn, windowIn } from './week.ts';

export const hospitalName = `hospital-${people}`;

/** Call once at the top of a test file. */
export function dayTown() {
  let founded = '';
  let folder = '';
  let town: Town;
  let windows: Window[] = [];
  // A city is founded once and copied: founding it anew would cost more than most of what is tried in it.
  beforeAll(() => {
    founded = mkdtempSync(join(tmpdir(), 'founded-'));
    openTownCenter(centerFile(founded)).close();
  });
  afterAll(() => rmSync(founded, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'day-'));
    copyFileSync(centerFile(founded), centerFile(folder));
    town = townIn(folder);
  });
  afterEach(async () => {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
  });

  async function closeAll(): Promise<void> {
    for (const window of windows) await window.close();
    windows = [];
    town.center.close();
  }

  /** `door`: what stands between the window and the center. */
  function open(window = 1, hospital = people, door: WindowOptions['center'] = town.center): Window {
    const opened = windowIn({ ...town, center: door }, window, hospital);
    windows.push(opened);
    return opened;
  }

  function backIn(): Window {
    town = townIn(folder, town.clock);
    return open();
  }

  return {
    open,
    clock: (): CityTime => town.clock,
    center: () => town.center,
    folder: () => folder,
    close: closeAll,
    /** One file becomes what it was before `work`; everybody is back afterwards. */
    async losing(
      name: 'center' | typeof hospitalName,
      work: (window: Window) => Promise<unknown>,
      window = open(),
    ): Promise<Window> {
      await forget({ folder, name, clock: town.clock, work, window, close: closeAll });
      return backIn();
    },
    /** One file becomes what a copy of it is; everybody is back afterwards. */
    async goingBack(copy: string): Promise<Window> {
      await closeAll();
      const restored = restore(copy, folder, town.clock.now());
      if (!restored.ok) throw new Error(restored.error.cause.en);
      return backIn();
    },
  };
}

/** What was put right, as the file has it. */
export function corrections(window: Window): readonly unknown[] {
  const db = new Database(window.store.path, { readonly: true });
  try {
    return db.prepare('SELECT kind, owed, receipt, asked_by, approved_by FROM corrections ORDER BY id').all();
  } finally {
    db.close();
  }
}

/** A door to the center behind which an answer can be held back: the center has done it, and the window does not know. */
export function slowDoor(center: EmbeddedCenter) {
  let held: { given: () => void; letGo: Promise<void> } | undefined;
  return {
    async handle(request: string): Promise<string> {
      const answer = center.handle(request);
      const waits = held;
      held = undefined;
      waits?.given();
      await waits?.letGo;
      return answer;
    },
    holdNext() {
      const given = Promise.withResolvers<void>();
      const free = Promise.withResolvers<void>();
      held = { given: given.resolve, letGo: free.promise };
      return { given: given.promise, letGo: free.resolve };
    },
  };
}
