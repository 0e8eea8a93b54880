// Who attends to a counter at this moment: in practice the roster's cashier unless a sign-in is demanded, whoever signed in
// since, or nobody while it is locked. It asks the operators; what a locked counter does not do is the desk's business.

import type { Text } from '../../domain/language.ts';
import type { Operator } from '../../domain/operator.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Station } from '../desk.ts';
import type { Attended } from './attended.ts';
import { openFor, type Workplace, whyClosed } from './may.ts';
import type { Operators } from './operators.ts';
import { type OperatorRefusal, roleCannotFinish, roleOpensNothing } from './refusal.ts';

/** What stands open at the counter, where somebody signs in. */
export interface Standing {
  readonly station: Station;
  /** Whether the visit at it can be left. */
  readonly canLeave: boolean;
}

const stations: readonly Station[] = ['register', 'consult', 'pay', 'refund'];
const workplaces: readonly Workplace[] = ['register', 'consult', 'pay', 'refund', 'reconcile', 'inquiry'];

export interface AttendanceParts {
  readonly operators: Operators;
  /** Who sits there by the roster. */
  readonly place: { readonly operator: Operator };
  readonly signIn?: 'demanded';
}

export class Attendance {
  readonly #operators: Operators;
  #operator: Operator;
  #attended: Attended;

  constructor({ operators, place, signIn }: AttendanceParts, station: Station) {
    this.#operators = operators;
    this.#operator = place.operator;
    const mayBegin = whyClosed(station, place.operator, operators.practice) === undefined;
    // Outside practice a roster proves nobody: who sits here says so with number and password.
    const mustProve = signIn === 'demanded' || !operators.practice;
    this.#attended = mustProve || !mayBegin ? { at: 'locked' } : { at: 'by-roster' };
  }

  attended(): Attended {
    return this.#attended;
  }

  /** While it is locked, whoever was there last. */
  operator(): Operator {
    return this.#operator;
  }

  /** The workplaces that do not open for whoever is there, each with why. */
  closed(): Readonly<Partial<Record<Workplace, Text>>> {
    const reasons = workplaces.map(
      (each) => [each, whyClosed(each, this.#operator, this.#operators.practice)] as const,
    );
    return Object.fromEntries(reasons.filter(([, reason]) => reason !== undefined));
  }

  /** Answers the station that is to be open for them. */
  signIn(code: string, password: string, { station, canLeave }: Standing): Result<Station, OperatorRefusal> {
    const { practice } = this.#operators;
    const known = this.#operators.find(code);
    const open = known ? openFor(known, practice) : [];
    const next = open.includes(station) ? station : stations.find((each) => open.includes(each));
    if (known && next === undefined) return failure(roleOpensNothing(known));
    if (known && next !== station && !canLeave) return failure(roleCannotFinish(known));
    const signedIn = this.#operators.signIn(code, password);
    if (!signedIn.ok) return signedIn;
    this.#operator = signedIn.value;
    this.#attended = { at: 'signed-in', practice };
    return ok(next ?? station);
  }

  lock(): void {
    this.#operators.locked(this.#operator);
    this.#attended = { at: 'locked' };
  }
}
