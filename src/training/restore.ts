// Puts a backup in the place of a data file: judged and brought to this version as a copy first, then swapped in one step,
// while nobody holds the file. The file that it replaces is kept aside; what fails leaves everything as it was.

import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { contradictionsIn as centerContradictions } from '../center/store/contradictions.ts';
import { openDatabase } from '../center/store/database.ts';
import { compactTimestamp, type Timestamp } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { contradictionsIn as hospitalContradictions } from '../hospital/store/contradictions.ts';
import { carryService, inServiceSince } from '../hospital/store/file-use.ts';
import { openFile } from '../hospital/store/open-file.ts';
import { backupFolder, flush } from './backup.ts';
import { carryNumbers, type GivenNumbers, goBeyond, readNumbers } from './given-numbers.ts';

/** `input`: it is no backup, or none of this file. `held`: a counter has the file open. `data`: it is one, and not sound. */
export interface RestoreProblem {
  readonly kind: 'input' | 'held' | 'data';
  readonly cause: Text;
  readonly remedy: Text;
}

export interface Restored {
  /** The data file that is now what the backup was. */
  readonly file: string;
  /** Where the file that stood there is kept; undefined where there was none. */
  readonly aside: string | undefined;
}

const same = (text: string): Text => ({ zh: text, en: text });
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function problem(kind: RestoreProblem['kind'], cause: Text, remedy: Text): Result<never, RestoreProblem> {
  return failure({ kind, cause, remedy });
}

const takeAnother: Text = { zh: '请另选一份备份；原数据没有改变', en: 'choose another backup; the data is unchanged' };

/** <name>-<yyyy-MM-dd>.db, as backup.ts writes it; <name>-version-<n>.db, as a migration leaves it. */
const backupName = /^(center|hospital-([A-Z]\d{11}))-(?:\d{4}-\d{2}-\d{2}|version-\d+)\.db$/;

/** The laws of the copy, which is of this version already. */
function judgeCenter(copy: string): string | undefined {
  const opened = openDatabase(copy, 'no-copy');
  if (!opened.ok) return opened.error.cause.en;
  try {
    const [broken] = centerContradictions(opened.value);
    return broken && `${broken.law}: ${broken.row}`;
  } finally {
    opened.value.close();
  }
}

function judgeHospital(copy: string, code: string): string | undefined {
  const opened = openFile(copy, 'no-copy');
  if (!opened.ok) return opened.error.cause;
  const db = opened.value;
  try {
    const foreign = db.prepare('SELECT msgid FROM intents WHERE substr(msgid, 1, 12) <> ? LIMIT 1').pluck().get(code);
    if (foreign !== undefined) return `${String(foreign)} is not a message of ${code}`;
    const [broken] = hospitalContradictions(db);
    return broken && `${broken.law}: ${broken.row}`;
  } finally {
    db.close();
  }
}

/** `free`: nobody else has it, and nobody gets it until it is let go. `broken`: no database can hold it. */
type Hold =
  | { readonly at: 'free'; readonly database: Database.Database }
  | { readonly at: 'held' }
  | { readonly at: 'broken' };

/**
 * A file in WAL mode changes to another mode only for the last who has it open; so this finds everybody, also who only
 * looks. It leaves the file whole by itself, without a log beside it.
 */
function holdAlone(file: string): Hold {
  const database = new Database(file, { timeout: 0 });
  try {
    if (database.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') {
      database.close();
      return { at: 'held' };
    }
    database.exec('BEGIN EXCLUSIVE');
    return { at: 'free', database };
  } catch (error) {
    database.close();
    if (!(error instanceof SqliteError)) throw error;
    return { at: /BUSY|LOCKED/.test(error.code) ? 'held' : 'broken' };
  }
}

function keepAside(file: string, dataFolder: string, now: Timestamp): string {
  const folder = backupFolder(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = join(folder, `${basename(file, '.db')}-replaced-${compactTimestamp(now)}.db`);
  try {
    // The same file under a second name: nothing is moved before the backup stands in its place.
    linkSync(file, aside);
  } catch {
    copyFileSync(file, aside);
    flush(aside);
  }
  for (const beside of ['-wal', '-shm']) if (existsSync(file + beside)) renameSync(file + beside, aside + beside);
  return aside;
}

function removeCopy(copy: string): void {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(copy + part, { force: true });
}

interface Swap {
  readonly copy: string;
  readonly file: string;
  readonly dataFolder: string;
  readonly now: Timestamp;
}

/** What outlives a restore. */
interface Kept {
  readonly numbers: GivenNumbers;
  readonly inService: Timestamp | undefined;
}

/** Undefined: it is too damaged to say. */
function keptOf(database: Database.Database): Kept | undefined {
  try {
    return { numbers: readNumbers(database), inService: inServiceSince(database) };
  } catch (error) {
    if (error instanceof SqliteError) return undefined;
    throw error;
  }
}

/** Where patients were served, they still are: a backup of before the first sign-in would be practised on. */
function carriesService(copy: string, since: Timestamp): boolean {
  const database = new Database(copy);
  try {
    return carryService(database, since);
  } finally {
    database.close();
  }
}

/** The file that stands there goes aside, and the copy takes its name: one rename, whole or not at all. */
function swap({ copy, file, dataFolder, now }: Swap): Result<Restored, RestoreProblem> {
  const hold: Hold | undefined = existsSync(file) ? holdAlone(file) : undefined;
  if (hold?.at === 'held') {
    return problem(
      'held',
      { zh: `${file} 正被收费窗口或中心使用`, en: `${file} is open in a counter or a center` },
      { zh: '请先关闭所有窗口和中心，再恢复', en: 'close every counter and the center first' },
    );
  }
  try {
    const kept = hold?.at === 'free' ? keptOf(hold.database) : undefined;
    if (kept?.inService !== undefined && !carriesService(copy, kept.inService)) {
      return problem(
        'input',
        {
          zh: `${file} 是正式业务的账，备份里是练习`,
          en: `${file} has the books of patients, the backup practised visits`,
        },
        takeAnother,
      );
    }
    // Numbers that were given out after the backup are not given out again.
    if (kept) carryNumbers(copy, kept.numbers);
    else goBeyond(copy);
    flush(copy);
    const aside = hold && keepAside(file, dataFolder, now);
    renameSync(copy, file);
    flush(dataFolder);
    return ok({ file, aside });
  } finally {
    if (hold?.at === 'free') hold.database.close();
  }
}

/** Restores one backup into a data folder. */
export function restore(backup: string, dataFolder: string, now: Timestamp): Result<Restored, RestoreProblem> {
  const [, name, code] = backupName.exec(basename(backup)) ?? [];
  const isThere = existsSync(backup);
  if (name === undefined || !isThere) {
    return problem(
      'input',
      isThere
        ? { zh: `${backup} 不是备份文件`, en: `${backup} is no backup` }
        : { zh: `没有 ${backup} 这个文件`, en: `there is no file ${backup}` },
      {
        zh: '备份在数据目录的 backups 中，名为 center-日期.db、hospital-编码-日期.db，或以 version-版本号 代替日期',
        en: 'backups lie in backups/ of the data folder, named center-DATE.db, hospital-CODE-DATE.db, or version-N for DATE',
      },
    );
  }
  const copy = join(dataFolder, `.${name}.restoring`);
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    removeCopy(copy);
    copyFileSync(backup, copy);
    chmodSync(copy, 0o600);
    const wrong = code === undefined ? judgeCenter(copy) : judgeHospital(copy, code);
    if (wrong !== undefined) return problem('data', same(wrong), takeAnother);
    return swap({ copy, file: join(dataFolder, `${name}.db`), dataFolder, now });
  } catch (error) {
    return problem('data', same(messageOf(error)), takeAnother);
  } finally {
    removeCopy(copy);
  }
}
