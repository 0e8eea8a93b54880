// `yibao-pos refund` as a process over the files of a city (8-cli): trial, refusal, a second person's password, JSON.

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

const refund = (args: readonly string[], input = '') =>
  runProgram(['refund', '--data', folder, '--date', '2011-08-15', ...args], { input });

describe('yibao-pos refund', () => {
  it('tries, refuses, asks a second person, gives back once, and keeps no password anywhere', async () => {
    const tried = await refund([ticket, '--line', '1=1', '--trial', '--json']);
    expect(tried).toMatchObject({ code: 0 });
    expect(JSON.parse(tried.stdout)).toMatchObject({ state: 'trial', back: { total: '12.60' }, receipt: null });

    const noDrug = await refund([ticket, '--line', '2']);
    expect(noDrug).toMatchObject({ code: 3, stdout: expect.stringContaining('只退药品') });
    expect(await refund([ticket, '--line', '1=5'])).toMatchObject({ code: 2, stdout: '' });

    const own = await refund([ticket, '--approver', '1001'], '10011001\n');
    expect(own).toMatchObject({ code: 3, stdout: '' });
    const done = await refund([ticket, '--approver', '1008', '--json'], '10081008\n');
    expect(done).toMatchObject({ code: 0 });
    expect(JSON.parse(done.stdout)).toMatchObject({
      state: 'refunded',
      returned: [{ quantity: '2', amount: '25.20' }],
      back: { total: '25.20' },
      kept: { total: '40.00' },
      approved_by: '1008',
    });
    const again = await refund([ticket, '--approver', '1008', '--lang', 'en'], '10081008\n');
    expect(again).toMatchObject({ code: 3, stdout: 'this ticket has no drugs that could be given back\n' });

    for (const name of readdirSync(folder)) {
      if (name.endsWith('.db')) expect(readFileSync(join(folder, name)).includes('10081008'), name).toBe(false);
    }
  });
});
