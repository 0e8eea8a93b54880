// The main job on real input: a reader in a process of its own behind a pseudo-terminal, the counter in another, one whole
// visit by keys alone; then the reader is killed in mid-visit and started again, and the visit goes on.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startProgram, temporaryFolder } from '../support/program.ts';
import { key, openTerminal, type ProgramTerminal } from '../support/terminal.ts';

const pin = '123456';

function emulatedReader(link: string, card: string) {
  return startProgram(['reader', 'emulate', '--pty', link, '--card', card, '--date', '2011-08-15']);
}

/** From the PIN to the registration slip. */
async function register(counter: ProgramTerminal): Promise<void> {
  await counter.see('请患者输入六位密码');
  counter.press(pin);
  await counter.see('科室:');
  counter.press('nk', key.enter);
  await counter.see('医生:');
  counter.press(key.enter);
  await counter.see('统筹支付');
  counter.press(key.enter);
  await counter.see('挂号完成');
}

async function order(counter: ProgramTerminal): Promise<void> {
  counter.press('2');
  await counter.see('候诊 1 人');
  counter.press(key.enter);
  await counter.see('诊断:');
  counter.press('gxy', key.enter);
  await counter.see('原发性高血压');
  counter.press('amxljn', key.enter);
  await counter.see('数量:');
  counter.press('2', key.enter);
  await counter.see('25.20');
  counter.press(key.ctrl('s'));
  await counter.see('处方已送收费处');
}

test('a whole visit by keys alone over a pseudo-terminal; the reader dies in mid-visit, comes back, and the visit goes on', async () => {
  const folder = temporaryFolder();
  const link = join(folder, 'reader');
  const data = join(folder, 'data');
  const first = emulatedReader(link, 'wang-xiulan');
  expect(await first.line()).toBe(`PTY ${link}`);

  const counter = openTerminal([
    'counter',
    '--reader',
    `ccid:${link}`,
    '--hospital',
    '0002',
    '--window',
    '1',
    '--data',
    data,
    '--date',
    '2011-08-15',
  ]);
  await counter.see('海河市中医医院');
  await register(counter);
  expect(counter.text()).not.toContain(pin);
  await order(counter);

  // At the cashier's, before the money: the reader's process is killed, its line is gone.
  counter.press('3');
  await counter.see('统筹支付');
  await first.kill();
  await counter.see('读卡器 断开');
  await counter.until('the visit pauses and says why', (text) => /─ 读卡器断开 ─/.test(text));

  const second = emulatedReader(link, 'wang-xiulan');
  expect(await second.line()).toBe(`PTY ${link}`);
  await counter.see('读卡器 有卡');
  // The same card is back: the trial stands as it was, and nothing is asked twice.
  await counter.until('the trial again', (text) => !text.includes('读卡器断开') && /统筹支付 +12\.35/.test(text));
  counter.press(key.enter);
  await counter.see('应收现金');
  counter.press('10', key.enter);
  await counter.see('4.80');
  counter.press('p');
  await counter.see('贰拾伍元贰角整');
  counter.press(key.escape, key.ctrl('q'));
  expect(await counter.exited).toBe(0);

  // The receipt is on the terminal after the exit, and in the data folder.
  expect(counter.output()).toContain('门诊联网已结算');
  const receipts = readdirSync(join(data, 'receipts'));
  const texts = receipts.map((name) => readFileSync(join(data, 'receipts', name), 'utf8'));
  expect(texts.filter((text) => text.includes('门诊收费收据') && text.includes('25.20'))).toHaveLength(1);
});
