// The numbers that the center gives out: what the next one is, and how those of a file that is replaced by a backup are kept
// from being given out again. Settlements and refunds share theirs.

import type { Database } from './database.ts';

/** What is numbered, by the tables that hold the numbers. */
const numbered = {
  settlement: ['settlement', 'refund'],
  registration: ['registration'],
  sign_in: ['sign_in'],
  message: ['message'],
} as const;

export type Numbered = keyof typeof numbered;

const kinds = Object.keys(numbered) as readonly Numbered[];

/** The highest number of each kind that was given out. */
export type CenterNumbers = Readonly<Record<Numbered, number>>;

/**
 * More than a center gives out in the fortnight for which backups are kept. What stood in a file that is lost nobody knows:
 * whoever restores without it goes this far beyond the backup. (The shortest number of a settlement has ten digits.)
 */
const unknownStretch = 1_000_000;

const highestIn = (table: string) => `coalesce((SELECT max(id) FROM ${table}), 0)`;

/** An expression: the number after the highest that was given out of a kind. */
export function nextNumberOf(kind: Numbered): string {
  const floor = `coalesce((SELECT value FROM number_floor WHERE name = '${kind}'), 0)`;
  return `max(${[floor, ...numbered[kind].map(highestIn)].join(', ')}) + 1`;
}

/** Of a center's file of any version; undefined: it is none. */
export function readCenterNumbers(database: Database): CenterNumbers | undefined {
  const has = database.prepare<[string], number>('SELECT 1 FROM sqlite_schema WHERE name = ?').pluck();
  if (has.get('settlement') === undefined) return undefined;
  const floors = has.get('number_floor')
    ? database.prepare<[string], number>('SELECT value FROM number_floor WHERE name = ?').pluck()
    : undefined;
  const highest = (kind: Numbered) => {
    const tables = numbered[kind].filter((table) => has.get(table) !== undefined);
    const ids = tables.map((table) =>
      Number(
        database
          .prepare(`SELECT ${highestIn(table)}`)
          .pluck()
          .get(),
      ),
    );
    return Math.max(floors?.get(kind) ?? 0, ...ids);
  };
  return Object.fromEntries(kinds.map((kind) => [kind, highest(kind)])) as Record<Numbered, number>;
}

/** From now on nothing at or below these is given out. In a file of this version. */
export function raiseNumbers(database: Database, given: CenterNumbers): void {
  const raise = database.prepare<[string, number]>(
    `INSERT INTO number_floor (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
  );
  database.transaction(() => {
    for (const kind of kinds) raise.run(kind, given[kind]);
  })();
}

/** The same where nobody knows what was given out after this file. */
export function skipUnknownNumbers(database: Database): void {
  const known = readCenterNumbers(database);
  if (!known) return;
  const beyond = Object.entries(known).map(([kind, highest]) => [kind, highest + unknownStretch]);
  raiseNumbers(database, Object.fromEntries(beyond) as Record<Numbered, number>);
}
