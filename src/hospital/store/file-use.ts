// What a hospital's file is for: practice, or patients. Practice opens with passwords that everybody knows and any role, so
// the books of patients are never opened for it, nor are practised visits ever among theirs.

import type { Timestamp } from '../../domain/date.ts';
import type { AuditWriter } from './audit.ts';
import type { HospitalDatabase } from './open-file.ts';

export type Use = 'practice' | 'service';

export interface FileUse {
  /**
   * Opens the file for practice or for service, and notes a new one that is practised on. What it is used for instead, where
   * that forbids it.
   */
  open(use: Use, now: Timestamp): Use | undefined;
  /** Somebody signed in outside practice: from here on it is for patients. */
  serve(now: Timestamp): void;
}

export function openFileUse(db: HospitalDatabase, audit: AuditWriter): FileUse {
  const read = db.prepare<[], Use>('SELECT use FROM file_use').pluck();
  const write = db.prepare<[Use, string]>(
    'INSERT INTO file_use VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET use = excluded.use, since = excluded.since',
  );
  const worked = db.prepare('SELECT 1 FROM tickets UNION ALL SELECT 1 FROM intents LIMIT 1');
  const isUntouched = () => worked.get() === undefined;

  const open = db.transaction((use: Use, now: Timestamp): Use | undefined => {
    const before = read.get();
    // Where nothing was practised yet, nothing stands in the way of service.
    if (before !== undefined && before !== use && !(use === 'service' && isUntouched())) return before;
    if (use === 'practice' && before === undefined && isUntouched()) write.run('practice', now);
    return undefined;
  });
  const serve = db.transaction((now: Timestamp) => {
    if (read.get() === 'service') return;
    write.run('service', now);
    audit.mention('put-into-service', {}, now);
  });
  return {
    open: (use, now) => open.immediate(use, now),
    serve: (now) => serve.immediate(now),
  };
}
