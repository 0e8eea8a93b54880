// "A first visit, by keys alone" of the README, key by key, on the real program: what it says is what happens.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';
import { key, openTerminal } from '../support/terminal.ts';

/** The keys in a step of the README, in order: `Ctrl+R`, `wang`, Enter … */
function keysIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`|\b(Enter|Esc)\b/g)].map(([, code, name]) => code ?? name ?? '');
}

test('the first visit of the README, at 80×24, from the tray to the receipt; at most 30 keys besides PIN and orders', async () => {
  const readme = readFileSync(join(top, 'README.md'), 'utf8');
  const walk = readme.slice(readme.indexOf('## A first visit'), readme.indexOf('At a split'));
  const steps = walk
    .split(/^\d\. /m)
    .slice(1)
    .map(keysIn);
  expect(steps).toEqual([
    ['Ctrl+R', 'wang', 'Enter'],
    ['123456'],
    ['nk', 'Enter', 'Enter', 'Enter', 'p', 'Esc', 'Enter'],
    ['2', 'Enter', 'gxy', 'Enter', 'amxljn', 'Enter', '2', 'Enter', 'Ctrl+S'],
    ['3', 'Enter', 'Enter', 'Enter', 'p', 'Ctrl+Q'],
  ]);

  const counter = openTerminal(['counter', '--data', temporaryFolder(), '--date', '2011-08-15']);
  let pressed = 0;
  const press = (...keys: string[]) => {
    pressed += keys.join('').length;
    counter.press(...keys);
  };
  await counter.see('请插入社会保障卡');
  press(key.ctrl('r'));
  await counter.see('查找:');
  press('wang');
  await counter.see('王秀兰');
  press(key.enter);
  await counter.see('请患者输入六位密码');
  counter.press('123456');
  await counter.see('科室:');
  press('nk', key.enter);
  await counter.see('医生:');
  press(key.enter);
  await counter.see('统筹支付');
  // "At a split … `w` says why": the policy's own trace, through center and hospital.
  counter.press('w');
  await counter.see(/tianjin-2011\/deductibles\.yaml:\d+ employee-outpatient\.deductible/);
  counter.press(key.escape);
  await counter.until('the explanation closed', (text) => !text.includes('┌─'));
  press(key.enter);
  await counter.see('挂号完成');
  press('p');
  await counter.see('挂号票');
  await counter.see('已打印');
  press(key.escape);
  await counter.until('the ticket closed', (text) => !text.includes('┌─'));
  press(key.enter);
  await counter.see('今日');

  press('2');
  await counter.see('候诊 1 人');
  press(key.enter);
  await counter.see('诊断:');
  counter.press('gxy', key.enter);
  await counter.see('原发性高血压');
  counter.press('amxljn', key.enter);
  await counter.see('数量:');
  counter.press('2', key.enter);
  await counter.see('25.20');
  press(key.ctrl('s'));
  await counter.see('处方已送收费处');

  press('3');
  await counter.see('账户支付');
  press(key.enter);
  await counter.see(/应收现金 +5\.20/);
  press(key.enter);
  await counter.see('收费完成');
  press('p');
  await counter.see('门诊收费收据');
  press(key.ctrl('q'));
  expect(await counter.exited).toBe(0);
  expect(counter.output()).toContain('门诊联网已结算');
  expect(pressed).toBeLessThanOrEqual(30);
});
