// What a campaign found and did, summed over its runs, and how it is told.

import { allFaultKinds, type FaultCounts, faultKinds, noFaults } from './faults.ts';
import type { RunReport } from './run.ts';

export interface Summary {
  add(report: RunReport): void;
  readonly cashierDays: () => number;
  readonly runs: () => number;
  /** Fault kinds that never befell. */
  missing(): readonly string[];
  /** Several lines. */
  text(seconds: number): string;
  /** One line on the way. */
  progress(seconds: number): string;
}

/** The line that plays a run again, and nothing else. */
export function replayLine({ seed, days }: Pick<RunReport, 'seed' | 'days'>): string {
  return `npm run campaign -- --seed ${seed} --days ${days}`;
}

/** Cashier-days at which fewer people were attended to are counted, so that nobody takes empty days for days of work. */
const fewBelow = 3;

const grouped = (count: number) => count.toString().replace(/\B(?=(\d{3})+$)/g, ' ');

/** "1–40, 42": so that the figures of several campaigns add up without one seed twice. */
export function inRanges(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number <= last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ') || 'none';
}

export function createSummary(): Summary {
  const faults: FaultCounts = noFaults();
  let runs = 0;
  let cashierDays = 0;
  let attended = 0;
  let least = Number.POSITIVE_INFINITY;
  let withFew = 0;
  let visits = 0;
  let refunds = 0;
  let takenBack = 0;
  let lines = 0;
  let steps = 0;
  const played: number[] = [];
  const perSecond = (count: number, seconds: number) => (count / Math.max(seconds, 0.001)).toFixed(1);
  const perDay = () => (attended / Math.max(cashierDays, 1)).toFixed(1);
  return {
    add(report) {
      runs += 1;
      played.push(report.seed);
      for (const people of report.attended) {
        cashierDays += 1;
        attended += people;
        least = Math.min(least, people);
        if (people < fewBelow) withFew += 1;
      }
      visits += report.visits;
      refunds += report.refunds;
      takenBack += report.takenBack;
      lines += report.statedLines;
      steps += report.steps;
      for (const kind of allFaultKinds) faults[kind] += report.faults[kind];
    },
    cashierDays: () => cashierDays,
    runs: () => runs,
    missing: () => allFaultKinds.filter((kind) => faults[kind] === 0),
    progress: (seconds) =>
      `${grouped(runs)} runs, ${grouped(cashierDays)} cashier-days, ${grouped(visits)} visits, ${perSecond(cashierDays, seconds)} a second`,
    text: (seconds) =>
      [
        ...allFaultKinds.map((kind) => `${grouped(faults[kind]).padStart(11)}  ${kind.padEnd(22)} ${faultKinds[kind]}`),
        '',
        `seeds ${inRanges(played)} (more: --from ${Math.max(0, ...played) + 1})`,
        `${grouped(runs)} runs, ${grouped(steps)} steps, ${grouped(visits)} visits paid for, ${grouped(refunds)} refunds, ${grouped(takenBack)} registrations taken back, ${grouped(lines)} lines of a day’s end stated flat`,
        `${grouped(cashierDays)} cashier-days in ${seconds.toFixed(1)} s: ${perSecond(cashierDays, seconds)} a second, with ${perSecond(visits, seconds)} visits paid for`,
        `${perDay()} people attended to a cashier-day, at least ${least === Number.POSITIVE_INFINITY ? 0 : least}; fewer than ${fewBelow} on ${grouped(withFew)}`,
      ].join('\n'),
  };
}
