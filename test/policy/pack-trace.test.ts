// The trace of a settlement: every value that could have counted, the line on which it stands, the amount from step to step.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/cli/settle-text.ts';
import { formatYuan } from '../../src/domain/money.ts';
import { billFromText } from '../../src/policy/bill-input.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { settle } from '../../src/policy/settle.ts';
import type { Settlement } from '../../src/policy/settlement.ts';
import { settlementDocument } from '../../src/policy/settlement-document.ts';
import { billFor } from './any-bill.ts';
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

/** Somebody in hardship, whose year has 5 000 of own burden, and a stay that leaves 50 000 more. */
const stay = `pack: china-2025+serious-illness-second-table
date: 2025-08-10
person: { scheme: resident, birth: 1975-03-01, status: adult, hardship: true }
hospital: { level: 3 }
visit: inpatient
ledger: { inScope: "2000.00", ownBurden: "5000.00", seriousIllness: "0.00" }
lines: [{ name: 住院费用, class: A, price: "200000.01", quantity: "1" }]
`;

function settledStay(text: string): Settlement {
  const read = billFromText(text, 'stay.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { pack, bill } = read.value.input;
  return settle(packNamed(pack), bill, { trace: true });
}

function bandsOf({ trace = [] }: Settlement) {
  return trace
    .filter(({ rule }) => rule === 'band')
    .map(({ applied, value, before, after, reason }) => {
      const because = reason.kind === 'because' ? reason.text.en : reason.kind;
      return [applied, value, formatYuan(before), formatYuan(after), because];
    });
}

describe('bands in the trace: each that applied and each that did not, with what of the bill lies in it', () => {
  test('own burden from 5 000 to 55 000 in hardship (deck 001, 二次报销比例调整: 60, 70, 80, 90 %, 5 points more)', () => {
    const raised = (rate: string) => `paid at ${rate}, of which 5 % are added points`;
    expect(bandsOf(settledStay(stay))).toEqual([
      [true, '0.00–10000.00: 60 %', '5000.00', '1750.00', raised('65 %')],
      [true, '10000.00–50000.00: 70 %', '40000.00', '10000.00', raised('75 %')],
      [true, '50000.00–100000.00: 80 %', '5000.00', '750.00', raised('85 %')],
      [false, '100000.00–: 90 %', '0.00', '0.00', 'the year has not come so far'],
    ]);
  });

  test('a limit is spent from below, and a band that the year had passed says so', () => {
    const spent = stay
      .replace('hardship: true', 'hardship: false')
      .replace('ownBurden: "5000.00", seriousIllness: "0.00"', 'ownBurden: "45000.00", seriousIllness: "395000.00"');
    expect(bandsOf(settledStay(spent))).toEqual([
      [false, '0.00–10000.00: 60 %', '0.00', '0.00', 'the year had passed it'],
      [true, '10000.00–50000.00: 70 %', '5000.00', '1500.00', 'paid at 70 %'],
      [true, '50000.00–100000.00: 80 %', '45000.00', '43500.00', 'paid at 80 %, up to the limit'],
      [false, '100000.00–: 90 %', '0.00', '0.00', 'the year has not come so far'],
    ]);
  });

  test('each points to the line on which it stands, in --explain and in --json', () => {
    const settled = settledStay(stay);
    const rules = readFileSync(join(rulesFolder(), 'china-2025/serious-illness.yaml'), 'utf8').split('\n');
    const line = 1 + rules.findIndex((text) => text.includes('from: "10000.00", upTo: "50000.00", rate: "0.70"'));
    const told = explainText(settled.trace ?? [], 'en');
    expect(told).toContain('        + 10000.00–50000.00: 70 %  40,000.00 -> 10,000.00  paid at 75 %');
    expect(told).toContain(`            china-2025/serious-illness.yaml:${line}  serious-illness.bands[0][1]  `);
    expect(settlementDocument(settled, 'en').trace).toContainEqual(
      expect.objectContaining({ rule: 'band', applied: true, line, before: '40000.00', after: '10000.00' }),
    );
  });

  test.each(['china-2025', 'yulin-2017', 'county-2006', 'enterprise-example'])(
    'together they are the step, to the fen, and what did not apply changes no amount, whatever the bill: %s',
    (name) => {
      const pack = packNamed(name);
      fc.assert(
        fc.property(billFor(pack), (bill) => {
          const trace = settle(pack, { ...bill, visit: 'inpatient' }, { trace: true }).trace ?? [];
          for (const [place, step] of trace.entries()) {
            if (!step.applied) expect(step.after, step.at.key).toBe(step.before);
            if (step.rule !== 'step') continue;
            const next = trace.findIndex(({ rule }, index) => index > place && rule !== 'value' && rule !== 'band');
            const bands = trace.slice(place, next).filter(({ rule }) => rule === 'band');
            const paid = bands.map(({ before, after }) => before - after);
            if (bands.length > 0) expect(paid.reduce((sum, one) => sum + one, 0)).toBe(step.before - step.after);
            expect(Math.min(0, ...paid)).toBe(0);
          }
        }),
        { numRuns: 200 },
      );
    },
  );
});
