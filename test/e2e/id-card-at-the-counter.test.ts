// The counter with the reader of social-security cards and that of identity cards at once, each in a process of its own
// behind a pseudo-terminal: registered by identity card, PIN at the center; paid with an e-voucher that a scanner types.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eVoucherOf } from '../../src/domain/e-voucher.ts';
import { top } from '../support/paths.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';
import { key, openTerminal } from '../support/terminal.ts';

function uniquePartOf(person: string): string {
  const rows = readFileSync(join(top, 'fixtures', 'city', 'credentials.csv'), 'utf8').split('\n');
  return rows.find((row) => row.startsWith(`${person},`))?.split(',')[1] ?? '';
}

test('no social-security card at hand: identity card and e-voucher, while another reader waits for cards', async () => {
  const folder = temporaryFolder();
  const [cardLink, idLink] = [join(folder, 'card-reader'), join(folder, 'id-reader')];
  const day = ['--date', '2011-08-15'];
  const cardReader = startProgram(['reader', 'emulate', '--pty', cardLink, ...day]);
  const idReader = startProgram(['reader', 'emulate', '--protocol', 'sam', '--pty', idLink, ...day]);
  expect(await cardReader.line()).toBe(`PTY ${cardLink}`);
  expect(await idReader.line()).toBe(`PTY ${idLink}`);

  const readers = ['--reader', `ccid:${cardLink}`, '--id-reader', `sam:${idLink}`];
  const place = ['--hospital', '0002', '--window', '1', '--data', join(folder, 'data'), ...day];
  const counter = openTerminal(['counter', ...readers, ...place]);
  await counter.see('没带社会保障卡');
  idReader.say('insert wang-xiulan');
  await counter.see('请患者输入六位密码');
  await counter.see('王秀兰');
  counter.press('111111');
  await counter.see('密码错误');
  await counter.see(/还可?试? ?5|5 次/);
  counter.press('r');
  await counter.see('请患者输入六位密码');
  counter.press('123456');
  await counter.see('科室:');
  counter.press('nk', key.enter);
  await counter.see('医生:');
  counter.press(key.enter);
  await counter.see('统筹支付');
  counter.press(key.enter);
  await counter.see('挂号完成');

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
  counter.press('3');
  await counter.see('[3 收费]');
  counter.press(`${eVoucherOf(uniquePartOf('wang-xiulan'), '12')}\r`);
  await counter.see('统筹支付');
  counter.press(key.enter);
  await counter.see('应收现金');
  counter.press('10', key.enter);
  await counter.see('4.80');
  counter.press(key.enter, key.ctrl('q'));
  expect(await counter.exited).toBe(0);
  expect(counter.output()).not.toContain('123456');
});
