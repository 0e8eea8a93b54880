// What can go wrong in a run, as data: each kind with what it is, and how often it befalls where it is on. A run draws
// which kinds are on and how strong, so that some runs see few of them and some see storms. Each that befell is counted.

import type { Random } from './random.ts';

export const faultKinds = {
  'lost-before-send': 'the connection is refused: the message never leaves',
  'lost-before-arrival': 'the line is cut on the way to the center',
  'lost-after-commit': 'the line is cut after the center has committed, before the answer is there',
  duplicate: 'the same message is delivered twice, at once or much later',
  late: 'the message arrives after its sender has given it up',
  reordered: 'a message arrives after one that its hospital sent later',
  garbled: 'the answer, or the message, is broken on the way',
  'center-down': 'nobody answers at the center for a while',
  'center-restarted': 'the center is stopped and started again on its file',
  'center-disk-full': "the center's file takes no more pages for a while",
  'network-back-later': "a hospital's line is down for a while",
  'counter-killed': 'the program of a counter ends between two writes',
  'killed-waiting': 'the program of a counter ends while it waits for the center',
  'disk-full': "the hospital's file takes no more pages for a while",
  'disk-error': 'one write to the hospital’s file fails',
  'clock-back': "a hospital's clock is set back",
  'day-change': 'midnight passes while a visit is under way',
  'two-hospitals-at-once': 'one person is at the windows of two hospitals',
  'card-pulled': 'the card is pulled in the middle of a visit',
  'wrong-pin': 'the holder mistypes the PIN',
  'month-unpaid': 'the month is not paid (prompt 2)',
  'open-admission': 'an admission is open (prompt 4)',
  'illness-lapsed': 'the special-illness registration is not valid (prompt 8)',
  'too-late': 'drugs are brought back after more than three days, and refused',
} as const;

export type FaultKind = keyof typeof faultKinds;
export const allFaultKinds = Object.keys(faultKinds) as FaultKind[];

export type FaultCounts = Record<FaultKind, number>;

export function noFaults(): FaultCounts {
  return Object.fromEntries(allFaultKinds.map((kind) => [kind, 0])) as FaultCounts;
}

/** How often it befalls: of each message, of each write, of each visit, or of each hour of a day, where it is on. */
const usual: Readonly<Record<FaultKind, number>> = {
  'lost-before-send': 0.004,
  'lost-before-arrival': 0.004,
  'lost-after-commit': 0.006,
  duplicate: 0.01,
  late: 0.004,
  reordered: 0.01,
  garbled: 0.004,
  'center-down': 0.15,
  'center-restarted': 0.3,
  'center-disk-full': 0.1,
  'network-back-later': 0.15,
  'counter-killed': 0.0015,
  'killed-waiting': 0.002,
  'disk-full': 0.1,
  'disk-error': 0.002,
  'clock-back': 0.15,
  'day-change': 0.5,
  'two-hospitals-at-once': 0.06,
  'card-pulled': 0.05,
  'wrong-pin': 0.05,
  // These three are the state of the people who come, and the last is when they come again.
  'month-unpaid': 1,
  'open-admission': 1,
  'illness-lapsed': 1,
  'too-late': 1,
};

export interface Faults {
  readonly counts: FaultCounts;
  rate(kind: FaultKind): number;
  befell(kind: FaultKind): void;
  /** From now on nothing befalls any more: the day is being closed. */
  calm(): void;
  storm(): void;
}

/** Half of the kinds are on in a run, some of them five times as often as usual. */
export function drawFaults(random: Random): Faults {
  const counts = noFaults();
  const rates = new Map<FaultKind, number>();
  for (const kind of allFaultKinds) {
    const strength = random.pick([0, 0, 1, 1, 2, 5]);
    rates.set(kind, Math.min(1, usual[kind] * strength));
  }
  let isCalm = false;
  return {
    counts,
    rate: (kind) => (isCalm ? 0 : (rates.get(kind) ?? 0)),
    befell: (kind) => {
      counts[kind] += 1;
    },
    calm: () => {
      isCalm = true;
    },
    storm: () => {
      isCalm = false;
    },
  };
}
