// The instructor and a class of real counters: a command reaches one counter and no other, and nothing is lost when the
// instructor is killed. CLASS=8 sits a whole class down; what it took is printed, never judged.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RunningProgram, startProgram, temporaryFolder } from '../support/program.ts';
import { key, openTerminal, type ProgramTerminal } from '../support/terminal.ts';

const size = Number(process.env.CLASS ?? 4);
const day = ['--date', '2011-08-15'];
const patience = 20_000;

interface Told {
  readonly event: string;
  readonly counter?: number;
  readonly place?: number;
  readonly entry?: {
    readonly did?: unknown;
    readonly by?: string;
    readonly saw?: { readonly at: string };
    readonly held?: string;
  };
  readonly do?: unknown;
  readonly id?: string;
  readonly ms?: number;
  readonly t?: number;
  readonly trainee?: string;
  readonly result?: { readonly kind: string };
  readonly join?: string;
  readonly port?: number;
  readonly now?: {
    readonly held: string;
    readonly screen: readonly string[];
    readonly score: { readonly of: number } | null;
  };
}

interface Instructor {
  readonly program: RunningProgram;
  /** Everything it said so far. */
  readonly said: readonly Told[];
  /** The first event from a place on that is meant; waits for it. */
  until(meant: (told: Told) => boolean, from?: number): Promise<Told>;
  order(to: number | 'all', command: unknown): void;
}

async function startInstructor(data: string, port: number): Promise<Instructor> {
  const program = startProgram(['instructor', '--json', '--port', String(port), '--data', data, ...day]);
  const said: Told[] = [];
  const until = async (meant: (told: Told) => boolean, from = 0) => {
    for (let place = from; ; place += 1) {
      while (place >= said.length) said.push(JSON.parse(await program.line()) as Told);
      const told = said[place]!;
      if (meant(told)) return told;
    }
  };
  return { program, said, until, order: (to, command) => program.say(JSON.stringify({ to, do: command })) };
}

const isDone = (counter: number) => (told: Told) => told.event === 'done' && told.counter === counter;
const did = (counter: number, what: object) => (told: Told) =>
  told.event === 'told' && told.counter === counter && JSON.stringify(told.entry?.did) === JSON.stringify(what);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Trainees sit down one after another; each has a patient before them. */
async function seat(instructor: Instructor, join: string, data: string): Promise<ProgramTerminal[]> {
  const counters: ProgramTerminal[] = [];
  for (let number = 1; number <= size; number += 1) {
    const args = ['drill', 'ordinary-visit', '--class-at', join, '--trainee', `T${number}`, '--data', data, ...day];
    const counter = openTerminal(args, { columns: 120, rows: 40, patience });
    counters.push(counter);
    await counter.see('开始');
    counter.press(key.enter);
    await counter.see('请插入社会保障卡');
    await instructor.until(
      ({ event, counter: of, entry }) => event === 'told' && of === number && entry?.saw !== undefined,
    );
  }
  return counters;
}

test(`a class of ${size}: a fault reaches one counter only; the instructor is killed and hears everything all the same`, async () => {
  const data = temporaryFolder();
  const first = await startInstructor(data, 0);
  const { join, port } = await first.until(({ event }) => event === 'listening');
  const counters = await seat(first, join!, data);
  const target = Math.min(5, size);

  const before = first.said.length;
  first.order(target, { fault: { name: 'mute-card' } });
  await first.until(did(target, { fault: { name: 'mute-card', at: 'reader' } }), before);
  await first.until(isDone(target), before);
  // Everyone answers once more, so that whatever another counter had done would have been told before.
  const asked = first.said.length;
  first.order('all', { clear: null });
  for (let number = 1; number <= size; number += 1) await first.until(isDone(number), asked);
  const faults = first.said.filter(({ entry }) => entry && JSON.stringify(entry.did ?? '').includes('fault'));
  expect(faults.map(({ counter, entry }) => [counter, entry?.by])).toEqual([[target, 'trainer']]);

  // How long a command takes to be carried out and told, counter by counter.
  const from = first.said.length;
  for (let round = 0; round < 5; round += 1) {
    for (let number = 1; number <= size; number += 1) {
      const sent = first.said.length;
      first.order(number, { fault: { name: 'mute-card', times: 1 } });
      await first.until(isDone(number), sent);
    }
  }
  const took = first.said.slice(from).flatMap(({ event, ms }) => (event === 'done' && ms !== undefined ? [ms] : []));
  console.log(`class of ${size}: median ${median(took).toFixed(1)} ms, longest ${Math.max(...took).toFixed(1)} ms`);
  expect(took).toHaveLength(5 * size);
  first.order('all', { clear: null });

  // Frozen, a counter says so; what is typed then does nothing, then or when it is let go.
  const frozen = counters[0]!;
  const quiet = first.said.length;
  first.order(1, 'freeze');
  await frozen.see('讲师冻结了窗口：按键不起作用');
  for (const typed of [key.ctrl('r'), 'wang', key.enter]) frozen.press(typed);
  await frozen.see('已忽略 6 键');
  first.order(1, 'thaw');
  await frozen.until('the window is free', (text) => !text.includes('讲师冻结了窗口'));
  first.order(1, { fault: { name: 'mute-card', times: 1 } });
  first.order(1, { clear: null });
  await first.until(did(1, { clear: null }), quiet);
  expect(first.said.slice(quiet).filter(({ counter, entry }) => counter === 1 && entry?.by === 'window')).toEqual([]);
  expect(frozen.text()).not.toContain('查找:');
  first.order(1, 'freeze');
  await frozen.see('讲师冻结了窗口');
  frozen.press(key.ctrl('r'));
  await frozen.see('已忽略 1 键');
  first.order(1, 'take-over');
  await frozen.see('讲师接管了窗口');
  expect(frozen.text()).not.toContain('查找:');
  // What the trainer's keys do is the trainer's doing.
  const taken = first.said.length;
  for (const name of ['ctrl+r', 'w', 'a', 'n', 'g', 'enter']) first.order(1, { key: name });
  await first.until(did(1, { insert: 'wang-xiulan' }), taken);
  await frozen.see('请患者输入六位密码');
  expect(first.said.find(did(1, { insert: 'wang-xiulan' }))?.entry?.by).toBe('trainer');

  // The instructor dies; whoever was held is let go, and works on.
  await first.program.kill();
  await frozen.until('the window is free again', (text) => !text.includes('讲师接管了窗口'));
  frozen.press('123456');
  await frozen.see('科室:');

  const second = await startInstructor(data, port!);
  await second.until(({ event, counter, entry }) => event === 'told' && counter === 1 && entry?.saw?.at === 'choosing');
  const again = second.said.filter(({ event, counter }) => event === 'told' && counter === 1);
  // The whole tape, from its beginning, each place once; what was done while nobody looked is the trainee's.
  expect(again.map(({ place }) => place)).toEqual(again.map((_, place) => place));
  expect(again.find(did(1, { pin: 'right' }))?.entry?.by).toBe('window');
  expect(again.flatMap(({ entry }) => (entry?.held === undefined ? [] : [entry.held]))).toEqual([
    'frozen',
    'free',
    'frozen',
    'taken',
    'free',
  ]);
  // Everyone sits where they sat, and hears.
  for (let number = 1; number <= size; number += 1) {
    await second.until(
      ({ event, counter, trainee }) => event === 'joined' && counter === number && trainee === `T${number}`,
    );
  }
  const restarted = second.said.length;
  second.order(target, { line: 'down' });
  await second.until(isDone(target), restarted);

  for (const counter of counters) {
    await counter.see('班级：已连接');
    counter.kill();
  }
  await Promise.all(counters.map(({ exited }) => exited));
}, 180_000);

test('a plain practice counter and an examination in a class: the one is worked on, the other looked at without points', async () => {
  const data = temporaryFolder();
  const instructor = await startInstructor(data, 0);
  const { join: address } = await instructor.until(({ event }) => event === 'listening');
  const open = (args: readonly string[], own = temporaryFolder()) =>
    openTerminal([...args, '--class-at', address!, '--data', own, ...day], {
      columns: 120,
      rows: 40,
      patience,
    });
  const counter = open(['counter', '--trainee', '王芳 01']);
  await instructor.until(({ event, counter: of, entry }) => event === 'told' && of === 1 && entry?.saw !== undefined);
  instructor.order(1, { insert: 'wang-xiulan' });
  await instructor.until(isDone(1));
  await counter.see('请患者输入六位密码');
  expect((await instructor.until(did(1, { insert: 'wang-xiulan' }))).entry?.by).toBe('trainer');

  const exam = open(['exam', '--trainee', '李四', '--scenarios', '1', '--questions', '0', '--seed', '3']);
  await exam.see('讲师看得到每一步，看不到得分');
  exam.press(key.enter);
  await exam.see('Enter 开始');
  exam.press(key.enter);
  await instructor.until(({ event, counter: of, entry }) => event === 'told' && of === 2 && entry?.saw !== undefined);
  for (const command of ['freeze', 'take-over', { line: 'down' }, { scenario: 'ordinary-visit' }]) {
    const from = instructor.said.length;
    instructor.order(2, command);
    await instructor.until(({ event, counter: of }) => event === 'refused' && of === 2, from);
  }
  const points = instructor.said.flatMap(({ counter: of, now }) => (of === 2 && now ? [now.score] : []));
  expect(new Set(points)).toEqual(new Set([null]));
  exam.press(key.ctrl('f'));
  await exam.see('y 确定');
  exam.press('y');
  await instructor.until((told) => told.event === 'told' && told.counter === 2 && 'scored' in told);
  const scored = instructor.said.filter((told) => told.counter === 2 && 'result' in told);
  expect(scored).toHaveLength(2);

  // What was agreed on is in the signed terms from the beginning, and how often it was made use of in the result.
  const allowing = [
    'exam',
    '--trainee',
    '赵六',
    '--scenarios',
    '1',
    '--questions',
    '0',
    '--seed',
    '3',
    '--trainer-may-act',
  ];
  const kept = temporaryFolder();
  const allowed = open(allowing, kept);
  await allowed.see('也可以制造故障');
  allowed.press(key.enter);
  await allowed.see('Enter 开始');
  allowed.press(key.enter);
  await instructor.until(({ event, counter: of, entry }) => event === 'told' && of === 3 && entry?.saw !== undefined);
  instructor.order(3, { line: 'down' });
  await instructor.until(isDone(3));
  allowed.press(key.ctrl('f'));
  await allowed.see('y 确定');
  allowed.press('y');
  const isResult = (told: Told) => told.event === 'told' && told.counter === 3 && told.result?.kind === 'exam';
  const { result } = await instructor.until(isResult);
  expect(result).toMatchObject({ terms: { trainerMayAct: true }, interventions: 1 });
  const line = (text: string) => JSON.parse(text) as Record<string, unknown>;
  const [begun] = readFileSync(join(kept, 'training', 'results.jsonl'), 'utf8').split('\n');
  expect(line(begun ?? '')).toMatchObject({ begun: true, terms: { trainerMayAct: true } });
  for (const each of [counter, exam, allowed]) each.kill();
  await Promise.all([counter.exited, exam.exited, allowed.exited]);
  await instructor.program.kill();
}, 60_000);
