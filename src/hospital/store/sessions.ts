// Who has this file open: one row a desk. What a desk is still doing is left alone by the others; what a dead one left
// behind is anybody's to clear up.

import type { Timestamp } from '../../domain/date.ts';
import type { Actor } from './audit.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { SessionLocks } from './session-lock.ts';

export interface Session {
  readonly id: number;
  /** The number of whoever is signed in here; what is written is theirs. */
  operator(): string | undefined;
  /** The window whose program is still there, and so may still be at work on its messages; undefined of a dead one. */
  liveWindow(id: number): number | undefined;
  end(now: Timestamp): void;
}

export function openSession(db: HospitalDatabase, locks: SessionLocks, actor: Actor, now: Timestamp): Session {
  const opened = db
    .prepare('INSERT INTO sessions (window, pid, opened_at) VALUES (?, ?, ?)')
    .run(actor.window, process.pid, now);
  const id = Number(opened.lastInsertRowid);
  const lockOf = (session: number) => `${db.name}-session-${session}`;
  const letGo = locks.hold(lockOf(id));
  const find = db.prepare<[number], { window: number; closed_at: string | null }>(
    'SELECT window, closed_at FROM sessions WHERE id = ?',
  );
  return {
    id,
    operator: () => actor.operator,
    liveWindow(session) {
      if (session === id) return actor.window;
      const row = find.get(session);
      if (!row || row.closed_at !== null) return undefined;
      return locks.isHeld(lockOf(session)) ? row.window : undefined;
    },
    end(at) {
      db.prepare('UPDATE sessions SET closed_at = ? WHERE id = ?').run(at, id);
      letGo();
    },
  };
}
