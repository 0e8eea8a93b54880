// The insurance center (医保中心): encoded messages in, one encoded answer each out, over one SQLite file.
// It opens the file, founds the city where it is new, and keeps its clock. What a message does is in transactions/.

import type { CalendarDate, Clock } from '../domain/date.ts';
import { dateOfTimestamp } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { Pack } from '../policy/pack.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { loadReview } from '../policy/review/load-review.ts';
import type { ReviewRules } from '../policy/review/rule.ts';
import { cityClockIn } from './city-clock.ts';
import type { CitySeed } from './city-seed.ts';
import { exchangeOver, type Handled } from './exchange.ts';
import { found, isFounded, isSeedFault, seedFor } from './founding.ts';
import { groupCommitOver } from './group-commit.ts';
import { type Inspection, inspectionOver } from './inspect.ts';
import { type CenterOpenProblem, earlierDate, notDurable, unusableFile, unusableSeed } from './problem.ts';
import { auditIn, beginAudit } from './store/audit.ts';
import { type Database, immediately, isDurable, openDatabase, SqliteError } from './store/database.ts';
import { storeIn } from './store/store.ts';
import { refused, undecided } from './transactions/transaction.ts';

export type { Handled } from './exchange.ts';
export type { CenterOpenProblem } from './problem.ts';

export interface Center {
  /** Answers one request (3-protocol). Never throws; a message that cannot be read is refused and changes nothing. */
  handle(request: string): string;
  close(): void;
  readonly foundedOn: CalendarDate;
}

/** A center in this process: besides answering messages it can be looked into and mended (inspect.ts). */
export interface EmbeddedCenter extends Center {
  /** Answers messages that came together in one commit; each is answered as if it had come alone, in this order. */
  handleTogether(requests: readonly string[]): readonly Handled[];
  /** The answer to what did not become a message, in the center's own form. It changes nothing. */
  refuse(field: string, reason: Text, finality?: Finality): string;
  readonly inspection: Inspection;
}

/** `undecided`: a copy of what was refused, or what it was before something happened to it, may yet be done. */
export type Finality = 'final' | 'undecided';

export interface CenterOptions {
  /** A path, or ':memory:' for a center that is forgotten when it closes. */
  readonly file: string;
  readonly clock: Clock;
  /** Asked only where the file is new; what it throws is told as a fault of the seed. */
  readonly seed: CitySeed | ((foundedOn: CalendarDate) => CitySeed);
  /** The rule pack, or how to get it, asked at the first message that needs it. Answers the same one each time. */
  readonly pack: Pack | (() => Pack);
  /** Another hand on the file than this machine's: a simulation lets the disk fail. */
  readonly openFile?: (file: string) => Result<Database, CenterOpenProblem>;
  /** The same of the rules of real-time review; absent: those that came with the program. */
  readonly review?: ReviewRules | (() => ReviewRules);
}

function packOf(pack: CenterOptions['pack']): Pack {
  return typeof pack === 'function' ? pack() : pack;
}

/** Read once, when the first message asks. Throws where they are broken, as a message's transaction is then undone. */
function reviewOf(review: CenterOptions['review']): () => ReviewRules {
  let read: ReviewRules | undefined;
  return () => {
    read ??= typeof review === 'function' ? review() : (review ?? ownReview());
    return read;
  };
}

function ownReview(): ReviewRules {
  const own = loadReview();
  if (own.ok) return own.value;
  throw new Error(own.error.map((problem) => problemText(problem, 'en')).join('; '));
}

/**
 * Founds the city once, whichever process comes first, and brings it to today. A seed from the future is refused before
 * anything is written. Throws where the seed contradicts itself.
 */
function foundOnce(
  database: Database,
  { seed, pack, clock }: CenterOptions,
  today: CalendarDate,
): CenterOpenProblem | undefined {
  return immediately(database, () => {
    if (!isFounded(database)) {
      const city = seedFor(seed, today);
      if (city.foundedOn > today) return earlierDate(today, city.foundedOn);
      found(database, city, () => storeIn(database), packOf(pack));
    }
    beginAudit(database, clock.now());
    return undefined;
  });
}

function onlyAnswer([handled]: readonly Handled[]): string {
  if (!handled) throw new Error('a message without an answer');
  return handled.answer;
}

function assemble(database: Database, options: CenterOptions): EmbeddedCenter {
  const store = storeIn(database);
  const cityClock = cityClockIn(database);
  const { pack, clock } = options;
  const audit = auditIn(database, store.telling);
  const rules = { pack: () => packOf(pack), review: reviewOf(options.review) };
  const now = () => clock.now();
  const exchange = exchangeOver({ store, audit, cityClock, ...rules, now });
  const handleTogether = groupCommitOver({ database, changes: audit.changes, exchange });
  return {
    handle: (request) => onlyAnswer(handleTogether([request])),
    handleTogether,
    refuse(field, { zh, en }, finality = 'final') {
      const refusal = refused(field, zh, en);
      return exchange.reject(finality === 'undecided' ? undecided(refusal) : refusal).answer;
    },
    close: () => void database.close(),
    foundedOn: cityClock.foundedOn(),
    inspection: inspectionOver({ database, store, audit, cityClock, now }),
  };
}

function start(database: Database, options: CenterOptions): Result<EmbeddedCenter, CenterOpenProblem> {
  const today = dateOfTimestamp(options.clock.now());
  try {
    const problem = foundOnce(database, options, today);
    if (problem) return failure(problem);
  } catch (error) {
    if (isSeedFault(error)) return failure(unusableSeed(error.message));
    throw error;
  }
  const reading = immediately(database, () => cityClockIn(database).advance(today));
  if (reading.at === 'earlier') return failure(earlierDate(today, reading.latest));
  if (!isDurable(database)) return failure(notDurable(options.file, database.pragma('synchronous', { simple: true })));
  return ok(assemble(database, options));
}

/**
 * Opens the center, founding it where the file is new. Refused as a value: a file that cannot be used, is another
 * program's, newer or damaged; a business date before the latest that the center has seen; a seed that is no city.
 */
export function openCenter(options: CenterOptions): Result<EmbeddedCenter, CenterOpenProblem> {
  const { openFile = openDatabase } = options;
  const opened = openFile(options.file);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const started = start(database, options);
    if (!started.ok) database.close();
    return started;
  } catch (error) {
    database.close();
    // Only what the file or the disk did is the file's fault; anything else is a bug, and stays one.
    if (!(error instanceof SqliteError)) throw error;
    return failure(unusableFile(options.file, error));
  }
}
