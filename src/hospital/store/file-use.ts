// What a hospital's file is for: practice, or patients. Practice opens with passwords that everybody knows and any role, so
// the books of patients are never opened for it, nor are practised visits ever among theirs.

import type { Timestamp } from '../../domain/date.ts';
import type { AuditWriter } from './audit.ts';
import type { HospitalDatabase } from './open-file.ts';
import type { Session } from './sessions.ts';

export type Use = 'practice' | 'service';

/** Why nobody signs in outside practice: visits were practised with the file, or a window practises at this moment. */
export type Practised = { readonly at: 'practised' } | { readonly at: 'practising'; readonly window: number };

export interface FileUse {
  /**
   * Opens the file for practice or for service in this session, and notes a new one that is practised on. What it is used for
   * instead, where that forbids it.
   */
  open(use: Use, now: Timestamp): Use | undefined;
  /** What keeps patients from being served with it. */
  inTheWay(): Practised | undefined;
  /** Somebody signed in outside practice: from here on it is for patients, unless something is in the way. */
  serve(now: Timestamp): Practised | undefined;
}

const readOne = 'SELECT use FROM file_use';
const writeOne =
  'INSERT INTO file_use VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET use = excluded.use, since = excluded.since';
const anyWork = 'SELECT 1 FROM tickets UNION ALL SELECT 1 FROM intents LIMIT 1';

/** Since when a file serves patients; undefined: it does not, is of a version before, or is no hospital's. */
export function inServiceSince(db: HospitalDatabase): Timestamp | undefined {
  const has = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'file_use'").pluck().get();
  if (has !== 1) return undefined;
  return db.prepare<[], Timestamp>("SELECT since FROM file_use WHERE use = 'service'").pluck().get();
}

/** A copy, of this version, takes the place of a file that serves patients, and serves them too. False: it has practised visits. */
export function carryService(copy: HospitalDatabase, since: Timestamp): boolean {
  const use = copy.prepare<[], Use>(readOne).pluck().get();
  if (use === 'practice' && copy.prepare(anyWork).get() !== undefined) return false;
  if (use !== 'service') copy.prepare<[Use, string]>(writeOne).run('service', since);
  return true;
}

interface FileUseParts {
  readonly session: Session;
  readonly audit: AuditWriter;
}

export function openFileUse(db: HospitalDatabase, { session, audit }: FileUseParts): FileUse {
  const read = db.prepare<[], Use>(readOne).pluck();
  const write = db.prepare<[Use, string]>(writeOne);
  const note = db.prepare<[Use, number]>('UPDATE sessions SET use = ? WHERE id = ?');
  const practising = db
    .prepare<[], number>("SELECT id FROM sessions WHERE use = 'practice' AND closed_at IS NULL ORDER BY id")
    .pluck();
  const worked = db.prepare(anyWork);
  const isUntouched = () => worked.get() === undefined;

  const open = db.transaction((use: Use, now: Timestamp): Use | undefined => {
    const before = read.get();
    // Where nothing was practised yet, nothing stands in the way of service.
    if (before !== undefined && before !== use && !(use === 'service' && isUntouched())) return before;
    if (use === 'practice' && before === undefined && isUntouched()) write.run('practice', now);
    note.run(use, session.id);
    return undefined;
  });

  // A window that practises was opened before; the file does not become that of patients under it.
  function inTheWay(): Practised | undefined {
    const before = read.get();
    if (before === 'service') return undefined;
    if (before === 'practice' && !isUntouched()) return { at: 'practised' };
    const [window] = practising.all().flatMap((id) => session.liveWindow(id) ?? []);
    return window === undefined ? undefined : { at: 'practising', window };
  }
  const serve = db.transaction((now: Timestamp): Practised | undefined => {
    const practised = inTheWay();
    if (practised || read.get() === 'service') return practised;
    write.run('service', now);
    audit.mention('put-into-service', {}, now);
    return undefined;
  });
  return {
    open: (use, now) => open.immediate(use, now),
    inTheWay,
    serve: (now) => serve.immediate(now),
  };
}
