// The counter itself under kill -9, while a settlement is in doubt: at the next start it says what became of it, and the
// visit can be charged, once (3-protocol, The life of a settlement).

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { key, openTerminal, type ProgramTerminal } from '../support/terminal.ts';

const day = ['--date', '2011-08-15', '--hospital', '0002'];

async function untilTrial(counter: ProgramTerminal): Promise<void> {
  await counter.see('请患者输入六位密码');
  counter.press('123456');
  await counter.see('科室:');
  counter.press('nk', key.enter);
  await counter.see('医生:');
  counter.press(key.enter);
  await counter.see('统筹支付');
}

/** Settlements at the center by their state. */
function atCenter(data: string): Record<string, number> {
  const center = new Database(join(data, 'center.db'), { readonly: true });
  try {
    const rows = center
      .prepare<[], { state: string; n: number }>(
        'SELECT state, count(*) AS n FROM settlement WHERE msgid IS NOT NULL GROUP BY state',
      )
      .all();
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  } finally {
    center.close();
  }
}

test('killed while in doubt: the center has charged, the next start takes it back, says so, and charges once', async () => {
  const data = temporaryFolder();
  const first = openTerminal(['counter', '--reader', 'mock:wang-xiulan', '--data', data, ...day]);
  await untilTrial(first);
  first.press(key.ctrl('r'));
  await first.see('查找:');
  first.press('中心记账');
  await first.see(/> .*中心记账之后断开/);
  first.press(key.enter);
  await first.until('the tray closed', (text) => !text.includes('查找:'));
  first.press(key.enter);
  await first.see('调用中心交易失败');
  await first.see('在途 1 笔');
  expect(atCenter(data)).toEqual({ unconfirmed: 1 });
  first.kill('SIGKILL');
  await first.exited;

  const second = openTerminal(['counter', '--reader', 'mock:wang-xiulan', '--data', data, ...day]);
  await second.see('已冲正');
  expect(atCenter(data)).toEqual({ reversed: 1 });
  second.press(key.enter);
  await untilTrial(second);
  second.press(key.enter);
  await second.see('挂号完成');
  expect(atCenter(data)).toEqual({ reversed: 1, confirmed: 1 });
  second.kill('SIGKILL');
  await second.exited;

  const examined = await runProgram(['doctor', '--data', data, '--json']);
  expect(JSON.parse(examined.stdout)).not.toContainEqual(expect.objectContaining({ state: 'broken' }));
  const left = await runProgram(['reconcile', '--data', data, ...day, '--json']);
  expect(JSON.parse(left.stdout)).toMatchObject({ inFlight: [], statement: { flat: true } });
});
