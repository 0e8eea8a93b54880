// A refusal is a value: every operation that can fail in the world answers one of these two.

export interface Ok<Value> {
  readonly ok: true;
  readonly value: Value;
}

export interface Failure<Problem> {
  readonly ok: false;
  readonly error: Problem;
}

export type Result<Value, Problem> = Ok<Value> | Failure<Problem>;

export function ok<Value>(value: Value): Ok<Value> {
  return { ok: true, value };
}

export function failure<Problem>(error: Problem): Failure<Problem> {
  return { ok: false, error };
}

/** For switches over unions: the compiler proves that it is never reached. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
