// The center's process is killed (SIGKILL) while it settles: whatever it had answered is there when it is opened again,
// and what it had not answered is either whole or absent.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Counter, openCity } from './counter.ts';
import { cityHospital, tcmHospital, townHospital, worker } from './small-city.ts';

const hospitals = [cityHospital, tcmHospital, townHospital];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'center-killed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a counter that writes a line for every answered settlement; kills it after so many lines. Answers the lines. */
function runAndKill(file: string, name: number, afterLines: number): Promise<readonly string[]> {
  const script = fileURLToPath(new URL('./counter-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file, String(name), '100000', 'report']);
  let out = '';
  child.stdout.on('data', (bytes) => {
    out += String(bytes);
    if (out.split('\n').length > afterLines) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve(out.split('\n').slice(0, -1))));
}

test('nothing that was answered is lost, in any of three kills (3-protocol, What must always hold)', async () => {
  const file = join(folder, 'killed.db');
  const answered: string[] = [];
  for (const [round, lines] of [3, 8, 14].entries()) {
    answered.push(...(await runAndKill(file, round + 1, lines)));
    const center = openCity({ file });
    expect(center.inspection.contradictions()).toEqual([]);
    const known = new Map(center.inspection.settlements(worker.psnNo).map((row) => [row.msgid, row.state]));
    for (const line of answered) {
      const [msgid = '', state] = line.split(' ');
      if (state === 'confirmed') expect(known.get(msgid)).toBe('confirmed');
      else expect(known.has(msgid)).toBe(true);
    }
    // The one that was cut off, if there is one, is reversed by its hospital, so that the next counter can go on.
    const open = center.inspection.settlements(worker.psnNo).find((row) => row.state === 'unconfirmed');
    if (open?.msgid) {
      const hospital = hospitals.find(({ code }) => code === open.hospitalCode);
      const counter = new Counter(center, hospital, () => '2011-08-15 09:00:09');
      counter.must(counter.reverse(worker, open.msgid));
    }
    center.close();
  }
  expect(answered.length).toBeGreaterThan(20);
});
