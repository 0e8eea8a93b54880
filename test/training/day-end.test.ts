// The day's end in practice: what somebody does at the station of reconciliation is put down, played again and scored, and the
// scenarios of it can be worked by hand.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namesOn } from '../../src/cli/training-stage.ts';
import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import { approvalFor, nextStep } from '../../src/hospital/statement/day-statement.ts';
import { scenarioFromLog } from '../../src/training/authoring/from-log.ts';
import { openDrill } from '../../src/training/drill/drill.ts';
import { runModel } from '../../src/training/drill/run-model.ts';
import { scoreOf } from '../../src/training/drill/score.ts';
import { playScenario } from '../../src/training/scenario/play.ts';
import { readScenario } from '../../src/training/scenario/read.ts';
import { entryLine, type LogEntry, type LogHead } from '../../src/training/session/log.ts';
import type { Practice } from '../../src/training/session/practice.ts';
import { replay } from '../../src/training/session/replay.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { top } from '../support/paths.ts';
import { stageAt } from './practice.ts';

const start = '2011-08-15 09:30:00' as Timestamp;
const names = namesOn(dateOf('2011-08-15'));
const head: LogHead = { mode: 'drill', scenario: 'x', trainee: null, start, hospital: '0002', window: 1 };

function scenarioIn(text: string) {
  const read = readScenario(text, 'day-end.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const shipped = (name: string) => scenarioIn(readFileSync(join(top, 'fixtures', 'scenarios', `${name}.yaml`), 'utf8'));

async function drilled(name: string) {
  const scenario = shipped(name);
  const time = replayTime(start);
  const entries: LogEntry[] = [];
  const listen = (entry: LogEntry) => void entries.push(entry);
  const opened = await openDrill({ scenario, stage: stageAt(time), time, names, listen });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return { scenario, entries, time, drill: opened.value };
}

async function scored(scenario: ReturnType<typeof shipped>, entries: readonly LogEntry[]) {
  const time = replayTime(start);
  const model = await runModel({ scenario, stage: stageAt(time), time, names });
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return scoreOf({ head, entries }, model.value, scenario, names);
}

/** As the keys do it: the day, the line that is not flat, its first row, first in vain and then with the second word. */
async function dayByHand(practice: Practice, later: () => void): Promise<void> {
  const { desk } = practice;
  desk.dispatch({ kind: 'day-asked', day: desk.snapshot().businessDate, backUp: false });
  const { statement } = await desk.settled();
  if (statement.at !== 'stated') throw new Error(statement.at);
  const row = statement.statement.rows.find((each) => nextStep(each).do !== 'nothing')!;
  desk.dispatch({ kind: 'line-opened', line: { insutype: row.insutype ?? '310', refund: row.refund } });
  const action = approvalFor(row, { window: 1, operator: desk.place.operator.code })!;
  const supervisor = practice.window().data.roster.find(({ role }) => role === 'supervisor')!;
  desk.approve(action, supervisor.code, 'geheim');
  later();
  const word = desk.approve(action, supervisor.code, supervisor.practicePassword);
  if (!word.ok) throw new Error(JSON.stringify(word.error));
  desk.dispatch({ kind: 'row-to-mend', row, approval: word.value });
  await desk.settled();
}

test('a row put right by hand in a drill: full points, the same databases in a replay, and a scenario that ends so', async () => {
  const { scenario, entries, drill, time } = await drilled('day-end-row-differs');
  for (let next = drill.next(); next; next = drill.next()) {
    if (next.step.name === 'state-day') await dayByHand(drill.practice, () => time.goTo(9000));
    else await drill.practice.play(next.step, 'window');
    await drill.settled();
  }
  expect(drill.isDone()).toBe(true);
  drill.practice.tell(scenario.tell.findIndex(({ right }) => right) + 1);
  const hash = await drill.practice.end('done');
  const text = entries.map(entryLine).join('\n');
  expect(text).toContain('{"state-day":"2011-08-16"}');
  expect(text).toContain('{"approve":{"by":"2008","password":"wrong","for":"reconcile-for-another"}}');
  expect(text).toContain('{"mend-row":{"of":"wang-xiulan","do":"reverse","by":"2008"}}');
  expect(text).not.toContain('geheim');
  const score = await scored(scenario, entries);
  expect([score.points, score.of]).toEqual([100, 100]);
  const replayed = await replay({ log: { head, entries }, stageAt });
  expect(replayed.ok && [replayed.value.differences, replayed.value.hash]).toEqual([[], hash]);
  const written = scenarioFromLog({ head, entries });
  expect(written).toContain('  - mend-row: { of: wang-xiulan, do: reverse, by: "2008" }');
  expect(written).toContain('closed: "2011-08-16"');
  const again = await playScenario(scenarioIn(written), stageAt(replayTime(start)));
  expect(again.ok && again.value.holds).toBe(true);
});

test('a day that was not stated, and another second person, are steps that were not done', async () => {
  const { scenario, entries, drill } = await drilled('day-end-row-differs');
  for (let next = drill.next(); next; next = drill.next()) {
    const { step } = next;
    // Her own word, and nobody's: refused, and so it stays.
    if (step.name === 'mend-row')
      await drill.practice.play({ ...step, value: { ...step.value, by: '2001' } }, 'window');
    if (step.name === 'mend-row') break;
    await drill.practice.play(step, 'window');
    await drill.settled();
  }
  expect(drill.practice.desk.snapshot().statement.at).toBe('rows');
  await drill.practice.end('left');
  const path = (await scored(scenario, entries)).parts.find(({ part }) => part === 'path')!;
  expect(path.evidence.filter(({ lost }) => lost > 0).map(({ zh }) => zh)).toEqual([
    '没有做：王秀兰的一行：冲正，2008 号人员批准',
    '没有做：日终对账并备份 2011-08-16',
  ]);
});

test.each([
  ['state-day: 2011-08-14', 'nothing to state for 2011-08-14'],
  ['mend-row: { of: wang-xiulan, do: accept }', 'no day is stated'],
  ['restore: hospital', 'close-day makes one'],
])('what the station does not have is said: %s', async (step, said) => {
  const scenario = scenarioIn(`title: t\ndate: 2011-08-15\nhospital: "0002"\nsteps:\n  - ${step}\n`);
  const played = await playScenario(scenario, stageAt(replayTime(start)));
  if (played.ok || played.error.kind !== 'step') throw new Error('it was played');
  expect(played.error.message.en).toContain(said);
});
