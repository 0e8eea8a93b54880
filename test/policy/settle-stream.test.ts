// `settle -` (8-cli): JSON Lines, in order, a bad line answered in its place, in bounded memory.

import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { hasDuplicateKeys } from '../../src/cli/json-keys.ts';
import { linesOf } from '../../src/cli/lines-of.ts';
import { settleStream } from '../../src/cli/settle-stream.ts';

const bill = {
  pack: 'tianjin-2011',
  date: '2011-08-10',
  person: { scheme: 'employee', birth: '1946-03-01', status: 'retired' },
  hospital: { level: 2 },
  visit: 'outpatient',
  ledger: { inScope: '1200.00', deductible: '700.00', fund: '325.00', supplement: '0.00' },
  account: '150.00',
  lines: [{ name: '阿莫西林胶囊', class: 'B', price: '12.60', quantity: '2', ceiling: '10.00', selfPayRatio: '0.05' }],
};
const resident = {
  ...bill,
  person: { scheme: 'resident', birth: '1975-03-01', status: 'adult' },
  hospital: { level: 3 },
};

async function stream(input: Iterable<string | Uint8Array>, explain = false) {
  let text = '';
  const output = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      text += new TextDecoder().decode(chunk);
      done();
    },
  });
  const chunks = [...input].map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk));
  const code = await settleStream(Readable.from(chunks, { objectMode: true }), output, { explain, language: 'en' });
  return {
    code,
    answers: text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  };
}

test('each line is settled and answered on a line of its own, in order', async () => {
  const lines = ['1', '2', '3'].map((quantity) => JSON.stringify({ ...bill, lines: [{ ...bill.lines[0], quantity }] }));
  const { code, answers } = await stream([lines.join('\n')]);
  expect(code).toBe(0);
  expect(answers.map((answer) => answer.medfee_sumamt)).toEqual(['12.60', '25.20', '37.80']);
});

test('bad lines are answered in their place with line, column and key, and the code is 2 at the end', async () => {
  const good = JSON.stringify(bill);
  const { code, answers } = await stream([
    `${good}\n{"pack": \n${JSON.stringify({ ...bill, lines: [{ ...bill.lines[0], price: 12.6 }] })}\n\n[]\n`,
    `${JSON.stringify({ ...bill, pack: 'atlantis' })}\n${JSON.stringify({ ...bill, visit: 'inpatient' })}\n${good}\n`,
  ]);
  expect(code).toBe(2);
  expect(answers.map((answer) => [answer.line, answer.key, answer.medfee_sumamt])).toEqual([
    [undefined, undefined, '25.20'],
    [2, '', undefined],
    [3, 'lines[0].price', undefined],
    [5, '', undefined],
    [6, 'pack', undefined],
    [7, 'visit', undefined],
    [undefined, undefined, '25.20'],
  ]);
  expect(answers[2].error).toMatch(/^-:3:\d+: lines\[0\]\.price: expected a decimal in quotes.*found 12\.6$/);
  expect(answers[2].column).toBe(
    JSON.stringify({ ...bill, lines: [{ ...bill.lines[0], price: 12.6 }] }).indexOf('12.6') + 1,
  );
});

test('two equal keys are noticed: JSON.parse would keep the last in silence', async () => {
  const twice = JSON.stringify(bill).replace('"price":"12.60"', '"price":"12.60","price":"0.01"');
  const { code, answers } = await stream([`${twice}\n`]);
  expect(code).toBe(2);
  expect(answers[0].error).toMatch(/unique/);
  expect(
    hasDuplicateKeys('{"a":"b\\":","c":[{"a":1},{"a":2}]}', JSON.parse('{"a":"b\\":","c":[{"a":1},{"a":2}]}')),
  ).toBe(false);
});

test('a person without a benefit: prompt in the answer; 3 when every bill of the stream was refused', async () => {
  const alone = await stream([`${JSON.stringify(resident)}\n`]);
  expect(alone.code).toBe(3);
  expect(alone.answers[0]).toMatchObject({
    prompt: 'no-outpatient-benefit',
    acct_pay: '0.00',
    psn_cash_pay: '25.20',
    balc: '150.00',
  });
  expect((await stream([`${JSON.stringify(resident)}\n${JSON.stringify(bill)}\n`])).code).toBe(0);
});

test('with --explain every answer carries its trace', async () => {
  const { answers } = await stream([`${JSON.stringify(bill)}\n`], true);
  expect(answers[0].trace.length).toBeGreaterThan(50);
  expect(answers[0].trace[0]).toMatchObject({
    file: 'tianjin-2011/lines.yaml',
    applied: false,
    before: '25.20',
    after: '25.20',
  });
});

describe('the lines of a stream', () => {
  const linesFrom = async (chunks: Uint8Array[], longest?: number) => {
    const found = [];
    for await (const batch of linesOf(Readable.from(chunks, { objectMode: true }), longest)) found.push(...batch);
    return found.map(({ text, number, tooLong }) => [number, tooLong ? 'too long' : text]);
  };
  const bytes = (text: string) => new TextEncoder().encode(text);

  test('are cut anywhere by the wire, also within a character', async () => {
    const whole = bytes('\uFEFF一\r\n二二\n\n三');
    for (let at = 0; at <= whole.length; at += 1) {
      expect(await linesFrom([whole.subarray(0, at), whole.subarray(at)])).toEqual([
        [1, '一\r'],
        [2, '二二'],
        [3, ''],
        [4, '三'],
      ]);
    }
  });

  test('an endless line is passed over and its successors are read', async () => {
    const chunks = ['a\n', ...Array.from({ length: 50 }, () => 'x'.repeat(10)), '\nb\n'].map(bytes);
    expect(await linesFrom(chunks, 100)).toEqual([
      [1, 'a'],
      [2, 'too long'],
      [3, 'b'],
    ]);
  });
});

test('the reader’s pace is kept: nothing is read on while the output is full', async () => {
  const input = new PassThrough({ highWaterMark: 1024 });
  const held: (() => void)[] = [];
  const output = new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      held.push(done);
    },
  });
  const ended = settleStream(input, output, { explain: false, language: 'en' });
  const line = `${JSON.stringify(bill)}\n`;
  let accepted = 0;
  while (accepted < 1000 && input.write(line)) accepted += 1;
  expect(accepted).toBeLessThan(50);
  input.end();
  let open = true;
  const release = () => {
    held.shift()?.();
    if (open) setImmediate(release);
  };
  release();
  expect(await ended).toBe(0);
  open = false;
});

test('nobody reads any more: the stream ends early and quietly', async () => {
  const output = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  let pulled = 0;
  function* endless() {
    for (;;) {
      pulled += 1;
      yield new TextEncoder().encode(`${JSON.stringify(bill)}\n`);
    }
  }
  await settleStream(Readable.from(endless(), { objectMode: true }), output, { explain: false, language: 'en' });
  expect(pulled).toBeLessThan(100);
});
