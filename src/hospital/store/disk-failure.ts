// A disk that is full, locked or failing is no bug of ours: what the file refuses while a desk runs becomes a value here.

import { SqliteError } from 'better-sqlite3';
import { diskFailed, type Problem } from '../visit/problem.ts';

/** The file's refusal in its own words. Any other error is a bug, and is thrown on. */
export function diskCause(error: unknown): string {
  if (error instanceof SqliteError) return `${error.code}: ${error.message}`;
  throw error;
}

/** What the file's refusal means to a visit. */
export function diskProblem(error: unknown): Problem {
  return diskFailed(diskCause(error));
}
