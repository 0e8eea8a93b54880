// Copies of the data files while they are being worked on: one a file and day in <data>/backups, owner-only, the last
// fourteen kept. A copy appears under its name only when it is whole and on disk.

import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CalendarDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';

export const keptBackups = 14;
/** Pages a step; a step holds nobody up for long. */
const pagesAtOnce = 2_000;

export interface BackupOptions {
  readonly dataFolder: string;
  /** Names of data files, without ".db". */
  readonly names: readonly string[];
  /** The day that the copies are named after. */
  readonly day: CalendarDate;
}

/** How far a copy is, in pages. */
export type TellPages = (done: number, of: number) => void;

/** center and hospital-<code>: what of a data folder is worth keeping. */
const dataName = /^(center|hospital-[A-Z]\d{11})\.db$/;

export function backupFolder(dataFolder: string): string {
  return join(dataFolder, 'backups');
}

/** The data files of a folder, by name. */
export function dataNames(dataFolder: string): readonly string[] {
  if (!statSync(dataFolder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(dataFolder).flatMap((file) => dataName.exec(file)?.[1] ?? []);
}

/** Until the system says that it is on disk: a file, or the names in a folder. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some systems flush no folders; the file itself was flushed before.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EISDIR')))
      throw error;
  } finally {
    closeSync(handle);
  }
}

/**
 * Page by page, while others write. A copy begins anew when somebody else's write reaches the file; after a few times of
 * that, all that is left is copied in one step.
 */
async function copyPages(from: string, to: string, tell: TellPages): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    let left = Number.POSITIVE_INFINITY;
    let begunAnew = 0;
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        if (remainingPages > left) begunAnew += 1;
        left = remainingPages;
        tell(totalPages - remainingPages, totalPages);
        return begunAnew > 2 ? totalPages + pagesAtOnce : pagesAtOnce;
      },
    });
  } finally {
    source.close();
  }
}

/** One file by itself, without a log beside it; undefined where it is sound. */
function finish(copy: string): string | undefined {
  const database = new Database(copy);
  try {
    database.pragma('journal_mode = DELETE');
    const found = String(database.pragma('quick_check(1)', { simple: true }));
    return found === 'ok' ? undefined : found;
  } finally {
    database.close();
  }
}

function removeOld(folder: string, name: string): void {
  const ofName = readdirSync(folder).filter((file) => new RegExp(`^${name}-\\d{4}-\\d{2}-\\d{2}\\.db$`).test(file));
  for (const file of ofName.sort().slice(0, -keptBackups)) rmSync(join(folder, file), { force: true });
}

async function backUpOne(
  folder: string,
  from: string,
  name: string,
  day: CalendarDate,
  tell: TellPages,
): Promise<string> {
  const whole = join(folder, `${name}-${day}.db`);
  const partial = `${whole}.partial`;
  for (const left of ['', '-wal', '-shm', '-journal']) rmSync(partial + left, { force: true });
  closeSync(openSync(partial, 'wx', 0o600));
  await copyPages(from, partial, tell);
  const damage = finish(partial);
  if (damage !== undefined) throw new Error(`${from}: ${damage}`);
  flush(partial);
  renameSync(partial, whole);
  flush(folder);
  removeOld(folder, name);
  return whole;
}

function whyNot(error: unknown): Text {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    zh: `备份没有完成（${cause}）：请检查磁盘空间和目录权限；原数据没有改变`,
    en: `The backup was not completed (${cause}): check disk space and permissions; the data itself is unchanged`,
  };
}

/** Answers where the copies lie. On failure no half copy stays under a copy's name. */
export async function backUp(
  { dataFolder, names, day }: BackupOptions,
  tell: TellPages,
): Promise<Result<readonly string[], Text>> {
  const folder = backupFolder(dataFolder);
  const written: string[] = [];
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    for (const name of names) written.push(await backUpOne(folder, join(dataFolder, `${name}.db`), name, day, tell));
    return ok(written);
  } catch (error) {
    return failure(whyNot(error));
  }
}
