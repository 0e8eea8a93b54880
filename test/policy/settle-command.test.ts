// `yibao-pos settle` and `yibao-pos rules` as processes: output, standard error and exit codes (8-cli).

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';

const bill = `pack: tianjin-2011
date: 2011-08-10
person: { scheme: employee, birth: 1946-03-01, status: retired }
hospital: { level: 2 }
visit: outpatient
ledger: { inScope: "1200.00", deductible: "700.00", fund: "325.00", supplement: "0.00" }
account: "150.00"
lines:
  - { name: 阿莫西林胶囊, class: B, price: "12.60", quantity: "2", ceiling: "10.00", selfPayRatio: "0.05" }
`;

function written(text: string | Uint8Array): string {
  const file = join(temporaryFolder(), 'bill.yaml');
  writeFileSync(file, text);
  return file;
}

describe('settle FILE', () => {
  test('--json answers one document with the names of the national interface, amounts as text', async () => {
    const { code, stdout, stderr } = await runProgram(['settle', written(bill), '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      benefit: 'employee-outpatient',
      medfee_sumamt: '25.20',
      fulamt_ownpay_amt: '0.00',
      overlmt_selfpay: '5.20',
      preselfpay_amt: '1.00',
      inscp_scp_amt: '19.00',
      act_pay_dedc: '0.00',
      hifp_pay: '0.00',
      hifob_pay: '12.35',
      cvlserv_pay: '0.00',
      hifmi_pay: '0.00',
      maf_pay: '0.00',
      oth_pay: '0.00',
      fund_pay_sumamt: '12.35',
      psn_part_amt: '12.85',
      acct_pay: '7.65',
      psn_cash_pay: '5.20',
      balc: '142.35',
      lines: [
        {
          name: '阿莫西林胶囊',
          det_item_fee_sumamt: '25.20',
          fulamt_ownpay_amt: '0.00',
          overlmt_amt: '5.20',
          preselfpay_amt: '1.00',
          inscp_scp_amt: '19.00',
        },
      ],
      ledger: { inScope: '1219.00', deductible: '700.00', fund: '337.35', supplement: '0.00' },
    });
  });

  test('a table whose columns align under Chinese and Latin names', async () => {
    const two = `${bill}  - { name: CT, class: A, price: "100", quantity: "1" }\n`;
    const { code, stdout } = await runProgram(['settle', written(two)]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      '项目          类别    金额  自费  超限价  先行自付  范围内\n' +
        '阿莫西林胶囊  B      25.20  0.00    5.20      1.00   19.00\n' +
        'CT            A     100.00  0.00    0.00      0.00  100.00\n',
    );
    expect(stdout).toMatch(/现金 +5\.20 {2}psn_cash_pay/);
  });

  test('--explain tells every rule with its file, line and source, in English too', async () => {
    const { stdout } = await runProgram(['settle', written(bill), '--explain', '--lang', 'en']);
    expect(stdout).toContain(
      '+ employees, outpatient and emergency: rate = 0.65 (since 2011-01-01)  19.00 -> 6.65  fits the bill',
    );
    expect(stdout).toMatch(
      /- employees, .*: rate = 0\.55 .* hospital level is 2, the rule asks for 3\n +tianjin-2011\/rates\.yaml:17 {2}employee-outpatient\.rate\[7\] /,
    );
    expect(stdout).toMatch(/- residents, .*level-1 hospitals {2}.*scheme is employee, the rule asks for resident/);
  });

  test('a refund is the difference, with its rule in the trace; a refused one says why, exit 3', async () => {
    const drug = bill.replace('selfPayRatio: "0.05"', 'selfPayRatio: "0.05", kind: drug');
    const back = (day: string) => written(`${drug}refund: { date: ${day}, lines: [1] }\n`);
    const given = JSON.parse((await runProgram(['settle', back('2011-08-13'), '--explain', '--json'])).stdout);
    expect(given).toMatchObject({ medfee_sumamt: '-25.20', hifob_pay: '-12.35', balc: '150.00' });
    expect(given.trace).toContainEqual(
      expect.objectContaining({ rule: 'value', key: 'refund.days[0]', value: '3', applied: true }),
    );
    const refused = await runProgram(['settle', back('2011-08-14'), '--json']);
    expect([refused.code, JSON.parse(refused.stdout)]).toEqual([
      3,
      { refund_refused: 'too-late', refund_refused_text: '已超过可退费的天数' },
    ]);
  });

  test('no benefit: the exact prompt, everything in cash, exit 3', async () => {
    const resident = bill
      .replace(/person:.*/, 'person: { scheme: resident, birth: 1975-03-01, status: adult }')
      .replace('level: 2', 'level: 3');
    const { code, stdout } = await runProgram(['settle', written(resident), '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      prompt: 'no-outpatient-benefit',
      prompt_text: '门诊不享受，请用现金支付',
      fund_pay_sumamt: '0.00',
      acct_pay: '0.00',
      psn_cash_pay: '25.20',
      balc: '150.00',
    });
  });

  test.each([
    [
      'a float',
      bill.replace('"12.60"', '12.6'),
      /bill\.yaml:9:38: lines\[0\]\.price: expected a decimal in quotes.*found 12\.6\n$/,
    ],
    [
      'no such pack',
      bill.replace('tianjin-2011', 'atlantis'),
      /bill\.yaml:1:7: pack: expected one of the packs .*tianjin-2011.*found atlantis\n$/,
    ],
    [
      'no such reading',
      bill.replace('tianjin-2011', 'tianjin-2011+x'),
      /pack: expected a variant of this pack: limit-on-fund, found x\n$/,
    ],
    [
      'a day before the pack',
      bill.replace('2011-08-10', '2010-08-10'),
      /bill\.yaml:2:7: date: expected 2011-01-01 or a later day/,
    ],
    [
      'an inpatient visit',
      bill.replace('outpatient', 'inpatient'),
      /bill\.yaml:5:8: visit: expected a kind of visit that pack tianjin-2011 has a rule for/,
    ],
    ['bytes that are not UTF-8', new Uint8Array([0xb0, 0xa2, 0xc4, 0xaa]), /not UTF-8 text/],
    ['text nested without end', '['.repeat(100_000), /expected valid YAML or JSON/],
  ])('%s: nothing on standard output, the place on standard error, exit 2', async (_, text, message) => {
    const { code, stdout, stderr } = await runProgram(['settle', written(text), '--json', '--lang', 'en']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  test('a file that is not there, exit 2', async () => {
    const { code, stderr } = await runProgram(['settle', join(temporaryFolder(), 'none.yaml')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/none\.yaml: .*没有这个文件/);
  });
});

test('settle -: one answer a line, a bad line in its place, also one nested without end', async () => {
  const good = JSON.stringify({
    pack: 'tianjin-2011',
    date: '2011-08-10',
    person: { scheme: 'employee', birth: '1975-03-01', status: 'in-service' },
    hospital: { level: 1 },
    visit: 'outpatient',
    lines: [{ name: 'CT', class: 'A', price: '1000', quantity: '1' }],
  });
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const { code, stdout } = await runProgram(['settle', '-'], { input: [good, 'x', deep, good].join('\n') });
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(2);
  expect(answers.map(({ hifob_pay, line }) => hifob_pay ?? line)).toEqual(['150.00', 2, 3, '150.00']);
  expect(answers.map(({ error }) => typeof error)).toEqual(['undefined', 'string', 'string', 'undefined']);
});

describe('rules', () => {
  test('list names the packs and their readings', async () => {
    const { code, stdout } = await runProgram(['rules', 'list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ pack: 'tianjin-2011', since: '2011-01-01', variants: ['limit-on-fund'] }),
    );
  });

  test('show gives each value with its condition, day, place and source', async () => {
    const { code, stdout } = await runProgram(['rules', 'show', 'tianjin-2011', '--lang', 'en']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /650\.00 {2}2011-01-01 {2}status: retired, age: ≥ 70 +tianjin-2011\/deductibles\.yaml:10 +医疗保险基本知识培训 · /,
    );
    expect(stdout).toMatch(/0\.85 .* assumption: the deck lists the illnesses and gives no deductible, rate or limit/);
    const shown = JSON.parse((await runProgram(['rules', 'show', 'tianjin-2011', '--json'])).stdout);
    expect(shown.benefits.map(({ id }: { id: string }) => id)).toContain('resident-outpatient-elsewhere');
  });

  test('check runs the worked cases; a case that does not hold is named, exit 2', async () => {
    const folder = join(temporaryFolder(), 'tianjin-2011');
    cpSync(join(rulesFolder(), 'tianjin-2011'), folder, { recursive: true });
    const sound = await runProgram(['rules', 'check', folder, '--lang', 'en']);
    expect([sound.code, sound.stdout]).toEqual([
      0,
      expect.stringMatching(/^tianjin-2011: sound, 1\d\d worked cases hold\n$/),
    ]);

    const rates = join(folder, 'rates.yaml');
    writeFileSync(
      rates,
      readFileSync(rates, 'utf8').replace(
        'level: 3 }, values: { 2011-01-01: "0.55" }',
        'level: 3 }, values: { 2011-01-01: "0.56" }',
      ),
    );
    const broken = await runProgram(['rules', 'check', folder, '--lang', 'en']);
    expect(broken.code).toBe(2);
    expect(broken.stdout).toMatch(
      /cases\/employees-by-class-and-level\.yaml:\d+:\d+: cases\[2\]\.expect\.hifob_pay: expected 112\.00, which the rules give, found 110\.00/,
    );
  });

  test('no such pack, no such folder: exit 2', async () => {
    expect((await runProgram(['rules', 'show', 'atlantis'])).code).toBe(2);
    expect((await runProgram(['rules', 'check', temporaryFolder()])).code).toBe(2);
  });
});
