// Everything that the center's file holds, row by row as text, in an order of its own making: what a replay is compared by.

import type { Database } from './database.ts';

/** Drawn at random where they are made, so that no two runs have the same. */
const random: Readonly<Record<string, readonly string[]>> = { center_pin: ['salt', 'hash'] };

export function* contentOf(database: Database): Generator<string> {
  const tables = database
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all();
  for (const table of tables) {
    const columns = database.pragma(`table_info(${table})`) as { readonly name: string }[];
    const names = columns.map(({ name }) => name).filter((name) => !random[table]?.includes(name));
    const rows = database.prepare(`SELECT ${names.join(', ')} FROM ${table} ORDER BY ${names.join(', ')}`).raw();
    for (const row of rows.iterate()) yield `${table} ${JSON.stringify(row)}`;
  }
}
