// A lock on a file that lasts exactly as long as the program that took it: the operating system lets it go, however the
// program ended. A process id would not do: it is given out again, and means nothing in another container.

import { chmodSync, closeSync, existsSync, openSync, rmSync } from 'node:fs';
import Database, { SqliteError } from 'better-sqlite3';

/** How programs know of each other that they are there. Handed in where windows live and die within one process. */
export interface SessionLocks {
  /** Answers the function that lets it go. */
  hold(path: string): () => void;
  isHeld(path: string): boolean;
}

/** Takes the lock of a file that nobody else uses; the answer lets it go. SQLite's own locks work on every system. */
function holdLock(path: string): () => void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const lock = new Database(path);
  lock.exec('BEGIN EXCLUSIVE');
  return () => {
    lock.close();
    rmSync(path, { force: true });
  };
}

/** Whether somebody holds it; a lock whose holder died is cleared away. */
function isHeld(path: string): boolean {
  if (!existsSync(path)) return false;
  const lock = new Database(path, { timeout: 0 });
  try {
    // Reading asks for a share of the lock only, so that two who look at once do not take each other for its holder.
    lock.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    lock.close();
  }
  rmSync(path, { force: true });
  return false;
}

export const fileLocks: SessionLocks = { hold: holdLock, isHeld };
