// A drill: the trainee works the real window, the script does its part, and the log alone says what it was worth.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDrill } from '../../src/training/drill/drill.ts';
import type { Model } from '../../src/training/drill/model.ts';
import { comparedMoney, isRight, moneyWords, movementsIn } from '../../src/training/drill/money.ts';
import { runModel } from '../../src/training/drill/run-model.ts';
import { scoreOf } from '../../src/training/drill/score.ts';
import { nextEvent } from '../../src/training/scenario/at-reader.ts';
import type { Scenario } from '../../src/training/scenario/format.ts';
import { readScenario } from '../../src/training/scenario/read.ts';
import type { Step } from '../../src/training/scenario/steps.ts';
import { entryLine, headLine, type LogEntry, type LogHead, readLog } from '../../src/training/session/log.ts';
import { replay } from '../../src/training/session/replay.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { top } from '../support/paths.ts';
import { names } from '../ui/support/stage.ts';
import { stageAt, start } from './practice.ts';

function scenarioNamed(name: string) {
  const file = join(top, 'fixtures', 'scenarios', `${name}.yaml`);
  const read = readScenario(readFileSync(file, 'utf8'), file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const models = new Map<string, Model>();

/** Run once a scenario: it is the same every time. */
async function modelOf(scenario: Scenario): Promise<Model> {
  const known = models.get(scenario.file);
  if (known) return known;
  const model = await runModel({ scenario, time: replayTime(start), stage: stageAt(replayTime(start)), names });
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  models.set(scenario.file, model.value);
  return model.value;
}

async function begin(name: string) {
  const scenario = scenarioNamed(name);
  const model = await modelOf(scenario);
  const time = replayTime(start);
  const entries: LogEntry[] = [];
  const opened = await openDrill({
    scenario,
    stage: stageAt(time),
    time,
    names,
    listen: (entry) => void entries.push(entry),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const head: LogHead = { mode: 'drill', scenario: name, trainee: 'T1', start, hospital: scenario.hospital, window: 1 };
  const text = () => [headLine(head), ...entries.map(entryLine), ''].join('\n');
  const score = () => {
    const log = readLog(text());
    if (!log.ok) throw new Error(JSON.stringify(log.error));
    return scoreOf(log.value, model, scenario, names);
  };
  return { scenario, drill: opened.value, time, text, score };
}

type Begun = Awaited<ReturnType<typeof begin>>;

async function insert({ drill }: Begun, card: string): Promise<void> {
  const seen = nextEvent(drill.practice.window(), 'card-in');
  drill.practice.mock.insert(card);
  await seen;
  await drill.settled();
}

async function act(
  { drill }: Begun,
  event: Parameters<Begun['drill']['practice']['desk']['dispatch']>[0],
): Promise<void> {
  drill.practice.desk.dispatch(event);
  await drill.settled();
}

async function registerAtFirst(begun: Begun): Promise<void> {
  const { desk } = begun.drill.practice;
  const department = desk.lookup.departments('nk')[0]!;
  const doctor = desk.lookup.doctors(department)[0]!;
  await act(begun, { kind: 'choice-made', choice: { kind: 'ordinary', illness: undefined, department, doctor } });
}

describe('a drill follows its scenario', () => {
  test('a patient who was at another hospital when the network failed: the script cuts the line and leads the patient on', async () => {
    const begun = await begin('prompt-open-reconciliation');
    const { drill } = begun;
    const { desk } = drill.practice;
    await insert(begun, 'wang-xiulan');
    await act(begun, { kind: 'pin-entered', pin: '123456' });
    await registerAtFirst(begun);
    // The script has cut the line in the meantime.
    await act(begun, { kind: 'confirmed' });
    expect(drill.practice.hospital()).toBe('0001');
    await insert(begun, 'wang-xiulan');
    await act(begun, { kind: 'pin-entered', pin: '123456' });
    await registerAtFirst(begun);
    expect(desk.snapshot().visit).toMatchObject({ at: 'refused', refusal: { prompt: 'open-reconciliation' } });
    await act(begun, { kind: 'step-chosen', step: 'end-visit' });
    expect(drill.practice.hospital()).toBe('0002');
    await act(begun, { kind: 'reconcile-asked' });
    expect(drill.practice.hospital()).toBe('0001');
    await insert(begun, 'wang-xiulan');
    await act(begun, { kind: 'pin-entered', pin: '123456' });
    await registerAtFirst(begun);
    expect(drill.isDone()).toBe(true);
    drill.practice.tell(begun.scenario.tell.findIndex(({ right }) => right) + 1);
    await drill.practice.end('done');
    const score = begun.score();
    expect(score.parts.map(({ part, points, of }) => [part, points, of])).toEqual([
      ['path', 40, 40],
      ['choice', 20, 20],
      ['told', 20, 20],
      ['money', 10, 10],
      ['economy', 10, 10],
    ]);
    // Rescored from the same log: the same, byte for byte.
    expect(JSON.stringify(begun.score())).toBe(JSON.stringify(score));
  });

  test('a card left in the reader opens its ticket at the refund station: nobody has to ask for it again', async () => {
    const begun = await begin('registration-taken-back');
    const { drill } = begun;
    await insert(begun, 'wang-xiulan');
    await act(begun, { kind: 'pin-entered', pin: '123456' });
    await registerAtFirst(begun);
    await act(begun, { kind: 'confirmed' });
    drill.practice.desk.openStation('refund');
    await drill.settled();
    expect(drill.practice.desk.snapshot().visit).toMatchObject({ at: 'refunding', refund: { at: 'trial-shown' } });
    expect(drill.next()?.step.name).toBe('approve');
    await drill.practice.end('done');
    const [path] = begun.score().parts;
    const notDone = path?.evidence.filter(({ lost }) => lost > 0).map(({ zh }) => zh);
    expect(notDone?.filter((said) => said.includes('拔'))).toHaveLength(1);
    expect(notDone?.filter((said) => said.includes('打开'))).toEqual([]);
  });

  test('who retries in vain and sends the patient away instead of taking cash loses the choice, the money and the economy', async () => {
    const begun = await begin('prompt-month-unpaid');
    const { drill, time } = begun;
    await insert(begun, 'xie-gang');
    await act(begun, { kind: 'pin-entered', pin: '123456' });
    await registerAtFirst(begun);
    time.goTo(20_000);
    await act(begun, { kind: 'step-chosen', step: 'retry' });
    await act(begun, { kind: 'step-chosen', step: 'retry' });
    drill.hint();
    await act(begun, { kind: 'step-chosen', step: 'end-visit' });
    time.goTo(400_000);
    await drill.practice.end('left');
    const score = begun.score();
    const points = Object.fromEntries(score.parts.map((part) => [part.part, part.points]));
    expect(points.choice).toBe(0);
    expect(points.money).toBe(0);
    expect(points.economy).toBe(0);
    expect(points.path).toBeLessThan(20);
    expect(score.hints).toBe(1);
    const evidence = score.parts.flatMap((part) => part.evidence.map(({ zh }) => zh));
    expect(evidence).toContain('00:20 提示 2 之后：重试，应为现金结算');
    expect(evidence).toContain('挂号费没有办：应为现金全额 4.00');
    expect(evidence).toContain('费用没有办：应为现金全额 25.20');
    expect(evidence).toContain('多余的重试 2 次：00:20 00:20');
    // Every lost point has its reason.
    for (const { points, of, evidence: found } of score.parts) {
      expect(found.reduce((sum, { lost }) => sum + lost, 0)).toBe(of - points);
    }
  });

  test('what the trainer does at a window that was taken over leads on, but is neither the merit of the trainee nor their time', async () => {
    const begun = await begin('prompt-month-unpaid');
    const { drill, time } = begun;
    time.goTo(2000);
    drill.practice.hold('taken');
    time.goTo(600_000);
    await insert(begun, 'xie-gang');
    await drill.practice.play({ name: 'befall', value: { unpay: 'xie-gang' } }, 'trainer');
    await drill.practice.play({ name: 'line', value: 'cut-after-arrival' }, 'trainer');
    drill.practice.hold('free');
    expect(drill.next()?.step.name).toBe('pin');
    time.goTo(610_000);
    await act(begun, { kind: 'pin-entered', pin: '123456' });
    await drill.practice.end('left');
    const score = begun.score();
    expect(score.seconds).toBe(12);
    const log = readLog(begun.text());
    const doers = log.ok ? log.value.entries.flatMap((e) => ('did' in e ? [`${e.did.name} ${e.by}`] : [])) : [];
    expect(doers).toEqual(['insert trainer', 'befall trainer', 'line trainer', 'pin window']);
    const path = score.parts.find(({ part }) => part === 'path');
    expect(path?.evidence[0]?.en).toMatch(/^1 of the/);
    // What came from outside is played again with the rest, to the last row of the databases.
    if (!log.ok) throw new Error(JSON.stringify(log.error));
    const replayed = await replay({ log: log.value, stageAt });
    expect(replayed.ok && replayed.value.differences).toEqual([]);
  });
});

/** Works through the plan as the one at the window; `alter` does a step otherwise. */
async function work({ drill }: Begun, alter: (step: Step) => Step | undefined = (step) => step): Promise<void> {
  for (let next = drill.next(); next; next = drill.next()) {
    const step = alter(next.step);
    if (!step) return;
    const [ticket] = drill.practice.desk.snapshot().queue.consult;
    // A plan does not know the number of the ticket yet.
    const open: Step = { name: 'open', value: { ticket: ticket?.number ?? '', to: 'consult' } };
    await drill.practice.play(step.name === 'open' ? open : step, 'window');
    await drill.settled();
  }
}

function partOf(begun: Begun, name: string) {
  const part = begun.score().parts.find((each) => each.part === name);
  if (!part) throw new Error(name);
  return part;
}

describe('the money of a drill is held against the money of the scenario itself', () => {
  test('everything as it was to be: every movement is named, and right', async () => {
    const begun = await begin('refund-of-drugs');
    await work(begun);
    const money = partOf(begun, 'money');
    expect(money).toMatchObject({ points: 10, of: 10 });
    expect(money.evidence.map(({ zh }) => zh)).toEqual([
      '00:00 挂号费：联网，现金 0.00、账户 1.40、统筹 2.60，正确',
      '00:00 费用：联网，现金 5.20、账户 14.65、统筹 25.35，正确',
      '00:00 退费：阿莫西林胶囊 × 2，联网，现金 5.20、账户 7.65、统筹 12.35，正确',
    ]);
  });

  test('a refund of the wrong quantity: to fund, account and patient went other amounts than were due', async () => {
    const begun = await begin('refund-of-drugs');
    await work(begun, (step) =>
      step.name === 'return' ? { name: 'return', value: { line: 1, quantity: '1' } } : step,
    );
    expect(partOf(begun, 'path').points).toBe(40);
    const money = partOf(begun, 'money');
    expect(money.points).toBe(0);
    const [reason] = money.evidence.filter(({ lost }) => lost > 0);
    expect(reason?.zh).toContain('退费：阿莫西林胶囊 × 1，联网，现金 2.60');
    expect(reason?.zh).toContain('应为阿莫西林胶囊 × 2，联网，现金 5.20、账户 7.65、统筹 12.35');
  });

  test('cash that was due and not taken is the till’s loss, however right the settlement', async () => {
    const begun = await begin('refund-of-drugs');
    await work(begun, (step) => (step.name === 'tender' ? undefined : step));
    await act(begun, { kind: 'back' });
    const money = partOf(begun, 'money');
    expect(money.points).toBe(0);
    expect(money.evidence.filter(({ lost }) => lost > 0).map(({ zh }) => zh)).toEqual([
      expect.stringMatching(/^00:00 费用：已结算，现金 [\d.]+ 没有收$/),
    ]);
  });

  test('settled in cash at full price where insurance would have paid: named with both', () => {
    const saw = (more: object) => ({ t: 60_000, saw: { hospital: '0001', station: 'pay', ticket: '1', ...more } });
    const money = (more: object) => movementsIn([saw({ at: 'paid', charge: 'fees', ...more }) as LogEntry]);
    const insured = money({ due: '5.20', fund: '12.35', account: '7.65' });
    const [compared] = comparedMoney(insured, money({ due: '25.20' }));
    if (!compared) throw new Error('nothing compared');
    expect(isRight(compared)).toBe(false);
    expect(moneyWords(compared, () => '01:00')).toEqual({
      zh: '01:00 费用：现金全额 25.20；应为联网，现金 5.20、账户 7.65、统筹 12.35',
      en: '01:00 bill: 25.20 in cash at full price; right: through insurance, 5.20 in cash, 7.65 account, 12.35 fund',
    });
    // What was done again is not expected a second time.
    expect(
      comparedMoney(insured, [...insured, ...money({ due: '5.20', fund: '12.35', account: '7.65' })]).filter(
        (each) => !isRight(each),
      ),
    ).toHaveLength(1);
  });
});
