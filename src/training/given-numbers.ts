// Serial numbers that a file gave out: carried over into a backup that takes its place, because a number on a receipt in
// somebody's hand, in a message at the center, or of a settlement that a hospital has, must never be given out again.

import Database from 'better-sqlite3';
import { type CenterNumbers, raiseNumbers, readCenterNumbers, skipUnknownNumbers } from '../center/store/numbers.ts';

export interface GivenNumbers {
  readonly counters: readonly { readonly name: string; readonly value: number }[];
  readonly messages: readonly { readonly second: string; readonly serial: number }[];
  /** Of the center's file. */
  readonly center?: CenterNumbers | undefined;
}

/** Those of a hospital's file, or of the center's. */
export function readNumbers(database: Database.Database): GivenNumbers {
  const none: GivenNumbers = { counters: [], messages: [], center: readCenterNumbers(database) };
  const has = database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'message_clock'").pluck().get();
  if (has !== 1) return none;
  return {
    counters: database.prepare<[], GivenNumbers['counters'][number]>('SELECT name, value FROM counters').all(),
    messages: database.prepare<[], GivenNumbers['messages'][number]>('SELECT second, serial FROM message_clock').all(),
  };
}

/** No counter and no message clock of the copy stands behind these. */
export function carryNumbers(copy: string, { counters, messages, center }: GivenNumbers): void {
  if (counters.length === 0 && messages.length === 0 && !center) return;
  const database = new Database(copy);
  try {
    if (center) raiseNumbers(database, center);
    if (counters.length === 0 && messages.length === 0) return;
    const count = database.prepare(
      `INSERT INTO counters VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
    );
    const clock = database.prepare(
      `INSERT INTO message_clock VALUES (1, @second, @serial) ON CONFLICT (one) DO UPDATE
       SET second = excluded.second, serial = excluded.serial WHERE (excluded.second, excluded.serial) > (second, serial)`,
    );
    database.transaction(() => {
      for (const counter of counters) count.run(counter);
      for (const last of messages) clock.run(last);
    })();
  } finally {
    database.close();
  }
}

/** The file that the copy takes the place of is lost, and what it gave out with it: the center goes far beyond the copy. */
export function goBeyond(copy: string): void {
  const database = new Database(copy);
  try {
    skipUnknownNumbers(database);
  } finally {
    database.close();
  }
}
