// `center serve` as a process that kills itself with SIGKILL before or after one commit of its database, as a power cut would.
// Forked by a test, which tells it what to serve; it is the center's own code but for the hand on its transactions.

import { openCenter } from '../../src/center/center.ts';
import { type ServedCenter, serveCenter } from '../../src/center/server/serve-center.ts';
import { type Database, openDatabase } from '../../src/center/store/database.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { walkingClock } from '../hospital/town.ts';

export interface Orders {
  readonly file: string;
  readonly clockFrom: string;
  /** Undefined: it lives. */
  readonly death: { readonly moment: 'before' | 'after'; readonly commit: number } | undefined;
}

export type Told =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'serves'; readonly url: string }
  /** What each commit was of: the transactions of its messages. */
  | { readonly kind: 'commits'; readonly of: readonly string[] };

const tell = (told: Told) => process.send?.(told);

function must<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Sees every commit of messages: once all is written but nothing committed, and once it is durable. */
function watched(database: Database, seen: (moment: 'before' | 'after') => void): Database {
  const honest = database.prepare.bind(database);
  const prepare = (sql: string) => {
    const statement = honest(sql);
    if (sql !== 'COMMIT') return statement;
    const run = statement.run.bind(statement);
    return Object.assign(statement, {
      run() {
        seen('before');
        const result = run();
        seen('after');
        return result;
      },
    });
  };
  return Object.assign(database, { prepare });
}

const pack = must(loadPack('tianjin-2011'));
let close: () => Promise<void> = async () => {};
let commits: string[] = [];

async function serve({ file, clockFrom, death }: Orders): Promise<ServedCenter> {
  await close();
  commits = [];
  let count = 0;
  let arrived: string[] = [];
  let isOpen = false;
  const seen = (moment: 'before' | 'after') => {
    if (!isOpen) return;
    if (moment === 'before') {
      count += 1;
      commits.push(arrived.join(' '));
    }
    if (death?.moment === moment && death.commit === count) process.kill(process.pid, 'SIGKILL');
  };
  const openFile: typeof openDatabase = (path) => {
    const opened = openDatabase(path);
    return opened.ok ? { ok: true, value: watched(opened.value, seen) } : opened;
  };
  const seed = () => {
    throw new Error('the city is founded before');
  };
  const clock = walkingClock(clockFrom);
  const center = must(openCenter({ file, clock, pack, seed, openFile }));
  isOpen = true;
  const handleTogether = (requests: readonly string[]) => {
    arrived = requests.map((request) => /"infno":"([^"]*)"/.exec(request)?.[1] ?? '?');
    return center.handleTogether(requests);
  };
  const elapsed = () => systemSchedule.now();
  const served = must(
    await serveCenter({ center: { ...center, handleTogether }, clock, elapsed, host: '127.0.0.1', port: 0 }),
  );
  close = async () => {
    await served.close();
    center.close();
  };
  return served;
}

process.on('message', (message: Orders | 'commits') => {
  if (message === 'commits') tell({ kind: 'commits', of: commits });
  else void serve(message).then(({ url }) => tell({ kind: 'serves', url }));
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'loaded' });
