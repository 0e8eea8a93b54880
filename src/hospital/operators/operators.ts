// Who may work here, asked with number and password: signing in, and the second person's word. What decides is in may.ts and
// tries.ts; what is remembered is in the store. A try is counted on disk before the password is looked at.

import type { Clock } from '../../domain/date.ts';
import type { Approval, ApprovedAction, Operator } from '../../domain/operator.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { diskCause } from '../store/disk-failure.ts';
import type { FileUse } from '../store/file-use.ts';
import type { Occasion, OperatorStore } from '../store/operators.ts';
import { mayApprove, maySetPasswordOf } from './may.ts';
import { hashPassword, isPassword, practiceHash, whyUnfit } from './password.ts';
import {
  diskRefused,
  lockedUntil,
  type OperatorRefusal,
  ownPasswordFirst,
  pausedUntil,
  practisedHere,
  setByAnother,
  unfitPassword,
  unknownOperator,
  wrongPassword,
} from './refusal.ts';
import type { RosterEntry } from './roster.ts';
import { openAgainAt, triesAllowed } from './tries.ts';

/** Someone of the roster, as a list shows them. */
export interface ListedOperator extends Operator {
  readonly windows: readonly number[];
  /** Whether they still have the practice password. */
  readonly hasPracticePassword: boolean;
  readonly locked: boolean;
}

export interface Operators {
  /** One person plays everybody: no role closes a station, a trainer's approval counts, the practice password opens. */
  readonly practice: boolean;
  list(): readonly ListedOperator[];
  find(code: string): Operator | undefined;
  signIn(code: string, password: string): Result<Operator, OperatorRefusal>;
  /** Whoever was signed in has locked the counter: told in the audit, where the disk lets it. */
  locked(operator: Operator): void;
  /** The word of a second person, a supervisor (in practice also a trainer), for what `askedBy` asks. */
  approve(action: ApprovedAction, askedBy: Operator, code: string, password: string): Result<Approval, OperatorRefusal>;
  /** Whether `by` may set a new password of `code`, what they prove themselves with apart. */
  maySetPassword(code: string, by: string, second?: string): Result<void, OperatorRefusal>;
  /**
   * Sets a new password of `code`. `by` proves themselves with their own: its owner, or a supervisor; of a supervisor's, a
   * third one as well, or the trainer where there is no third. What somebody else sets counts outside practice, so the
   * practice password never sets it; nor does, where it takes two, one that was set by somebody else.
   */
  setPassword(code: string, by: Proof, newPassword: string, second?: Proof): Result<void, OperatorRefusal>;
}

/** What somebody says of themselves; nobody has looked at it yet. */
export interface Proof {
  readonly code: string;
  readonly password: string;
}

export interface OperatorsParts {
  readonly roster: readonly RosterEntry[];
  readonly store: OperatorStore;
  readonly clock: Clock;
  readonly practice: boolean;
  /** Of the file: who signs in outside practice puts it into service. Absent: it is not asked. */
  readonly use?: Pick<FileUse, 'inTheWay' | 'serve'>;
}

function bare({ code, name, role }: RosterEntry): Operator {
  return { code, name, role };
}

/** A disk that refuses is a value here, as everywhere at a desk. */
function orDisk<Value>(work: () => Result<Value, OperatorRefusal>): Result<Value, OperatorRefusal> {
  try {
    return work();
  } catch (error) {
    return failure(diskRefused(diskCause(error)));
  }
}

type Prove = (entry: RosterEntry, password: string, occasion: Occasion) => Result<Operator, OperatorRefusal>;

/** Proves that someone is who they say. */
function proverOf({ store, clock, practice }: Pick<OperatorsParts, 'store' | 'clock' | 'practice'>): Prove {
  /** The practice password's hash is made when it is first asked for, so that no start waits for it. */
  function isTheirs(entry: RosterEntry, password: string): boolean {
    const kept = store.password(entry.code);
    if (kept) return isPassword(password, kept);
    store.foundPassword(entry.code, practiceHash(entry.practicePassword, entry.code), clock.now());
    return password === entry.practicePassword && store.hasPracticePassword(entry.code);
  }

  /**
   * Outside practice a password that everybody knows proves nobody; only the first own one is set with it. Nor does it, even
   * in practice, set somebody else's, which counts outside it as well.
   */
  function provesNobody(code: string, occasion: Occasion): boolean {
    const counts = occasion.for === 'password' ? occasion.of === code : practice;
    return !counts && store.hasPracticePassword(code);
  }

  // The try is spent first; what it was for is written with its end.
  return (entry, password, occasion) => {
    if (provesNobody(entry.code, occasion)) return failure(ownPasswordFirst(entry));
    const now = clock.now();
    const tried = store.spendTry(entry.code, now);
    if (tried.at === 'paused') return failure(pausedUntil(tried.until));
    if (tried.at === 'locked') return failure(lockedUntil(tried.until));
    if (isTheirs(entry, password)) {
      store.proved(entry.code, occasion, now);
      return ok(bare(entry));
    }
    store.failed(entry.code, occasion, now);
    return failure(wrongPassword(triesAllowed - tried.tries.failed, openAgainAt(tried.tries)));
  };
}

export function createOperators({ roster, store, clock, practice, use }: OperatorsParts): Operators {
  const entryOf = (code: string) => roster.find((entry) => entry.code === code);

  const prove = proverOf({ store, clock, practice });

  const isSetByAnother = ({ code }: Operator) => ![undefined, code].includes(store.passwordSetBy(code));

  function maySetPassword(code: string, by: string, second: string | undefined) {
    const owner = entryOf(code);
    const setter = entryOf(by);
    const witness = second === undefined ? undefined : entryOf(second);
    if (!owner) return failure(unknownOperator(code));
    if (!setter) return failure(unknownOperator(by));
    if (second !== undefined && !witness) return failure(unknownOperator(second));
    const may = maySetPasswordOf(owner, setter, witness, roster);
    if (!may.ok) return may;
    const given = witness && setter !== owner ? [setter, witness].find(isSetByAnother) : undefined;
    return given ? failure(setByAnother(given)) : ok({ owner, setter, witness });
  }

  return {
    practice,
    list: () =>
      roster.map((entry) => ({
        ...bare(entry),
        windows: entry.windows,
        hasPracticePassword: store.hasPracticePassword(entry.code),
        locked: store.gate(entry.code, clock.now()).at === 'locked',
      })),
    find: (code) => {
      const entry = entryOf(code);
      return entry && bare(entry);
    },
    signIn: (code, password) =>
      orDisk(() => {
        const entry = entryOf(code);
        if (!entry) return failure(unknownOperator(code));
        const practised = practice ? undefined : use?.inTheWay();
        if (practised) return failure(practisedHere(practised));
        const signedIn = prove(entry, password, { for: 'sign-in' });
        // Asked again in the write: somebody may have begun to practise meanwhile.
        const meanwhile = signedIn.ok && !practice ? use?.serve(clock.now()) : undefined;
        return meanwhile ? failure(practisedHere(meanwhile)) : signedIn;
      }),
    locked({ code }) {
      orDisk(() => {
        store.locked(code, clock.now());
        return ok(undefined);
      });
    },
    approve: (action, askedBy, code, password) =>
      orDisk(() => {
        const entry = entryOf(code);
        if (!entry) return failure(unknownOperator(code));
        const may = mayApprove(action, askedBy, entry, practice);
        if (!may.ok) return may;
        const proved = prove(entry, password, { for: 'approval', action, askedBy: askedBy.code });
        return proved.ok ? ok({ action, by: proved.value, to: askedBy }) : proved;
      }),
    maySetPassword(code, by, second) {
      const may = maySetPassword(code, by, second);
      return may.ok ? ok(undefined) : may;
    },
    setPassword: (code, by, newPassword, second) =>
      orDisk(() => {
        const may = maySetPassword(code, by.code, second?.code);
        if (!may.ok) return may;
        const { owner, setter, witness } = may.value;
        const unfit = whyUnfit(newPassword, owner);
        if (unfit) return failure(unfitPassword(unfit));
        const proved = prove(setter, by.password, { for: 'password', of: owner.code });
        if (!proved.ok) return proved;
        if (witness && second) {
          const allowed = prove(witness, second.password, { for: 'password', of: owner.code });
          if (!allowed.ok) return allowed;
        }
        store.setPassword(owner.code, hashPassword(newPassword), { by: setter.code, with: witness?.code }, clock.now());
        return ok(undefined);
      }),
  };
}
