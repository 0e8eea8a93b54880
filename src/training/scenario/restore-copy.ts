// A data file is lost, and its newest copy takes its place, as the day's end left it: how two sides come to differ in earnest.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { backupFolder } from '../backup.ts';
import type { City, Window } from '../city.ts';
import { restore } from '../restore.ts';
import { stepProblems } from './step-problems.ts';

function newestCopy(dataFolder: string, name: string): string | undefined {
  const folder = backupFolder(dataFolder);
  if (!existsSync(folder)) return undefined;
  const copies = readdirSync(folder).filter(
    (file) => file.startsWith(`${name}-`) && /-\d{4}-\d{2}-\d{2}\.db$/.test(file),
  );
  const newest = copies.sort().at(-1);
  return newest === undefined ? undefined : join(folder, newest);
}

/** Names the file while it is open; what is answered is called when nobody has it open any more. */
export function restoreNewest(
  { store, desk }: Window,
  { center }: City,
  what: 'hospital' | 'center',
): () => Result<void, Text> {
  const dataFolder = dirname(store.path);
  const name = what === 'center' ? 'center' : `hospital-${desk.place.hospital.code}`;
  const now = `${center.inspection.date()} 00:00:00` as Timestamp;
  return () => {
    const copy = newestCopy(dataFolder, name);
    if (copy === undefined) return failure(stepProblems.noCopy(name));
    const restored = restore(copy, dataFolder, now);
    return restored.ok ? ok(undefined) : failure(restored.error.cause);
  };
}
