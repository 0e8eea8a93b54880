// A fingerprint of a file's content, to see whether two runs left the same: every row but the process ids of sessions.

import type Sqlite from 'better-sqlite3';

/** Every row of every table, in order. */
export function dump(db: Sqlite.Database, hash: { update(text: string): unknown }): void {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all();
  for (const table of tables) {
    for (const row of db.prepare(`SELECT * FROM "${table}"`).raw().iterate()) {
      const cells = table === 'sessions' ? [...(row as unknown[])].filter((_, place) => place !== 2) : row;
      hash.update(`${table} ${JSON.stringify(cells)}\n`);
    }
  }
}
