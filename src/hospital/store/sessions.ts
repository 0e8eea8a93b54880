// Who has this file open: one row a desk. What a desk is still doing is left alone by the others; what a dead one left
// behind is anybody's to clear up.

import type { Timestamp } from '../../domain/date.ts';
import type { HospitalDatabase } from './open-file.ts';

export interface Session {
  readonly id: number;
  /** Whether a session's program may still be at work on its messages. */
  isLive(id: number): boolean;
  end(now: Timestamp): void;
}

/** Sessions of this very process: a process id alone is given out again, in a container at every start. */
const ours = new Set<string>();

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export function openSession(db: HospitalDatabase, window: number, now: Timestamp): Session {
  const opened = db
    .prepare('INSERT INTO sessions (window, pid, opened_at) VALUES (?, ?, ?)')
    .run(window, process.pid, now);
  const id = Number(opened.lastInsertRowid);
  const key = (session: number) => `${db.name}#${session}`;
  ours.add(key(id));
  const find = db.prepare<[number], { pid: number; closed_at: string | null }>(
    'SELECT pid, closed_at FROM sessions WHERE id = ?',
  );
  return {
    id,
    isLive(session) {
      const row = find.get(session);
      if (!row || row.closed_at !== null) return false;
      return row.pid === process.pid ? ours.has(key(session)) : processLives(row.pid);
    },
    end(at) {
      db.prepare('UPDATE sessions SET closed_at = ? WHERE id = ?').run(at, id);
      ours.delete(key(id));
    },
  };
}
