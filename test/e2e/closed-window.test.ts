// A terminal window that is closed in the middle of something: whatever the session was to leave behind is there, and nothing
// else is (the program ends as if it had been told to).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/program.ts';
import { key, openTerminal } from '../support/terminal.ts';

const day = '2011-08-15';

function start(...args: readonly string[]) {
  const [data, temporary] = [temporaryFolder(), temporaryFolder()];
  const terminal = openTerminal([...args, '--date', day, '--data', data], { env: { TMPDIR: temporary } });
  const cities = () => readdirSync(temporary).filter((name) => name.startsWith('yibao-pos-training-'));
  /** The session's one city is there until then, and gone after it. */
  async function hangUp(): Promise<void> {
    expect(cities()).toHaveLength(1);
    terminal.hangUp();
    await terminal.exited;
    expect(cities()).toEqual([]);
  }
  return { terminal, data, hangUp };
}

test('a drill: its result is written, its log ended, and its city is gone', async () => {
  const { terminal, data, hangUp } = start('drill', 'prompt-wrong-pin', '--trainee', '张三');
  await terminal.see('Enter');
  terminal.press(key.enter);
  await terminal.see('插入社会保障卡');
  await hangUp();
  const training = (name: string) => readFileSync(join(data, 'training', name), 'utf8');
  expect(JSON.parse(training('results.jsonl'))).toMatchObject({ kind: 'drill', trainee: '张三' });
  const [log = ''] = readdirSync(join(data, 'training')).filter((name) => name.endsWith('.log'));
  expect(training(log)).toContain('"ended"');
});

test('a demonstration: its city is gone', async () => {
  const { terminal, hangUp } = start('demo', 'wrong-pin');
  await terminal.see('密码');
  await hangUp();
});

test('an examination: it counts as given up, and its city is gone', async () => {
  const { terminal, data, hangUp } = start('exam', '--trainee', '张三', '--seed', '15', '--scenarios', '2');
  await terminal.see('第几次');
  terminal.press(key.enter);
  await terminal.see('实操 1 / 2');
  terminal.press(key.enter);
  await terminal.see('插入社会保障卡');
  await hangUp();
  const results = readFileSync(join(data, 'training', 'results.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const told = results.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told[0]).toMatchObject({ kind: 'exam', begun: true });
  expect(told.at(-1)).toMatchObject({ kind: 'exam', passed: false });
  expect(told.length).toBeGreaterThan(1);
});
