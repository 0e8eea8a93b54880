// What a role may do: open a workplace, approve what another asks for. Pure; where the counter is in practice, one person
// plays everybody.

import type { Text } from '../../domain/language.ts';
import type { ApprovedAction, Operator, Role } from '../../domain/operator.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import {
  type OperatorRefusal,
  onlySupervisor,
  roleMayNotApprove,
  roleWords,
  samePerson,
  secondSupervisorFirst,
} from './refusal.ts';

/** What stands open at a counter: the stations of a visit, and the back office. */
export type Workplace = 'register' | 'consult' | 'pay' | 'refund' | 'reconcile' | 'inquiry';

const atTheWindow: readonly Workplace[] = ['register', 'pay', 'refund', 'reconcile', 'inquiry'];

const workplaces: Readonly<Record<Role, readonly Workplace[]>> = {
  cashier: atTheWindow,
  // Who orders takes no money, and who takes money orders nothing.
  doctor: ['consult', 'inquiry'],
  supervisor: atTheWindow,
  // Teaches in practice; of real visits a trainer only looks things up.
  trainer: ['inquiry'],
};

const reasons: Readonly<Record<Role, Text>> = {
  cashier: { zh: '收费员不能开处方，请医生登录', en: 'A cashier writes no orders: a doctor signs in' },
  doctor: { zh: '医生不能收费，请收费员登录', en: 'A doctor takes no money: a cashier signs in' },
  supervisor: { zh: '组长不能开处方，请医生登录', en: 'A supervisor writes no orders: a doctor signs in' },
  trainer: { zh: '教员只在练习时办理业务', en: 'A trainer serves patients in practice only' },
};

/** Undefined: it opens. Otherwise why it does not, for the screen. */
export function whyClosed(workplace: Workplace, { role }: Operator, practice: boolean): Text | undefined {
  return practice || workplaces[role].includes(workplace) ? undefined : reasons[role];
}

/** The workplaces that open for someone, in the order of the screen. */
export function openFor({ role }: Operator, practice: boolean): readonly Workplace[] {
  const all: readonly Workplace[] = ['register', 'consult', 'pay', 'refund', 'reconcile', 'inquiry'];
  return practice ? all : all.filter((each) => workplaces[role].includes(each));
}

/** Whether the second person's word counts for this, their password apart. */
export function mayApprove(
  action: ApprovedAction,
  askedBy: Operator,
  second: Operator,
  practice: boolean,
): Result<void, OperatorRefusal> {
  if (second.code === askedBy.code) return failure(samePerson(second));
  const counts = second.role === 'supervisor' || (second.role === 'trainer' && practice);
  return counts ? ok(undefined) : failure(roleMayNotApprove(second, action, practice));
}

/** Those of a role on the roster, but for some. */
function othersOf(roster: readonly Operator[], role: Role, ...but: readonly Operator[]): readonly Operator[] {
  return roster.filter((each) => each.role === role && but.every(({ code }) => code !== each.code));
}

interface Witnesses {
  readonly role: 'supervisor' | 'trainer';
  readonly who: readonly Operator[];
}

/**
 * Whose word a supervisor needs besides their own, to set this password; undefined: nobody's. A supervisor's is the word that
 * allows refunds, so none of them takes it over alone: a third one allows it, and where the hospital has no third, the
 * trainer, who takes no money. There the trainer's is not taken over alone either, or it would be no second word.
 */
function witnessesFor(owner: Operator, by: Operator, roster: readonly Operator[]): Witnesses | undefined {
  const others = othersOf(roster, 'supervisor', owner, by);
  if (owner.role === 'supervisor' && others.length === 0) return { role: 'trainer', who: othersOf(roster, 'trainer') };
  const standsIn = owner.role === 'trainer' && others.length === 1;
  return owner.role === 'supervisor' || standsIn ? { role: 'supervisor', who: others } : undefined;
}

/**
 * Whether someone may set a password that is not their own: whoever answers for the windows. Where a supervisor has no second,
 * nobody sets theirs until the roster names one.
 */
export function maySetPasswordOf(
  owner: Operator,
  by: Operator,
  second: Operator | undefined,
  roster: readonly Operator[],
): Result<void, OperatorRefusal> {
  if (by.code === owner.code) return ok(undefined);
  if (by.role === 'supervisor') {
    const witnesses = witnessesFor(owner, by, roster);
    return witnesses === undefined || witnesses.who.some(({ code }) => code === second?.code)
      ? ok(undefined)
      : failure(secondSupervisorFirst(owner, witnesses.role));
  }
  if (owner.role === 'supervisor' && othersOf(roster, 'supervisor', owner).length === 0) {
    return failure(onlySupervisor(owner));
  }
  return failure({
    kind: 'role',
    cause: {
      zh: `${by.name} 是${roleWords[by.role].zh}，不能重设别人的密码`,
      en: `${by.name} is a ${roleWords[by.role].en} and cannot set another's password`,
    },
    remedy: { zh: '请本人或组长来设', en: 'Its owner or a supervisor sets it' },
  });
}
