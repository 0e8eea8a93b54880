// One transaction, or the refusal that somebody else has the ticket: another window, or a charge whose outcome nobody knows.

import { SqliteError } from 'better-sqlite3';
import { failure, ok, type Result } from '../../domain/result.ts';
import { type Problem, ticketTaken } from '../visit/problem.ts';
import type { HospitalDatabase } from './open-file.ts';

/** Thrown inside the work to roll it back; never leaves it. `problem`: where more is known than that somebody has it. */
export class Taken extends Error {
  readonly problem: Problem;

  constructor(problem: Problem = ticketTaken) {
    super();
    this.problem = problem;
  }
}

/** The tables themselves refuse a second charge (schema.ts); that refusal is a value like any other. */
function isTaken(error: unknown): boolean {
  return (
    error instanceof SqliteError && error.code === 'SQLITE_CONSTRAINT_TRIGGER' && /charge taken/.test(error.message)
  );
}

export function orTaken<Value>(db: HospitalDatabase, work: () => Value): Result<Value, Problem> {
  try {
    return ok(db.transaction(work).immediate());
  } catch (error) {
    if (error instanceof Taken) return failure(error.problem);
    if (isTaken(error)) return failure(ticketTaken);
    throw error;
  }
}
