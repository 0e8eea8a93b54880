// Hospitals and center as real processes over HTTP (3-protocol, What must always hold): one ledger, nothing charged twice,
// whatever is cut or killed.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { openCity } from '../center/counter.ts';
import { smallCity } from '../center/small-city.ts';
import { centerFile, chineseMedicine, openTownCenter, people } from '../hospital/town.ts';
import { temporaryFolder } from '../support/program.ts';
import { expectOneLedger, fen, serve } from './served.ts';

interface Hospital {
  readonly child: ChildProcessWithoutNullStreams;
  /** The next line that it writes. */
  line(): Promise<string>;
  /** Tells it a line and answers the next that it writes. */
  // biome-ignore lint/suspicious/noExplicitAny: a picture as JSON, matched by the tests
  tell(command: string): Promise<any>;
}

function start(script: string, args: readonly string[]): Hospital {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const next = await lines.next();
    if (next.done) throw new Error(`${script} ended`);
    return next.value;
  };
  return {
    child,
    line,
    async tell(command) {
      child.stdin.write(`${command}\n`);
      return JSON.parse(await line());
    },
  };
}

test('two hospitals, one person, one second: one ledger, the deductible taken once, each fen accounted', async () => {
  const data = temporaryFolder();
  openCity({ file: centerFile(data), seed: smallCity() }).close();
  const served = await serve({ data });
  const hospitals = ['0001', '0002'].map((number) => start('charging-hospital.ts', [served.url, number, '600.00']));
  expect(await Promise.all(hospitals.map((each) => each.line()))).toEqual(['ready', 'ready']);
  const settled = await Promise.all(hospitals.map((each) => each.tell('go')));
  expect(await served.end()).toBe(0);

  for (const { medfee_sumamt, fund_pay_sumamt, acct_pay, psn_cash_pay } of settled) {
    expect(fen(fund_pay_sumamt) + fen(acct_pay) + fen(psn_cash_pay)).toBe(fen(medfee_sumamt));
  }
  expectOneLedger(data, settled);
});

/** A cable between a hospital and the center that can be cut once: after the center's answer to a transaction has left it. */
async function cable(port: number) {
  let cutAt: string | undefined;
  let cuts = 0;
  const server = createServer((client) => {
    const center = connect(port, '127.0.0.1');
    let doomed = false;
    client.on('error', () => {}).on('close', () => center.destroy());
    center.on('error', () => {}).on('close', () => client.destroy());
    client.on('data', (bytes) => {
      if (cutAt !== undefined && bytes.includes(`"infno":"${cutAt}"`)) doomed = true;
      center.write(bytes);
    });
    center.on('data', (bytes) => {
      if (!doomed) return void client.write(bytes);
      cutAt = undefined;
      cuts += 1;
      client.resetAndDestroy();
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter: (infno: string) => {
      cutAt = infno;
    },
    cuts: () => cuts,
  };
}

test('prompt 3 across processes: the line cut after the commit, shown elsewhere, reconciled, gone', async () => {
  const data = temporaryFolder();
  const served = await serve({ data });
  const line = await cable(served.port);
  const first = start('hospital-window.ts', [line.url, temporaryFolder(), people]);
  const other = start('hospital-window.ts', [served.url, temporaryFolder(), chineseMedicine]);
  await Promise.all([first.line(), other.line()]);

  await first.tell('identify');
  expect((await first.tell('choose')).at).toBe('trial-shown');
  line.cutAfter('2207A');
  const doubt = await first.tell('confirm');
  expect(doubt).toMatchObject({ at: 'in-doubt', inFlight: 1, center: 'down' });
  expect(line.cuts()).toBe(1);

  const barred = await other.tell('identify');
  const refused = barred.at === 'refused' ? barred : await other.tell('choose');
  expect(refused).toMatchObject({ at: 'refused', prompt: 'open-reconciliation' });
  expect(refused.text).toContain('海河市人民医院');

  expect(await first.tell('reconcile')).toMatchObject({ at: 'reconciled', outcomes: ['reversed'], inFlight: 0 });
  const again = await other.tell('retry');
  expect(again.at === 'choosing' ? await other.tell('choose') : again).toMatchObject({ at: 'trial-shown' });
  expect(await served.end()).toBe(0);
  const center = openTownCenter(centerFile(data), { now: () => '2011-08-15 23:59:59' as never });
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
});

test('the center killed with -9 in the middle of a visit and started again: the counter goes on', async () => {
  const data = temporaryFolder();
  const served = await serve({ data });
  const window = start('hospital-window.ts', [served.url, temporaryFolder(), people]);
  await window.line();
  await window.tell('identify');
  expect((await window.tell('choose')).at).toBe('trial-shown');
  await served.program.kill();
  expect(await window.tell('confirm')).toMatchObject({ at: 'refused', prompt: 'center-call-failed', center: 'down' });

  const again = await serve({ data, port: served.port });
  const tried = await window.tell('retry');
  if (tried.at === 'choosing') await window.tell('choose');
  const settled = await window.tell('confirm');
  expect(['registered', 'cash-due']).toContain(settled.at);
  expect(settled.center).toBe('up');
  const { outcomes, inFlight } = await window.tell('reconcile');
  expect([outcomes, inFlight]).toEqual([[], 0]);
  expect(await again.end()).toBe(0);
});
