// Serial numbers that a hospital's file gave out: carried over into a backup that takes its place, because a number on a
// receipt in somebody's hand, or in a message at the center, must never be given out again.

import Database from 'better-sqlite3';

export interface GivenNumbers {
  readonly counters: readonly { readonly name: string; readonly value: number }[];
  readonly messages: readonly { readonly second: string; readonly serial: number }[];
}

const none: GivenNumbers = { counters: [], messages: [] };

/** None of a file that gives out none: the center's. */
export function readNumbers(database: Database.Database): GivenNumbers {
  const has = database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'message_clock'").pluck().get();
  if (has !== 1) return none;
  return {
    counters: database.prepare<[], GivenNumbers['counters'][number]>('SELECT name, value FROM counters').all(),
    messages: database.prepare<[], GivenNumbers['messages'][number]>('SELECT second, serial FROM message_clock').all(),
  };
}

/** No counter and no message clock of the copy stands behind these. */
export function carryNumbers(copy: string, { counters, messages }: GivenNumbers): void {
  if (counters.length === 0 && messages.length === 0) return;
  const database = new Database(copy);
  try {
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
