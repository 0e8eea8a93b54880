// A part of an open transaction that can be undone alone.

import type { Database } from './database.ts';

/** Runs a part of the open transaction. What it wrote is gone where it throws, or where `keeps` says no to its value. */
export type InSavepoint = <Value>(run: () => Value, keeps: (value: Value) => boolean) => Value;

/** Something that must not stay was written outside any savepoint: the whole transaction is to be undone and done again. */
export class NeedsSavepoint extends Error {}

/**
 * In place of savepoints, for a transaction of messages of which each either is done or has written nothing, as nearly all
 * are: a savepoint keeps a copy of every page that is written after it. Throws NeedsSavepoint where one is not so.
 */
export function withoutSavepoints(changes: () => number): InSavepoint {
  return (run, keeps) => {
    const before = changes();
    const value = run();
    if (!keeps(value) && changes() > before) throw new NeedsSavepoint('a refusal after a write');
    return value;
  };
}

/** Savepoints may lie within one another. */
export function savepointsIn(database: Database): InSavepoint {
  const begin = database.prepare('SAVEPOINT message');
  const undo = database.prepare('ROLLBACK TO message');
  const release = database.prepare('RELEASE message');
  return <Value>(run: () => Value, keeps: (value: Value) => boolean): Value => {
    begin.run();
    try {
      const value = run();
      if (!keeps(value)) undo.run();
      return value;
    } catch (error) {
      // A full disk may have ended the whole transaction already.
      if (database.inTransaction) undo.run();
      throw error;
    } finally {
      if (database.inTransaction) release.run();
    }
  };
}
