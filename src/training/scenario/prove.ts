// Somebody proves who they are at a window: gives the second word, takes the counter over, or locks it. In practice everybody's
// password is known; a scenario and a log only say whether it was theirs.

import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { CounterEvent } from '../../hospital/visit/events.ts';
import type { Window } from '../city.ts';
import type { ProofStep, Step } from './steps.ts';

export type ProvingStep = Extract<Step, { name: 'approve' | 'sign-in' | 'lock' }>;

function passwordOf({ data }: Window, code: string): string | undefined {
  return data.roster.find((each) => each.code === code)?.practicePassword;
}

/** Everybody's in practice, by their number; of nobody's number no password. */
export function practicePassword(window: Window, code: string): string {
  return passwordOf(window, code) ?? '';
}

/** What is typed for a step: the practice password, or one that is not theirs. */
function typedFor(window: Window, { by, password }: ProofStep): string {
  const own = practicePassword(window, by);
  return password === 'wrong' ? `${own}-` : own;
}

/** What a log keeps of it; undefined where there is nobody of this number: a password may have been typed in its place. */
export function proofKept(window: Window, code: string, typed: string): ProofStep | undefined {
  const own = passwordOf(window, code);
  if (own === undefined) return undefined;
  return typed === own ? { by: code } : { by: code, password: 'wrong' };
}

/** What follows from it at the desk, if anything. That a wrong password is refused is as the step wants it. */
export function prove(window: Window, { name, value }: ProvingStep): Result<CounterEvent | undefined, Text> {
  const { desk } = window;
  if (name === 'lock') {
    desk.lock();
    return ok(undefined);
  }
  const typed = typedFor(window, value);
  const action = (name === 'approve' ? value.for : undefined) ?? 'refund';
  const given = name === 'approve' ? desk.approve(action, value.by, typed) : desk.signIn(value.by, typed);
  if (!given.ok) return value.password === 'wrong' ? ok(undefined) : failure(given.error.cause);
  // A word for anything else goes with what it is for: here it was given for nothing.
  return ok(given.value && action === 'refund' ? { kind: 'refund-approved', approval: given.value } : undefined);
}
