// The operators of one hospital over a real file, with a clock in the test's hand.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { addSeconds, type Timestamp } from '../../src/domain/date.ts';
import { loadHospital } from '../../src/hospital/hospital-fixtures.ts';
import { createOperators, type Operators } from '../../src/hospital/operators/operators.ts';
import type { RosterEntry } from '../../src/hospital/operators/roster.ts';
import { type HospitalStore, openStore } from '../../src/hospital/store/open-store.ts';

export const hospitalCode = 'H12990000001';

function must<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export const data = must(loadHospital('0001'));

export interface House {
  readonly folder: string;
  readonly store: HospitalStore;
  /** In practice or not; of the hospital's own roster, or of another. */
  operators(practice?: boolean, roster?: readonly RosterEntry[]): Operators;
  now(): Timestamp;
  wait(seconds: number): void;
  /** Closes the file and opens it again, as another program would. */
  reopen(): void;
}

/** Call once at the top of a test file; a new folder for each test. */
export function house(): () => House {
  let folder = '';
  let store: HospitalStore;
  let now = '2011-08-15 09:00:00' as Timestamp;
  const open = () => must(openStore({ folder, hospitalCode, window: 3 }, now));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'operators-'));
    now = '2011-08-15 09:00:00' as Timestamp;
    store = open();
  });
  afterEach(() => {
    store.close(now);
    rmSync(folder, { recursive: true, force: true });
  });
  return () => ({
    folder,
    store,
    operators: (practice = false, roster = data.roster) =>
      createOperators({ roster, store: store.operators, clock: { now: () => now }, practice }),
    now: () => now,
    wait(seconds) {
      now = addSeconds(now, seconds);
    },
    reopen() {
      store.close(now);
      store = open();
    },
  });
}
