// `exam` in a real terminal: worked by keys to a signed result; killed, it has left its beginning behind, and the next try of the
// same paper says so; what is changed afterwards is found by `report`.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { paperOf } from '../../src/training/exam/paper.ts';
import { loadShelf } from '../../src/training/scenario/shelf.ts';
import { top } from '../support/paths.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { key, openTerminal } from '../support/terminal.ts';

const day = '2011-08-15';

/** The number of a paper whose only scenario is this one. */
function seedFor(name: string): string {
  const shelf = loadShelf(join(top, 'fixtures', 'scenarios'));
  const pack = loadPack('tianjin-2011');
  if (!shelf.ok || !pack.ok) throw new Error('no shelf or no pack');
  const sources = { shelf: shelf.value, bank: [], pack: pack.value, day: dateOf(day) };
  for (let seed = 1; ; seed += 1) {
    const [item] = paperOf(sources, { seed, scenarios: 1, questions: 0 }).items;
    if (item?.name === name) return String(seed);
  }
}

const seed = seedFor('prompt-person-unknown');

function sit(data: string, ...more: readonly string[]) {
  const paper = ['--trainee', '张三', '--seed', seed, '--scenarios', '1', '--questions', '1'];
  return openTerminal(['exam', ...paper, '--date', day, '--data', data, ...more]);
}

function linesIn(data: string): Record<string, unknown>[] {
  const text = readFileSync(join(data, 'training', 'results.jsonl'), 'utf8').trimEnd();
  return text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('killed it was given up; the second attempt is worked by keys, named as such and signed; a change is found', async () => {
  const data = temporaryFolder();
  const killed = sit(data);
  await killed.see('第几次');
  expect(killed.text()).not.toContain('曹金龙');
  killed.press(key.enter);
  await killed.see('实操 1 / 1');
  // It stands on the disk before the first scenario is on the screen.
  expect(linesIn(data)).toMatchObject([{ kind: 'exam', begun: true, attempt: 1, passed: false, item: seed }]);
  killed.kill('SIGKILL');
  await killed.exited;

  const exam = sit(data);
  await exam.see(/第几次 +2/);
  exam.press(key.enter);
  await exam.see('实操 1 / 1');
  exam.press(key.enter);
  await exam.see('插入社会保障卡');
  exam.press(key.ctrl('r'));
  await exam.see('查找');
  exam.press('cao-jin');
  await exam.until('one card', (text) => !text.includes('王秀兰') && text.includes('曹金龙'));
  exam.press(key.enter);
  await exam.see('密码');
  // The Enter that many type after a PIN answers no prompt.
  exam.press('123456', key.enter);
  await exam.see('中心没有此人信息');
  exam.press(key.ctrl('y'));
  await exam.see('怎样告诉患者');
  exam.press('3');
  exam.resize(120, 40);
  await exam.see(/告知患者 +卡是好的/);
  exam.resize(80, 24);
  exam.press(key.ctrl('c'));
  await exam.see('放弃考试吗');
  exam.press('n', key.ctrl('f'));
  await exam.see('交这一题吗');
  exam.press('y');
  await exam.see('理论 1 / 1');
  exam.press(key.ctrl('q'));
  await exam.see('放弃考试吗');
  exam.press('y');
  await exam.see(/及格，第 2 次考这张试卷/);
  await exam.see('没有回答');
  exam.press(key.enter);
  expect(await exam.exited).toBe(0);

  const [first, begun, item, result] = linesIn(data);
  expect(first).toMatchObject({ begun: true, attempt: 1 });
  expect(begun).toMatchObject({ begun: true, attempt: 2, examination: result?.examination });
  expect(item).toMatchObject({ kind: 'exam-item', points: 80, of: 80, examination: result?.examination });
  expect(result).toMatchObject({ kind: 'exam', points: 80, of: 90, attempt: 2, passed: true });

  const report = await runProgram(['report', '--data', data, '--json']);
  expect(report.code).toBe(0);
  const file = join(data, 'training', 'results.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"points":80,"of":80', '"points":79,"of":80'));
  expect((await runProgram(['report', '--data', data])).code).toBe(1);
});
