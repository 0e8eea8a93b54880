// A session becomes a scenario that runs and ends as it was seen; what is wrong with one is said with its place.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesOn } from '../../src/cli/training-stage.ts';
import { dateOf } from '../../src/domain/date.ts';
import { type FromLog, scenarioFromLog } from '../../src/training/authoring/from-log.ts';
import { unknownNames } from '../../src/training/authoring/unknown-names.ts';
import { playScenario } from '../../src/training/scenario/play.ts';
import { readScenario, readScenarioFile } from '../../src/training/scenario/read.ts';
import { type Step, stepSchemas } from '../../src/training/scenario/steps.ts';
import { entryLine, headLine, type LogEntry, type LogHead, readLog } from '../../src/training/session/log.ts';
import { openPractice } from '../../src/training/session/practice.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { top } from '../support/paths.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { stageAt, start } from './practice.ts';

function shipped(name: string) {
  const file = join(top, 'fixtures', 'scenarios', `${name}.yaml`);
  const read = readScenario(readFileSync(file, 'utf8'), file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** The log of a session in which so many steps of a scenario were done. */
function logOf(name: string, done: number): Promise<string> {
  const { hospital, steps } = shipped(name);
  return logOfSteps(
    hospital,
    steps.slice(0, done).map(({ step }) => step),
    name,
  );
}

async function logOfSteps(hospital: string, steps: readonly Step[], name: string | null = null): Promise<string> {
  const time = replayTime(start);
  const entries: LogEntry[] = [];
  const listen = (entry: LogEntry) => void entries.push(entry);
  const opened = await openPractice({ stage: stageAt(time), hospital, time, listen });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  for (const step of steps) await opened.value.play(step, 'script');
  await opened.value.end('left');
  const head: LogHead = { mode: 'drill', scenario: name, trainee: null, start, hospital, window: 1 };
  return [headLine(head), ...entries.map(entryLine), ''].join('\n');
}

async function fromLog(text: string, more: FromLog = {}) {
  const log = readLog(text);
  if (!log.ok) throw new Error(JSON.stringify(log.error));
  const written = scenarioFromLog(log.value, more);
  const read = readScenario(written, 'saved.yaml');
  if (!read.ok) throw new Error(`${JSON.stringify(read.error)}\n${written}`);
  const played = await playScenario(read.value, stageAt(replayTime(start)));
  if (!played.ok) throw new Error(`${JSON.stringify(played.error)}\n${written}`);
  return { log: log.value, written, played: played.value };
}

describe('save this as a scenario: a session as it stands becomes one', () => {
  const names = [
    'prompt-month-unpaid',
    'refund-of-drugs',
    'id-card-visit',
    'network-cut-reconciled-at-once',
    'review-refused',
  ];

  test('after any step of any session, the saved scenario runs and reaches the same last sight', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.double({ min: 0, max: 1, noNaN: true }), async (name, share) => {
        const { log, played } = await fromLog(await logOf(name, Math.ceil(share * shipped(name).steps.length)));
        const seen = log.entries.findLast((entry) => 'saw' in entry)?.saw;
        expect(played.holds).toBe(true);
        expect(played.last).toEqual(seen);
      }),
      // A refusal at the window after which the day's lists were not looked at again before the city was closed.
      { numRuns: 6, examples: [['review-refused', 0.8666666666666668]] },
    );
  });

  test('the data string of prompt 3 is not written down: it carries the time', async () => {
    const { written, played } = await fromLog(await logOf('prompt-open-reconciliation-cash', 11));
    expect(written).toContain('{data}');
    expect(played.promptsShown).toContain('open-reconciliation');
    expect(played.holds).toBe(true);
  });

  test('what was done by hand is written as one would: names for codes, people for tickets, a consultation in one line', async () => {
    const ticket = '20110815-0001';
    const byHand: readonly Step[] = [
      { name: 'insert', value: 'wang-xiulan' },
      { name: 'pin', value: 'right' },
      { name: 'register', value: { department: '01', doctor: '1011', kind: 'ordinary' } },
      { name: 'confirm', value: null },
      { name: 'station', value: 'consult' },
      { name: 'open', value: { ticket, to: 'consult' } },
      { name: 'diagnose', value: 'I10' },
      { name: 'order', value: { item: '100001', quantity: '2' } },
      { name: 'order', value: { item: '210001', quantity: '1' } },
      { name: 'send', value: null },
      { name: 'station', value: 'pay' },
      { name: 'confirm', value: null },
      { name: 'station', value: 'refund' },
      { name: 'refund', value: { ticket } },
      { name: 'return', value: { line: 1, quantity: '2' } },
      { name: 'confirm', value: null },
      { name: 'approve', value: { by: '1008' } },
    ];
    const { lookup } = namesOn(dateOf('2011-08-15'));
    const { written, played } = await fromLog(await logOfSteps('0001', byHand), { lookup });
    expect(written.slice(written.indexOf('steps:'))).toBe(`steps:
  - insert: wang-xiulan
  - pin: right
  - register: { department: 内科, kind: ordinary }
  - confirm:
  - consult: { diagnosis: 原发性高血压, lines: [{ item: 阿莫西林颗粒, quantity: "2" }, { item: 血常规, quantity: "1" }] }
  - pay:
  - confirm:
  - station: refund
  - refund: { of: wang-xiulan }
  - return: { line: 1, quantity: "2" }
  - confirm:
  - approve: { by: "1008" }
  - expect: { at: "refunding refunded", back: { cash: "0.00" } }
`);
    expect(played.holds).toBe(true);
  });

  test('a station that was refused is left out; PINs stay right or wrong', async () => {
    const { written } = await fromLog(await logOf('ordinary-visit', 3));
    expect(written).toContain('  - pin: right\n');
    const refused = `${(await logOf('ordinary-visit', 3)).split('\n').slice(0, -2).join('\n')}
{"t":9,"did":{"station":"refund"},"by":"window"}
{"t":9,"did":{"back":null},"by":"window"}
`;
    const log = readLog(refused);
    expect(log.ok && scenarioFromLog(log.value)).not.toContain('refund');
  });
});

const broken = `title: { zh: 题 }
date: 2011-08-15
hospital: "0001"
steps:
  - insert: xie-gang
  - pins: "123456"
  - expect: { at: choosing, due: 4.00 }
`;
const misnamed = `title: { zh: 题, en: title }
hospital: "0009"
steps:
  - insert: xie-gagn
  - fault: { name: fouled }
  - mend: { renew: peng-guihua, illness: "4", at: "0004" }
`;

describe('what is wrong with a scenario is said at once, with its place', () => {
  test('in the head and in the steps', () => {
    const read = readScenario(broken, 'broken.yaml');
    const places = read.ok ? [] : read.error.map(({ line, column, key }) => `${line}:${column} ${key}`);
    expect(places).toEqual(['1:1 title', '6:5 steps[1].pins', '7:34 steps[2].expect.due']);
  });

  test('cards, hospitals and faults that the city does not have', () => {
    const read = readScenarioFile(misnamed, 'misnamed.yaml');
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const known = { cards: ['xie-gang', 'peng-guihua'], hospitals: ['0001'], faults: ['fouled-contacts'] };
    const found = unknownNames(read.value.scenario, read.value.yaml, known);
    expect(found.map(({ line, column, key, found: name }) => `${line}:${column} ${key} ${name}`)).toEqual([
      '2:11 hospital 0009',
      '4:13 steps[0].insert xie-gagn',
      '5:20 steps[1].fault.name fouled',
      '6:51 steps[2].mend.at 0004',
    ]);
  });
});

describe('yibao-pos scenario (8-cli)', () => {
  test('new runs as it stands; check says ok, what is unreadable with exit 2, what does not hold with exit 1', async () => {
    const folder = temporaryFolder();
    const [fresh, wrong, unreadable] = ['fresh.yaml', 'wrong.yaml', 'unreadable.yaml'].map((name) =>
      join(folder, name),
    );
    const printed = await runProgram(['scenario', 'new', '--date', '2012-03-01']);
    writeFileSync(fresh!, printed.stdout);
    writeFileSync(wrong!, printed.stdout.replace('change: "1.00"', 'change: "2.00"'));
    writeFileSync(unreadable!, broken);
    expect(await runProgram(['scenario', 'check', fresh!])).toMatchObject({
      code: 0,
      stdout: `ok ${fresh}\n`,
      stderr: '',
    });
    const ended = await runProgram(['scenario', 'check', wrong!, unreadable!]);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('wrong.yaml:26: change: 应为 2.00，实为 1.00');
    expect(ended.stderr).toContain('unreadable.yaml:6:5: steps[1].pins');
    expect((await runProgram(['scenario', 'check', wrong!])).code).toBe(1);
  });

  test('from makes a log a scenario, and list shows it beside those that come with the program', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'visit.log');
    writeFileSync(log, await logOf('prompt-month-unpaid', 6));
    const own = join(folder, 'training', 'scenarios');
    mkdirSync(own, { recursive: true });
    const saved = await runProgram(['scenario', 'from', log, '--out', join(own, 'mine.yaml')]);
    expect(saved).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const listed = await runProgram(['--data', folder, 'scenario', 'list', '--json']);
    const names = (JSON.parse(listed.stdout) as { name: string }[]).map(({ name }) => name);
    expect(names).toContain('ordinary-visit');
    expect(names).toContain('mine');
  });
});

describe('docs/authoring.md: how to write one in ten minutes', () => {
  for (const page of ['authoring.md', 'authoring.zh-CN.md']) {
    test(`the worked example of ${page} runs, in at most 40 lines`, async () => {
      const [, example = ''] = /```yaml\n([^`]+)```/.exec(readFileSync(join(top, 'docs', page), 'utf8')) ?? [];
      expect(example.split('\n').length).toBeLessThanOrEqual(40);
      const read = readScenario(example, page);
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      const played = await playScenario(read.value, stageAt(replayTime(start)));
      if (!played.ok) throw new Error(JSON.stringify(played.error));
      expect(played.value.steps.flatMap(({ discrepancies }) => discrepancies)).toEqual([]);
      expect(played.value.promptsShown).toEqual(['month-unpaid']);
    });

    test(`${page} names every step there is`, () => {
      const text = readFileSync(join(top, 'docs', page), 'utf8');
      const missing = Object.keys(stepSchemas).filter((name) => !new RegExp(`\`${name}\\b`).test(text));
      expect(missing).toEqual([]);
    });
  }
});
