// Sessions that were worked by hand and recorded are played again from their logs alone: the same is seen, and the databases hold
// the same to the last row, whatever went wrong in them.

import { expect, test } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { discrepancies } from '../../src/training/scenario/expect.ts';
import { readScenario } from '../../src/training/scenario/read.ts';
import { entryLine, headLine, type LogEntry, type LogHead, readLog } from '../../src/training/session/log.ts';
import { openPractice } from '../../src/training/session/practice.ts';
import { replay } from '../../src/training/session/replay.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { byHand } from './by-hand.ts';
import { stageAt } from './practice.ts';

const start = '2011-08-15 09:30:00' as Timestamp;
const head: LogHead = { mode: 'visit', scenario: null, trainee: null, start, hospital: '0002', window: 1 };

const comes = ['insert: wang-xiulan', 'pin: right', 'register: { department: nk }'];
const registered = [...comes, 'confirm:'];
const paid = [
  ...registered,
  'consult: { diagnosis: gxy, lines: [{ item: 阿莫西林胶囊, quantity: "2", days: 3 }, { item: 血常规, quantity: "1" }] }',
  'pay:',
  'confirm:',
  'tender: "100.00"',
  'remove:',
];
const tried = ['station: refund', 'refund: { of: wang-xiulan }', 'return: { line: 1, quantity: "1" }', 'confirm:'];
const cut = [...comes, 'line: cut-after-arrival', 'confirm:', 'choose: end-visit', 'remove:'];
const nextDay = ['close-day: 2011-08-15', 'days-pass: 1'];

const sessions: Readonly<Record<string, readonly [steps: readonly string[], ends: string]>> = {
  'a refund with the second word': [
    [...paid, ...tried, 'approve: { by: "2008" }'],
    '{ at: refunding refunded, inFlight: 0 }',
  ],
  'a registration taken back (退号)': [
    [...registered, 'remove:', 'station: refund', 'refund: { of: wang-xiulan }', 'confirm:', 'approve: { by: "2008" }'],
    '{ at: refunding refunded, inFlight: 0 }',
  ],
  'a refund whose answer was lost, reconciled and given once': [
    [...paid, ...tried, 'line: cut-after-arrival', 'approve: { by: "2008" }', 'line: up', 'choose: reconcile'],
    '{ at: reconciled, verdicts: [reversed] }',
  ],
  'a line cut at the settlement, reconciled at once': [
    [...comes, 'line: cut-after-arrival', 'confirm:', 'line: up', 'reconcile:', 'confirm:'],
    '{ inFlight: 0 }',
  ],
  'the day’s end: in vain without a line, then flat': [
    [...cut, 'line: down', 'state-day: 2011-08-15', 'line: up', 'close-day: 2011-08-15'],
    '{ day: flat, closed: 2011-08-15, inFlight: 0 }',
  ],
  'a row of the day reversed: its file was lost after the line was cut': [
    [
      ...nextDay,
      ...cut,
      'restore: hospital',
      'state-day: 2011-08-16',
      'mend-row: { of: wang-xiulan, do: reverse, by: "2008" }',
    ],
    '{ day: flat, rows: [] }',
  ],
  'a row accepted; without the second word, and with the trainee’s own, nothing is done': [
    [
      ...nextDay,
      ...registered,
      'remove:',
      'restore: hospital',
      'state-day: 2011-08-16',
      'mend-row: { of: wang-xiulan, do: accept }',
      'mend-row: { of: wang-xiulan, do: accept, by: "2001" }',
      'mend-row: { of: wang-xiulan, do: accept, by: "2008" }',
    ],
    '{ day: flat, closed: 2011-08-16 }',
  ],
  'a receipt cancelled here that the center lost': [
    [
      ...nextDay,
      ...registered,
      'remove:',
      'restore: center',
      'state-day: 2011-08-16',
      'mend-row: { of: wang-xiulan, do: cancel, by: "2008" }',
    ],
    '{ day: flat, closed: 2011-08-16 }',
  ],
  'locked in the middle of a visit; somebody else mistypes, then signs in and goes on': [
    [...comes, 'lock:', 'sign-in: { by: "2002", password: wrong }', 'sign-in: { by: "2002" }', 'confirm:'],
    '{ at: registered }',
  ],
  'the wrong second person, a mistyped password, then the right one': [
    [
      ...paid,
      ...tried,
      'approve: { by: "2002" }',
      'approve: { by: "2001" }',
      'approve: { by: "2008", password: wrong }',
      'approve: { by: "2008" }',
    ],
    '{ at: refunding refunded }',
  ],
  'the program started anew while a settlement is in doubt': [
    [...comes, 'line: cut-after-arrival', 'confirm:', 'restart:', ...comes],
    '{ at: trial-shown, inFlight: 0 }',
  ],
  'days that pass, and a refund on the third': [
    [
      ...paid,
      'days-pass: 3',
      'station: refund',
      'refund: { ticket: 20110815-0001 }',
      'return: { line: 1 }',
      'confirm:',
    ],
    '{ at: refunding trial-shown }',
  ],
};

function stepsOf(lines: readonly string[]) {
  const text = ['title: t', 'hospital: "0002"', 'steps:', ...lines.map((line) => `  - ${line}`), ''].join('\n');
  const read = readScenario(text, 'session.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.steps.map(({ step }) => step);
}

test.for(Object.entries(sessions))('%s', async ([, [lines, ends]]) => {
  const time = replayTime(start);
  const entries: LogEntry[] = [];
  const listen = (entry: LogEntry) => void entries.push(entry);
  const opened = await openPractice({ stage: stageAt(time), hospital: '0002', time, listen });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const practice = opened.value;
  let now = 0;
  await byHand(practice, stepsOf(lines), () => {
    // Longer than any pause after a mistyped password.
    now += 7300;
    time.goTo(now);
  });
  const [end] = stepsOf([`expect: ${ends}`]);
  if (end?.name !== 'expect') throw new Error('no expectation');
  const scene = { window: practice.window(), city: practice.city(), holder: undefined };
  expect(discrepancies(end.value, scene)).toEqual([]);
  const hash = await practice.end('done');

  const log = readLog([headLine(head), ...entries.map(entryLine), ''].join('\n'));
  if (!log.ok) throw new Error(JSON.stringify(log.error));
  const replayed = await replay({ log: log.value, stageAt });
  if (!replayed.ok) throw new Error(JSON.stringify(replayed.error));
  expect(replayed.value.differences).toEqual([]);
  expect(replayed.value.hash).toBe(hash);
});
