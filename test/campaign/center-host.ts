// The real center in the run: it can be stopped, started again on its file, and run out of disk. It notes whom each message
// was about, so that after every step the right people's accounts are looked at.

import type Sqlite from 'better-sqlite3';
import { type EmbeddedCenter, openCenter } from '../../src/center/center.ts';
import { openDatabase } from '../../src/center/store/database.ts';
import type { Clock } from '../../src/domain/date.ts';
import type { CampaignCity } from './city.ts';
import type { FaultCounts } from './faults.ts';

export interface CenterHost {
  readonly file: string;
  /** The answer, durably behind it; undefined: nobody is there. */
  handle(request: string): string | undefined;
  /** Another number after every start: a connection does not outlive the program it was made to. */
  life(): number;
  stop(): void;
  start(): void;
  /** From now on the file takes no more pages; false: it does again. */
  fillDisk(full: boolean): void;
  /** Whom messages that may change something were about since the last call. */
  touched(): ReadonlySet<string>;
  readonly inspection: EmbeddedCenter['inspection'];
}

const person = /"psn_no":"([^"]*)"/;
/** Questions change nothing; the laws over all tables would tell if they did. */
const question = /"infno":"(9001|1101|2001|2206A|5203|5206|5301|3201|3202)"/;
const plenty = 1_073_741_823;

export function hostCenter(
  file: string,
  clock: Clock,
  { pack, review }: Pick<CampaignCity, 'pack' | 'review'>,
  counts: FaultCounts,
): CenterHost {
  let database: Sqlite.Database | undefined;
  let center: EmbeddedCenter | undefined;
  let life = 0;
  let touched = new Set<string>();

  function start(): void {
    if (center) return;
    const openFile = (path: string) => {
      const opened = openDatabase(path);
      if (opened.ok) database = opened.value;
      return opened;
    };
    const opened = openCenter({ file, clock, pack, review, openFile, seed: unfounded });
    if (!opened.ok) throw new Error(`the center does not open: ${JSON.stringify(opened.error)}`);
    center = opened.value;
    life += 1;
  }
  function running(): EmbeddedCenter {
    if (!center) throw new Error('the center is not running');
    return center;
  }
  start();
  return {
    file,
    handle(request) {
      if (!center) return undefined;
      const answer = center.handle(request);
      const about = person.exec(request)?.[1];
      if (about !== undefined && !question.test(request)) touched.add(about);
      if (answer.includes('database or disk is full')) counts['center-disk-full'] += 1;
      return answer;
    },
    life: () => (center ? life : 0),
    stop() {
      center?.close();
      center = undefined;
    },
    start,
    fillDisk(full) {
      // Started again, it has the disk as it finds it.
      if (!center || !database) return;
      const pages = full ? Number(database.pragma('page_count', { simple: true })) : plenty;
      database.pragma(`max_page_count = ${pages}`);
    },
    touched() {
      const now = touched;
      touched = new Set();
      return now;
    },
    get inspection() {
      return running().inspection;
    },
  };
}

function unfounded(): never {
  throw new Error('the city is founded before the run');
}
