// What must never be written: a PIN or a password, in any byte of any file; a whole identity or card number, in any output
// that was not asked for one. The digits looked for are such that chance is excluded.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCity } from '../../src/center/city-fixtures.ts';
import { keepReceipt, printedLines } from '../../src/training/print.ts';
import { consult, pay, register } from '../hospital/steps.ts';
import { businessDay, centerFile, openTownCenter, openWindow, pocketCard } from '../hospital/town.ts';
import { top } from '../support/paths.ts';
import { runProgram } from '../support/program.ts';

const pin = '938471';
const wrongPin = '740926';
const passwords = ['q7-8264915x', 'jade~5719380', 'nobody-knows-3358'];

let folder: string;
/** Every byte of every file, as it lay there while the counter was open and after it was closed. */
const bytes: string[] = [];

function readAll(): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) bytes.push(readFileSync(path, 'latin1'));
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  const center = openTownCenter(centerFile(folder));
  const window = openWindow({ center, folder });
  const card = { ...pocketCard('wang-xiulan'), pin };
  const [mine, supervisors, wrong] = passwords;
  const given = { input: `10011001\n${mine}\n${mine}\n` };
  const own = await runProgram(['operator', 'password', '1001', '--data', folder, '--date', businessDay], given);
  const forSupervisor = { input: `10081008\n${supervisors}\n${supervisors}\n` };
  const theirs = await runProgram(
    ['operator', 'password', '1008', '--data', folder, '--date', businessDay],
    forSupervisor,
  );
  expect([own.code, theirs.code]).toEqual([0, 0]);
  window.desk.lock();
  window.desk.signIn('1001', wrong ?? '');
  expect(window.desk.snapshot().attended.at).toBe('locked');
  // The clock walks on past the pause.
  expect(window.desk.signIn('1001', mine ?? '').ok).toBe(true);
  await window.insert(card);
  await window.act({ kind: 'pin-entered', pin: wrongPin });
  await window.act({ kind: 'step-chosen', step: 'end-visit' });
  await window.remove();
  await register(window, card);
  await consult(window);
  const { visit } = await pay(window, card);
  expect(window.desk.approve('refund', '1008', supervisors ?? '').ok).toBe(true);
  if (visit.at === 'paid' && visit.ticket.stage.at === 'paid') {
    const printed = { ticket: visit.ticket, tendered: visit.ticket.stage.tendered };
    keepReceipt(folder, printed, printedLines(window.desk.place, printed));
  }
  readAll();
  await window.close();
  center.close();
  readAll();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('after a visit with PIN and passwords', () => {
  it.each([pin, wrongPin, ...passwords, '8264915', '5719380'])('%s is in no byte of any file', (secret) => {
    expect(bytes.length).toBeGreaterThan(5);
    expect(bytes.filter((text) => text.includes(secret))).toEqual([]);
  });
});

describe('no output tells a whole identity or card number that was not asked for', () => {
  const city = loadCity(businessDay);
  const numbers = city.ok
    ? [
        ...city.value.seed.people.map(({ idNumber }) => idNumber),
        ...city.value.cards.flatMap(({ number, identification }) => [number, identification]),
      ]
    : [];

  it.each([
    ['audit show'],
    ['audit show --json'],
    ['audit verify --json'],
    ['doctor --json'],
    ['operator list --json'],
    ['reconcile --json'],
    ['ledger 王秀兰'],
    ['backup --json'],
    ['cards'],
    ['cards --json'],
    ['prompts --json'],
    [`run ${join(top, 'fixtures/scenarios/ordinary-visit.yaml')} --json`],
    [`run ${join(top, 'fixtures/scenarios/id-card-visit.yaml')}`],
  ])('%s', async (line) => {
    const own = line.startsWith('run') ? [] : ['--data', folder, '--date', businessDay];
    const { stdout, stderr } = await runProgram([...line.split(' '), ...own]);
    expect(stdout.length).toBeGreaterThan(0);
    expect(numbers.filter((number) => `${stdout}${stderr}`.includes(number))).toEqual([]);
  });
});

describe('every file and every folder, backups and receipts with them', () => {
  it('is its owner’s alone', () => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const mode = statSync(join(folder, name)).mode & 0o777;
      expect([name, (mode & 0o077).toString(8)]).toEqual([name, '0']);
    }
  });
});
