// The figures of a campaign: what they count, and that those of its parts add up.

import { describe, expect, it } from 'vitest';
import { noFaults } from './faults.ts';
import type { RunReport } from './run.ts';
import { createSummary, inRanges } from './summary.ts';

const report = (seed: number, attended: readonly number[]): RunReport => ({
  ...{ seed, days: 2, steps: 100, visits: 10, refunds: 1, takenBack: 1, statedLines: 12, faults: noFaults() },
  ...{ attended, broken: [], fingerprint: undefined },
});

describe('a summary', () => {
  it('counts every cashier-day, with the people attended to on average and at least (docs/campaign.md)', () => {
    const summary = createSummary();
    summary.add(report(3, [9, 8, 2]));
    summary.add(report(1, [10]));
    expect(summary.cashierDays()).toBe(4);
    expect(summary.text(2)).toContain('4 cashier-days in 2.0 s: 2.0 a second, with 10.0 visits paid for');
    expect(summary.text(2)).toContain('7.3 people attended to a cashier-day, at least 2; fewer than 3 on 1');
  });

  it('names the seeds that were played, and where to go on', () => {
    const summary = createSummary();
    for (const seed of [2, 1, 3, 5]) summary.add(report(seed, [8]));
    expect(summary.text(1)).toContain('seeds 1–3, 5 (more: --from 6)');
    expect(inRanges([])).toBe('none');
  });
});
