// A disk that is full, locked or failing is no bug of ours: what the file refuses while a desk runs becomes a value here.

import { SqliteError } from 'better-sqlite3';
import { diskFailed, type Problem } from '../visit/problem.ts';

/** What the file's refusal means to a visit. Any other error is a bug, and is thrown on. */
export function diskProblem(error: unknown): Problem {
  if (error instanceof SqliteError) return diskFailed(`${error.code}: ${error.message}`);
  throw error;
}
