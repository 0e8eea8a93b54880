// `yibao-pos refund` as a process over the files of a city (8-cli): who asks proves it, trial, refusal, a second person's
// password, JSON.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payFor } from '../hospital/refunding.ts';
import { centerFile, openTownCenter, openWindow, pocketCard, walkingClock } from '../hospital/town.ts';
import { runProgram } from '../support/program.ts';

let folder: string;
let ticket: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'refund-'));
  const clock = walkingClock('2011-08-15 00:00:01');
  const center = openTownCenter(centerFile(folder), clock);
  const window = openWindow({ center, folder, clock });
  ticket = await payFor(window, pocketCard('wang-xiulan'), ['amxljn', 'xcg'], '2');
  await window.close();
  center.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const town = () => ['--data', folder, '--date', '2011-08-15'];
/** Asked by 李敏, unless `input` says the password of somebody else. */
const refund = (args: readonly string[], input = '10031003\n', operator = '1003') =>
  runProgram(['refund', ...town(), '--operator', operator, ...args], { input });

describe('the two persons of yibao-pos refund', () => {
  it('are each proven, and not the same: one supervisor gives nothing back alone', async () => {
    const alone = await refund([ticket, '--approver', '1008', '--lang', 'en'], '10081008\n10081008\n', '1008');
    expect(alone).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('cannot approve what they ask'),
    });
    const unproven = await refund([ticket, '--approver', '1008'], '10081008\n10081008\n', '1001');
    expect(unproven).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('密码不对') });
  });

  it('are named: without a number it is wrong usage, not a refusal of nobody', async () => {
    const nobody = await runProgram(['refund', ticket, ...town()]);
    expect(nobody).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--operator') });
    const alone = await refund([ticket]);
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--approver') });
  });

  it('outside practice need passwords of their own', async () => {
    const public_ = await refund([ticket, '--approver', '1008', '--no-practice'], '10031003\n10081008\n');
    expect(public_).toMatchObject({ code: 3, stderr: expect.stringContaining('yibao-pos operator password 1003') });
  });
});

describe('yibao-pos refund', () => {
  it('tries, refuses, asks a second person, gives back once, and keeps no password anywhere', async () => {
    const tried = await refund([ticket, '--line', '1=1', '--trial', '--json']);
    expect(tried).toMatchObject({ code: 0 });
    expect(JSON.parse(tried.stdout)).toMatchObject({ state: 'trial', back: { total: '12.60' }, receipt: null });

    const noDrug = await refund([ticket, '--line', '2']);
    expect(noDrug).toMatchObject({ code: 3, stdout: expect.stringContaining('只退药品') });
    expect(await refund([ticket, '--line', '1=5'])).toMatchObject({ code: 2, stdout: '' });

    const done = await refund([ticket, '--approver', '1008', '--password-fd', '0', '--json'], '10031003\n10081008\n');
    expect(done).toMatchObject({ code: 0 });
    expect(JSON.parse(done.stdout)).toMatchObject({
      state: 'refunded',
      returned: [{ quantity: '2', amount: '25.20' }],
      back: { total: '25.20' },
      kept: { total: '40.00' },
      approved_by: '1008',
    });
    const audit = await runProgram(['audit', 'show', ...town(), '--json']);
    const told = JSON.parse(audit.stdout) as readonly { event: string; operator: string }[];
    const by = (wanted: string) => new Set(told.filter(({ event }) => event === wanted).map((row) => row.operator));
    expect(by('2208')).toEqual(new Set(['1003']));
    expect(by('approved')).toEqual(new Set(['1008']));

    const again = await refund([ticket, '--lang', 'en']);
    expect(again).toMatchObject({ code: 3, stdout: 'this ticket has no drugs that could be given back\n' });

    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.db')) continue;
      for (const secret of ['10031003', '10081008'])
        expect(readFileSync(join(folder, name)).includes(secret), name).toBe(false);
    }
  });
});
