// A disk that fails at the sync of a commit, made to by strace on the real `center serve`: nobody is told that nothing was
// changed, and whatever then stands, the message is done once (3-protocol, What must always hold). Needs strace.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCity } from '../center/counter.ts';
import { envelopeOf } from '../center/envelope.ts';
import { cityHospital, smallCity } from '../center/small-city.ts';
import { centerFile } from '../hospital/town.ts';
import { businessDay, post } from '../server/served.ts';
import { launcher } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';

const signInOf = (serial: string) => {
  const msgid = `${cityHospital.code}${'20110815090000'}${serial}`;
  return JSON.stringify(envelopeOf('9001', { signIn: { opter_no: '0003', mac: '', ip: '' } }, msgid));
};
const signIn = signInOf('0001');
const another = signInOf('0002');

interface Said {
  readonly infcode: number;
  readonly err_msg: string;
  readonly sim_undecided?: string;
}

interface Traced {
  readonly say: (message?: string) => Promise<Said>;
  /** kill -9, as a power cut would; answers how often it had synced. */
  readonly kill: () => Promise<number>;
}

/** `center serve` under strace. `fails`: which of its syncs answers an error, counted from 1. */
async function serveTraced(data: string, fails?: number): Promise<Traced> {
  const log = join(temporaryFolder(), 'syncs');
  const inject = fails === undefined ? [] : ['-e', `inject=fsync:error=EIO:when=${fails}`];
  const traced = ['-f', '-qq', '-o', log, '-e', 'trace=fsync', ...inject, process.execPath, launcher];
  const served = ['center', 'serve', '--date', businessDay, '--data', data, '--port', '0', '--json'];
  // A group of its own: strace and whom it traces are killed together.
  const child: ChildProcessWithoutNullStreams = spawn('strace', [...traced, ...served], { detached: true });
  const closed = once(child, 'close');
  const end = async () => {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (child.pid !== undefined && !isOver) process.kill(-child.pid, 'SIGKILL');
    await closed;
  };
  onTestFinished(end);
  const kill = async () => {
    await end();
    return [...readFileSync(log, 'utf8').matchAll(/fsync\(/g)].length;
  };
  const ready = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const { url } = JSON.parse(String(ready.value)) as { readonly url: string };
  return { kill, say: async (message = signIn) => JSON.parse((await post(url, message)).text) };
}

function founded(): string {
  const data = temporaryFolder();
  openCity({ file: centerFile(data), seed: smallCity() }).close();
  return data;
}

function signIns(data: string): unknown {
  const file = new Sqlite(centerFile(data), { readonly: true });
  try {
    return file.prepare('SELECT count(*) FROM sign_in').pluck().get();
  } finally {
    file.close();
  }
}

describe('a sync that fails at a commit', () => {
  it('is answered as undecided; sent again the message is done, once, and stands after kill -9', async () => {
    const before = await (await serveTraced(founded())).kill();
    const data = founded();
    const center = await serveTraced(data, before + 1);
    const doubtful = await center.say();
    expect(doubtful).toMatchObject({
      infcode: -1,
      sim_undecided: '1',
      err_msg: expect.stringMatching(/not known.*disk I\/O error/),
    });
    expect(await center.say()).toMatchObject({ infcode: 0 });
    await center.kill();
    const restarted = await serveTraced(data);
    expect(await restarted.say()).toMatchObject({ infcode: 0 });
    await restarted.kill();
    expect(signIns(data)).toBe(1);
  });

  it('killed before anything is decided: whether it stands or not, the message is done once', async () => {
    const before = await (await serveTraced(founded())).kill();
    const data = founded();
    const center = await serveTraced(data, before + 1);
    expect(await center.say()).toMatchObject({ infcode: -1, sim_undecided: '1' });
    await center.kill();
    const restarted = await serveTraced(data);
    expect(await restarted.say()).toMatchObject({ infcode: 0 });
    await restarted.kill();
    expect(signIns(data)).toBe(1);
  });
});

describe('a sync that fails at a commit of one of two centers on one file', () => {
  async function inDoubtBesideAnother() {
    const before = await (await serveTraced(founded())).kill();
    const data = founded();
    const doubtful = await serveTraced(data, before + 1);
    const other = await serveTraced(data);
    expect(await doubtful.say()).toMatchObject({ infcode: -1, sim_undecided: '1' });
    return { data, doubtful, other };
  }

  it('asked again of the other, and of both: done once, with one answer, and stands after kill -9 of both', async () => {
    const { data, doubtful, other } = await inDoubtBesideAnother();
    const answer = await other.say();
    expect(answer).toMatchObject({ infcode: 0 });
    expect(await doubtful.say()).toEqual(answer);
    await Promise.all([doubtful.kill(), other.kill()]);
    expect(signIns(data)).toBe(1);
  });

  it('is decided by the next commit of the other: after kill -9 of both it is not there, and what the other did is', async () => {
    const { data, doubtful, other } = await inDoubtBesideAnother();
    expect(await other.say(another)).toMatchObject({ infcode: 0 });
    await Promise.all([doubtful.kill(), other.kill()]);
    const restarted = await serveTraced(data);
    expect(signIns(data)).toBe(1);
    expect(await restarted.say()).toMatchObject({ infcode: 0 });
    await restarted.kill();
    expect(signIns(data)).toBe(2);
  });
});
