// The transaction that a batch of messages shares: what it wrote is on the disk when it returns, or it throws. Where nobody
// can say which, it says so: that is CommitInDoubt.

import { type Database, SqliteError } from './database.ts';

/** Runs in one immediate transaction: the write lock is taken first, so what it reads stays true until it ends. */
export type InTransaction = <Value>(run: () => Value) => Value;

/** The commit itself failed: what was written may or may not stand once the file is read anew, after a crash. */
export class CommitInDoubt extends Error {}

/** Such a commit was refused before anything reached the file. */
function isRefusal(error: unknown): boolean {
  return error instanceof SqliteError && /^SQLITE_(CONSTRAINT|BUSY)/.test(error.code);
}

export function transactionsIn(database: Database): InTransaction {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  let isInDoubt = false;

  /** A full disk may have ended the whole transaction already. */
  function undo(): void {
    if (database.inTransaction) rollback.run();
  }

  function within<Value>(run: () => Value): Value {
    begin.run();
    try {
      const value = run();
      try {
        commit.run();
      } catch (error) {
        if (isRefusal(error)) throw error;
        isInDoubt = true;
        throw new CommitInDoubt(error instanceof Error ? error.message : String(error), { cause: error });
      }
      return value;
    } catch (error) {
      undo();
      throw error;
    }
  }

  /**
   * What a failed commit left at the end of the WAL would come to life if the file were recovered after a crash. The next
   * commit is written over it, and then it is certain that it never happened: so one that changes nothing goes before
   * anything is answered. The version in the header is written even where it is the same.
   */
  function decide(): void {
    const version = Number(database.pragma('user_version', { simple: true }));
    within(() => void database.pragma(`user_version = ${version}`));
    isInDoubt = false;
  }

  return (run) => {
    if (isInDoubt) decide();
    return within(run);
  };
}
