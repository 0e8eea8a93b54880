// Passwords and tries of the hospital's operators on disk. A password's hash is added to, never changed; a try is counted
// before it is judged, so that a program killed in between has spent it.

import type { Timestamp } from '../../domain/date.ts';
import type { ApprovedAction } from '../../domain/operator.ts';
import type { PasswordHash } from '../operators/password.ts';
import { type Gate, gateAt, type Tries, withOneMore } from '../operators/tries.ts';
import type { AuditBody, AuditWriter } from './audit.ts';
import type { HospitalDatabase } from './open-file.ts';

/** What someone proves themselves for. */
export type Occasion =
  | { readonly for: 'sign-in' }
  | { readonly for: 'approval'; readonly action: ApprovedAction; readonly askedBy: string }
  | { readonly for: 'password'; readonly of: string };

/** A try that was let in, with the count it is now at; or why it was not. */
export type SpentTry = { readonly at: 'spent'; readonly tries: Tries } | Exclude<Gate, { at: 'open' }>;

export interface SetBy {
  readonly by: string;
  readonly with?: string | undefined;
}

export interface OperatorStore {
  /** The latest hash; undefined where none was ever kept. */
  password(code: string): PasswordHash | undefined;
  /** Who set the latest; undefined where none was ever kept. */
  passwordSetBy(code: string): string | undefined;
  hasPracticePassword(code: string): boolean;
  /** Keeps the hash of the practice password, unless another program has done so meanwhile. */
  foundPassword(code: string, hash: PasswordHash, at: Timestamp): void;
  /** Its owner's tries begin anew. `with`: who allowed it besides. */
  setPassword(code: string, hash: PasswordHash, set: SetBy, at: Timestamp): void;
  gate(code: string, at: Timestamp): Gate;
  spendTry(code: string, at: Timestamp): SpentTry;
  locked(code: string, at: Timestamp): void;
  proved(code: string, occasion: Occasion, at: Timestamp): void;
  failed(code: string, occasion: Occasion, at: Timestamp): void;
}

/** What the audit calls a right and a wrong password, by what it was given for. */
const proofEvents = {
  'sign-in': { proved: 'signed-in', failed: 'sign-in-failed' },
  approval: { proved: 'approved', failed: 'approval-failed' },
  password: { proved: 'password-allowed', failed: 'password-refused' },
} as const satisfies Record<Occasion['for'], { readonly proved: string; readonly failed: string }>;

function bodyOf(occasion: Occasion): AuditBody {
  switch (occasion.for) {
    case 'sign-in':
      return {};
    case 'approval':
      return { action: occasion.action, askedBy: occasion.askedBy };
    case 'password':
      return { of: occasion.of };
  }
}

export function openOperatorStore(db: HospitalDatabase, audit: AuditWriter): OperatorStore {
  const latest = db.prepare<[string], PasswordHash & { practice: 0 | 1; setBy: string }>(
    'SELECT salt, hash, practice, set_by AS setBy FROM operator_passwords WHERE operator = ? ORDER BY id DESC LIMIT 1',
  );
  const add = db.prepare<[string, string, string, 0 | 1, string, string]>(
    'INSERT INTO operator_passwords (operator, salt, hash, practice, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const tries = db.prepare<[string], Tries>('SELECT failed, last_at AS lastAt FROM operator_tries WHERE operator = ?');
  const count = db.prepare<[string, number, string]>(
    `INSERT INTO operator_tries (operator, failed, last_at) VALUES (?, ?, ?)
     ON CONFLICT (operator) DO UPDATE SET failed = excluded.failed, last_at = excluded.last_at`,
  );
  function keep(code: string, { salt, hash }: PasswordHash, practice: 0 | 1, set: SetBy, at: Timestamp): void {
    const added = add.run(code, salt, hash, practice, set.by, at);
    const event = practice === 1 ? 'practice-password-kept' : 'password-set';
    const body = { of: code, by: set.by, ...(set.with !== undefined && { with: set.with }) };
    audit.tell(event, { kind: 'password', key: Number(added.lastInsertRowid) }, body, at);
  }
  const forget = (code: string, at: Timestamp) => void count.run(code, 0, at);

  const spendTry = db.transaction((code: string, at: Timestamp): SpentTry => {
    const before = tries.get(code);
    const gate = gateAt(before, at);
    if (gate.at !== 'open') return gate;
    const after = withOneMore(before, at);
    count.run(code, after.failed, after.lastAt);
    return { at: 'spent', tries: after };
  });

  return {
    password(code) {
      const row = latest.get(code);
      return row && { salt: row.salt, hash: row.hash };
    },
    passwordSetBy: (code) => latest.get(code)?.setBy,
    hasPracticePassword: (code) => latest.get(code)?.practice !== 0,
    foundPassword: db.transaction((code: string, hash: PasswordHash, at: Timestamp) => {
      if (!latest.get(code)) keep(code, hash, 1, { by: code }, at);
    }).immediate,
    setPassword: db.transaction((code: string, hash: PasswordHash, set: SetBy, at: Timestamp) => {
      keep(code, hash, 0, set, at);
      forget(code, at);
    }).immediate,
    gate: (code, at) => gateAt(tries.get(code), at),
    spendTry: (code, at) => spendTry.immediate(code, at),
    locked: db.transaction((code: string, at: Timestamp) => audit.mention('locked', {}, at, code)).immediate,
    proved: db.transaction((code: string, occasion: Occasion, at: Timestamp) => {
      forget(code, at);
      audit.mention(proofEvents[occasion.for].proved, bodyOf(occasion), at, code);
    }).immediate,
    failed: db.transaction((code: string, occasion: Occasion, at: Timestamp) => {
      audit.mention(proofEvents[occasion.for].failed, bodyOf(occasion), at, code);
    }).immediate,
  };
}
