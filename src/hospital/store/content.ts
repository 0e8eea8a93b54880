// Everything that a hospital's file holds, row by row as text, in an order of its own making: what a replay is compared by.

import type { HospitalDatabase } from './open-file.ts';

/** Of the process that wrote it, not of what was done. */
const ofTheProcess: Readonly<Record<string, readonly string[]>> = { sessions: ['pid'] };

export function* contentOf(db: HospitalDatabase): Generator<string> {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all();
  for (const table of tables) {
    const columns = db.pragma(`table_info(${table})`) as { readonly name: string }[];
    const names = columns.map(({ name }) => name).filter((name) => !ofTheProcess[table]?.includes(name));
    const rows = db.prepare(`SELECT ${names.join(', ')} FROM ${table} ORDER BY ${names.join(', ')}`).raw();
    for (const row of rows.iterate()) yield `${table} ${JSON.stringify(row)}`;
  }
}
