// Outside practice nobody sits at the counter by the roster: number and a password of one's own are asked first, on a real
// terminal (8-cli, counter).

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { key, openTerminal } from '../support/terminal.ts';

test('--no-practice alone demands a sign-in; the practice password is refused with what to do, one’s own opens', async () => {
  const data = ['--data', join(temporaryFolder(), 'data'), '--date', '2011-08-15'];
  const own = 'jade.river9';
  const counter = openTerminal(['counter', '--no-practice', ...data]);
  await counter.see('窗口已锁定');
  counter.press('1001', key.enter);
  counter.press('10011001', key.enter);
  await counter.see('yibao-pos operator password 1001');

  const by = await runProgram(['operator', 'password', '1001', '--by', '1008', ...data], {
    input: `10081008\n${own}\n${own}\n`,
  });
  expect(by).toMatchObject({ code: 3, stderr: expect.stringContaining('yibao-pos operator password 1008') });
  const set = await runProgram(['operator', 'password', '1001', ...data], { input: `10011001\n${own}\n${own}\n` });
  expect(set).toMatchObject({ code: 0 });

  counter.press(own, key.enter);
  await counter.see('请插入社会保障卡');
  counter.press(key.ctrl('q'));
  expect(await counter.exited).toBe(0);
  expect(counter.output()).not.toContain(own);
});
