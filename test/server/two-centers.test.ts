// Two `center serve` on one data folder, as real processes: at one port the second is refused at the door; at two ports they
// are one center (3-protocol, What must always hold). A commit in doubt beside another center is in test/system.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCity } from '../center/counter.ts';
import { envelopeOf } from '../center/envelope.ts';
import { cityHospital, smallCity } from '../center/small-city.ts';
import { centerFile } from '../hospital/town.ts';
import { runProgram, startProgram, temporaryFolder } from '../support/program.ts';
import { businessDay, expectOneLedger, post, serve } from './served.ts';

function foundedFolder(): string {
  const data = temporaryFolder();
  openCity({ file: centerFile(data), seed: smallCity() }).close();
  return data;
}

test('a second one at the same port: exit 2, whose port it is not and what to do; the first goes on', async () => {
  const data = foundedFolder();
  const first = await serve({ data });
  const args = ['center', 'serve', '--date', businessDay, '--data', data, '--port', String(first.port), '--lang', 'en'];
  const second = await runProgram(args);
  expect(second).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(`127.0.0.1:${first.port} is taken`),
  });
  expect(second.stderr).toContain('--port');
  const health = await fetch(`${first.url}/healthz`);
  expect(await health.json()).toMatchObject({ status: 'ok' });
  expect(await first.end()).toBe(0);
});

test('started at once on an empty folder, both found one city', async () => {
  const data = temporaryFolder();
  const both = await Promise.all([serve({ data }), serve({ data })]);
  const healths = await Promise.all(both.map(async ({ url }) => (await fetch(`${url}/healthz`)).json()));
  expect(healths[0]).toEqual(healths[1]);
  expect(existsSync(centerFile(data))).toBe(true);
  expect(await Promise.all(both.map((each) => each.end()))).toEqual([0, 0]);
  const center = openCity({ file: centerFile(data) });
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
});

test('one person at two hospitals, each at a center of its own, in one second: one ledger, the deductible taken once', async () => {
  const data = foundedFolder();
  const centers = await Promise.all([serve({ data }), serve({ data })]);
  const hospitals = centers.map(({ url }, at) =>
    startProgram([url, at === 0 ? '0001' : '0002', '600.00'], {
      script: join(import.meta.dirname, 'charging-hospital.ts'),
    }),
  );
  expect(await Promise.all(hospitals.map((each) => each.line()))).toEqual(['ready', 'ready']);
  for (const hospital of hospitals) hospital.say('go');
  const settled = (await Promise.all(hospitals.map((each) => each.line()))).map((line) => JSON.parse(line));
  expect(await Promise.all(centers.map((each) => each.end()))).toEqual([0, 0]);
  expectOneLedger(data, settled);
});

test('one message sent to both at once, many times over: done once, and every answer is the first one', async () => {
  const data = foundedFolder();
  const centers = await Promise.all([serve({ data }), serve({ data })]);
  const messages = Array.from({ length: 20 }, (_, at) => {
    const msgid = `${cityHospital.code}20110815090000${String(at + 1).padStart(4, '0')}`;
    return JSON.stringify(envelopeOf('9001', { signIn: { opter_no: '0003', mac: '', ip: '' } }, msgid));
  });
  const numbers = new Set<string>();
  for (const message of messages) {
    const answers = await Promise.all([...centers, ...centers].map(({ url }) => post(url, message)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    numbers.add(JSON.parse(answers[0]?.text ?? '').output.signinoutb.sign_no);
  }
  expect(numbers.size).toBe(messages.length);
  for (const center of centers) await center.end('SIGKILL');
  const center = openCity({ file: centerFile(data) });
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
});
