// The trace of a settlement: every value that could have counted, the line on which it stands, the amount from step to step.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { settle } from '../../src/policy/settle.ts';
import { packNamed, plainBill } from './packs.ts';

describe('the trace', () => {
  const traced = settle(packNamed('tianjin-2011'), plainBill, { trace: true }).trace!;

  test('names every value that any benefit of the pack could use, applied or not', () => {
    const keys = new Set(traced.filter(({ rule }) => rule === 'value').map(({ at, since }) => `${at.key} ${since}`));
    const pack = packNamed('tianjin-2011');
    for (const benefit of pack.benefits) {
      if (benefit.kind === 'granted') {
        for (const { rule, at, since } of benefit.inner)
          if (rule === 'value') expect(keys).toContain(`${at.key} ${since}`);
      }
    }
  });

  test('points to the line on which the value stands', () => {
    const rulesOf = (file: string) => readFileSync(join(rulesFolder(), file), 'utf8').split('\n');
    const values = traced.filter(({ rule }) => rule === 'value');
    expect(values.length).toBeGreaterThan(20);
    for (const { at, value } of values) expect(rulesOf(at.file)[at.line - 1]).toContain(value);
  });

  test('exactly one value of each parameter in use applied', () => {
    const applied = traced.filter(({ rule, applied: yes }) => rule === 'value' && yes).map(({ at }) => at.key);
    expect(applied).toEqual([
      'employee-outpatient.deductible[3]',
      'employee-outpatient.limit[1]',
      'limit.on[1]',
      'employee-outpatient.rate[3]',
    ]);
  });

  test('carries the amounts from one step to the next: 1 000 in scope, 200 above the deductible, 70 left', () => {
    const steps = traced.filter(({ rule, at }) => rule === 'step' && at.key.startsWith('employee-outpatient.'));
    expect(steps.map(({ before, after }) => [before, after])).toEqual([
      [100_000, 20_000],
      [20_000, 20_000],
      [20_000, 7_000],
      [20_000, 20_000],
    ]);
  });
});
