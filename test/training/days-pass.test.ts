// Days that pass in a scenario: the city's clock goes on at every window, each signs in anew, and a replay, a drill and a
// demonstration of it are the same.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { namesOn } from '../../src/cli/training-stage.ts';
import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import { openDemonstration } from '../../src/training/demo/demonstration.ts';
import { openDrill } from '../../src/training/drill/drill.ts';
import { runModel } from '../../src/training/drill/run-model.ts';
import { scoreOf } from '../../src/training/drill/score.ts';
import { playScenario } from '../../src/training/scenario/play.ts';
import { readScenario } from '../../src/training/scenario/read.ts';
import { stepWords } from '../../src/training/scenario/step-words.ts';
import { cityCalendar } from '../../src/training/session/city-calendar.ts';
import type { LogEntry } from '../../src/training/session/log.ts';
import { openPractice } from '../../src/training/session/practice.ts';
import { replay } from '../../src/training/session/replay.ts';
import { liveTime, replayTime } from '../../src/training/session/session-time.ts';
import { top } from '../support/paths.ts';
import { stageAt, start } from './practice.ts';

function scenarioIn(text: string) {
  const read = readScenario(text, 'days.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function textOf(name: string): string {
  return readFileSync(join(top, 'fixtures', 'scenarios', `${name}.yaml`), 'utf8');
}

const shipped = (name: string) => scenarioIn(textOf(name));
const fourthDay = textOf('refund-fourth-day');
const impossible = scenarioIn(`title: { zh: 题, en: t }
date: 2011-08-15
hospital: "0001"
steps:
  - expect: { at: never }
  - days-pass: 1
  - tender: exact
  - expect: { at: paid }
`);

describe('the date goes on, the time of day stays', () => {
  test.each([
    ['2011-08-15 09:30:00', 3, '2011-08-18 09:30:00'],
    ['2011-12-31 23:59:59', 1, '2012-01-01 23:59:59'],
    ['2012-02-28 08:00:00', 1, '2012-02-29 08:00:00'],
  ])('%s and %i days: %s', (from, days, to) => {
    const calendar = cityCalendar(from as Timestamp);
    calendar.passDays(days);
    expect(calendar.at(0)).toBe(to);
  });

  test('live and in a replay, milliseconds of the session do not count the days', () => {
    const live = liveTime(start, { now: () => 0, after: () => () => {} });
    for (const time of [live, replayTime(start)]) {
      time.passDays(2);
      expect([time.clock.now(), time.seen(), time.last()]).toEqual(['2011-08-17 09:30:00', '2011-08-17 09:30:00', 0]);
    }
  });
});

describe('days-pass in a scenario', () => {
  test('settled on the 15th: given back in a trial on the 18th, refused on the 19th (deck 000, 三、医保退费相关介绍)', async () => {
    const result = await playScenario(scenarioIn(fourthDay), stageAt(replayTime(start)));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    expect(result.value.steps.flatMap(({ discrepancies }) => discrepancies)).toEqual([]);
    expect(result.value.businessDate).toBe('2011-08-19');
  });

  test('a step that cannot be played ends the play, and what did not hold before it is told all the same', async () => {
    const result = await playScenario(impossible, stageAt(replayTime(start)));
    if (result.ok || result.error.kind !== 'step') throw new Error('it was played');
    expect(result.error.line).toBe(7);
    expect(result.error.message.en).toContain('awaiting-card');
    expect(result.error.before.flatMap(({ discrepancies }) => discrepancies.map(({ key }) => key))).toEqual(['at']);
  });

  test('a window that stayed on over night signs in anew before anything else: a sign-in is good for its day (3-protocol)', async () => {
    const time = replayTime(start);
    const opened = await openPractice({ stage: stageAt(time), hospital: '0001', time, listen: () => {} });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const practice = opened.value;
    const comes = async () => {
      await practice.play({ name: 'insert', value: 'wang-xiulan' }, 'script');
      await practice.play({ name: 'pin', value: 'right' }, 'script');
    };
    await comes();
    expect((await practice.play({ name: 'days-pass', value: 1 }, 'script')).ok).toBe(true);
    const before = practice.city().overheard().length;
    await comes();
    const heard = practice.city().overheard().slice(before);
    expect(practice.desk.snapshot().visit.at).toBe('choosing');
    const [first, ...after] = heard.map(({ request }) => /"infno":"(\w+)"/.exec(request)?.[1]);
    expect(first).toBe('9001');
    expect(after).toContain('1101');
    expect(heard.filter(({ answer }) => answer.includes('签到已过期'))).toEqual([]);
    await practice.end('left');
  });

  test('a replay of a log with days in it leaves the same rows', async () => {
    const time = replayTime(start);
    const entries: LogEntry[] = [];
    const listen = (entry: LogEntry) => void entries.push(entry);
    const opened = await openPractice({ stage: stageAt(time), hospital: '0001', time, listen });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    for (const { step } of scenarioIn(fourthDay).steps) await opened.value.play(step, 'script');
    await opened.value.end('done');
    const head = { mode: 'drill', scenario: 'x', trainee: null, start, hospital: '0001', window: 1 } as const;
    const replayed = await replay({ log: { head, entries }, stageAt });
    expect(replayed.ok && replayed.value.differences).toEqual([]);
  });

  test('in a drill the script lets the night go by, and the next morning is worked to full points', async () => {
    const scenario = shipped('network-cut-next-day');
    const names = namesOn(dateOf('2011-08-15'));
    const time = replayTime(start);
    const entries: LogEntry[] = [];
    const listen = (entry: LogEntry) => void entries.push(entry);
    const opened = await openDrill({ scenario, stage: stageAt(time), time, names, listen });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const drill = opened.value;
    for (let next = drill.next(); next; next = drill.next()) {
      expect(await drill.practice.play(next.step, 'window')).toMatchObject({ ok: true });
      await drill.settled();
    }
    expect(drill.isDone()).toBe(true);
    expect(drill.practice.desk.snapshot().businessDate).toBe('2011-08-16');
    const passed = entries.filter((entry) => 'did' in entry && entry.did.name === 'days-pass');
    expect(passed).toMatchObject([{ by: 'script', did: { value: 1 } }]);
    drill.practice.tell(scenario.tell.findIndex(({ right }) => right) + 1);
    await drill.practice.end('done');
    const model = await runModel({ scenario, stage: stageAt(replayTime(start)), time: replayTime(start), names });
    if (!model.ok) throw new Error(JSON.stringify(model.error));
    const head = { mode: 'drill', scenario: 'x', trainee: null, start, hospital: '0002', window: 1 } as const;
    const score = scoreOf({ head, entries }, model.value, scenario, names);
    expect([score.points, score.of]).toEqual([100, 100]);
  });

  test('a demonstration shows it, and one step back is the day before', async () => {
    const scenario = scenarioIn(fourthDay);
    expect(stepWords({ name: 'days-pass', value: 3 }, (card) => card)).toEqual({ zh: '过了 3 天', en: '3 days go by' });
    const newStage = () => {
      const time = replayTime(start);
      return { stage: stageAt(time), time };
    };
    const opened = await openDemonstration({ scenario, newStage, listen: () => {} });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const demonstration = opened.value;
    while (demonstration.last()?.step.name !== 'days-pass') expect((await demonstration.forward()).ok).toBe(true);
    expect(demonstration.practice().desk.snapshot().businessDate).toBe('2011-08-18');
    expect((await demonstration.back()).ok).toBe(true);
    expect(demonstration.practice().desk.snapshot().businessDate).toBe('2011-08-15');
    await demonstration.close();
  });
});
