// 3201 and 3202: the day's end (3-protocol, The life of a settlement). Settlements count at their day, refunds, negated, at
// theirs; what was reversed counts nowhere.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { DailyDetail, DailyTotals, DetailCompared, TotalsCompared } from '../../src/domain/protocol/statement.ts';
import { Counter, clockAt, openCity } from './counter.ts';
import { charged, refunded, type Settled, tablets, test900 } from './refunding.ts';
import { cityHospital, resident, tcmHospital, townHospital, worker } from './small-city.ts';

let center: EmbeddedCenter;
let counter: Counter;
let clock: ReturnType<typeof clockAt>;

beforeEach(() => {
  clock = clockAt('2011-08-15 09:00:00');
  center = openCity({ clock });
  counter = new Counter(center, cityHospital, () => clock.now());
});
afterEach(() => center.close());

const day = { stmt_begndate: '2011-08-15', stmt_enddate: '2011-08-15', setl_optins: '129900' };
const nextDay = { stmt_begndate: '2011-08-16', stmt_enddate: '2011-08-16' };
const zero = { medfee_sumamt: '0.00', fund_pay_sumamt: '0.00', acct_pay: '0.00', fixmedins_setl_cnt: 0 };

function totals(but: Partial<DailyTotals['data']>, by = counter) {
  const data = { ...day, insutype: '310', clr_type: '11', ...zero, refd_setl_flag: '0' as const, ...but };
  return by.send<TotalsCompared>('3201', { data });
}

/** What the center has, told by a hospital that has nothing. */
function atCenter(but: Partial<DailyTotals['data']> = {}, by = counter) {
  return by.must(totals(but, by)).stmtinfo.sim_center;
}

type Line = readonly [settled: Settled, msgid: string, flag: '0' | '1'];

const lineOf = ([settled, msgid, flag]: Line) =>
  [
    settled.psn_no,
    settled.mdtrt_id,
    settled.setl_id,
    msgid,
    settled.medfee_sumamt,
    settled.fund_pay_sumamt,
    settled.acct_pay,
    flag,
  ].join('\t');

function detail(lines: readonly Line[], but: Partial<DailyDetail['data']> = {}) {
  const sum = (pick: (settled: Settled) => string) =>
    lines.reduce((total, [one]) => total + Number(pick(one)), 0).toFixed(2);
  return counter.send<DetailCompared>('3202', {
    data: {
      ...day,
      file_qury_no: 'F1',
      medfee_sumamt: sum(({ medfee_sumamt }) => medfee_sumamt),
      fund_pay_sumamt: sum(({ fund_pay_sumamt }) => fund_pay_sumamt),
      cash_payamt: sum(({ psn_cash_pay }) => psn_cash_pay),
      fixmedins_setl_cnt: lines.length,
      sim_file: lines.map((line) => `${lineOf(line)}\n`).join(''),
      ...but,
    },
  });
}

describe('3201', () => {
  test('by hospital and scheme; unconfirmed ones count, reversed ones do not', () => {
    charged(counter, worker, [test900], false);
    const reversed = counter.charge(worker, [tablets(1)]);
    counter.must(counter.reverse(worker, reversed.msgid));
    counter.charge(worker, [tablets(100)]);
    const town = new Counter(center, townHospital, () => clock.now());
    charged(town, resident, [tablets(30)]);
    expect(atCenter()).toEqual({
      medfee_sumamt: '1000.00',
      fund_pay_sumamt: '110.00',
      acct_pay: '45.00',
      fixmedins_setl_cnt: 2,
    });
    expect(atCenter({ insutype: '390' })).toEqual(zero);
    expect(atCenter({ insutype: '390' }, town)).toMatchObject({ medfee_sumamt: '30.00', fixmedins_setl_cnt: 1 });
    clock.set('2011-08-16 09:00:00');
    counter.signIn();
    expect(atCenter(nextDay)).toEqual(zero);
  });

  test('an original counts at its day though it is refunded, the refund negated at its own, the remainder there as well', () => {
    charged(counter, worker, [test900], false);
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    const before = atCenter();
    clock.set('2011-08-16 10:00:00');
    counter.signIn();
    refunded(counter, settled, [line(0, '60')]);
    expect(atCenter()).toEqual(before);
    expect(atCenter({ refd_setl_flag: '1' })).toEqual(zero);
    expect(atCenter({ ...nextDay, refd_setl_flag: '1' })).toEqual({
      medfee_sumamt: '-100.00',
      fund_pay_sumamt: '-55.00',
      acct_pay: '-45.00',
      fixmedins_setl_cnt: 1,
    });
    expect(atCenter(nextDay)).toMatchObject({
      medfee_sumamt: '40.00',
      fund_pay_sumamt: '22.00',
      fixmedins_setl_cnt: 1,
    });
  });

  test('a refund that was reversed counts nowhere, nor does what it kept', () => {
    charged(counter, worker, [test900], false);
    const { settled, line } = charged(counter, worker, [tablets(100)]);
    const before = atCenter();
    refunded(counter, settled, [line(0, '60')]);
    const other = charged(counter, worker, [tablets(1)], false);
    const { setl_id, mdtrt_id, psn_no } = other.settled;
    const fields = {
      sim_returned: null,
      sim_invono: 'T1',
      sim_trial: '0',
      sim_approver: { opter: '1', opter_name: '' },
    };
    counter.must(counter.send('2208', { data: { setl_id, mdtrt_id, psn_no, ...fields } }));
    counter.must(counter.reverse(worker, counter.lastMsgid, '2208'));
    expect(atCenter({ refd_setl_flag: '1' })).toMatchObject({ medfee_sumamt: '-100.00', fixmedins_setl_cnt: 1 });
    expect(Number(atCenter().medfee_sumamt) - Number(before.medfee_sumamt)).toBe(41);
  });

  test.each([
    ['0', /^对平：1 笔，合计 900\.00$/, { fixmedins_setl_cnt: 1, medfee_sumamt: 900, fund_pay_sumamt: '55' }],
    ['1', /^中心多 1 笔（中心 1 笔，医院 0 笔）；医疗费总额：中心 900\.00，医院 0\.00/, {}],
    ['2', /^医院多 1 笔/, { fixmedins_setl_cnt: '2' as never, medfee_sumamt: '900', fund_pay_sumamt: '55' }],
    [
      '3',
      /^笔数相同，金额不符：基金支付：中心 55\.00，医院 54\.99$/,
      { fixmedins_setl_cnt: 1, medfee_sumamt: '900', fund_pay_sumamt: '54.99' },
    ],
  ])('verdict %s: %s', (verdict, description, but) => {
    charged(counter, worker, [test900], false);
    const { stmtinfo } = counter.must(totals(but as never));
    expect(stmtinfo.stmt_rslt).toBe(verdict);
    expect(stmtinfo.stmt_rslt_dscr).toMatch(description);
  });

  test.each([
    ['stmt_begndate', { stmt_begndate: '2011-02-30' }],
    ['stmt_enddate', { stmt_enddate: '2011-08-14' }],
    ['stmt_enddate', { stmt_enddate: '2011-09-15' }],
    ['fixmedins_setl_cnt', { fixmedins_setl_cnt: 1.5 }],
    ['acct_pay', { acct_pay: '1.234' }],
    ['refd_setl_flag', { refd_setl_flag: '2' }],
  ])('%s that is none is refused by name', (field, but) => {
    expect(totals(but as never).err_msg).toMatch(new RegExp(`^input\\.data\\.${field}: `));
  });
});

describe('3201 and 3202', () => {
  const stating = { 3201: totals, 3202: (but: object) => detail([], but) };

  test.each([
    ['insutype', { insutype: '999' }, '取值不符，应为 310、390 (not one of 310, 390)'],
    ['clr_type', { clr_type: '99' }, '取值不符，应为 11 (not one of 11)'],
    ['stmt_begndate', nextDay, '晚于中心的业务日期 2011-08-15 (after the center'],
    ['stmt_enddate', { stmt_enddate: '2011-08-16' }, '晚于中心的业务日期 2011-08-15 (after the center'],
  ])('%s that does not exist or has not come is refused, not flat', (field, but, why) => {
    for (const state of Object.values(stating)) {
      expect(state(but)).toMatchObject({ infcode: -1, output: null });
      expect(state(but).err_msg).toContain(`input.data.${field}: ${why}`);
    }
  });

  test('without a code 3201 is not answered, and 3202 is compared with all that the hospital has', () => {
    expect(totals({ insutype: null } as never).err_msg).toMatch(/^input\.data\.insutype: /);
    expect(totals({ clr_type: undefined } as never).err_msg).toBe('input.data.clr_type: 缺少 (missing)');
    charged(counter, worker, [tablets(10)]);
    const rows = (but: object) => counter.must(detail([], but)).fileinfo.length;
    expect([{}, { insutype: '310', clr_type: '11' }, { insutype: '390' }].map(rows)).toEqual([1, 1, 0]);
  });
});

describe('3202', () => {
  test('flat: settlement, refund and remainder, each with the message that made it', () => {
    const first = charged(counter, worker, [test900], false);
    const second = charged(counter, worker, [tablets(100)]);
    const refund = refunded(counter, second.settled, [second.line(0, '60')]);
    const rest = refund.sim_remainder!.setlinfo;
    const rows = counter.must(detail([])).fileinfo;
    expect(rows.map(({ stmt_rslt, refd_setl_flag }) => [stmt_rslt, refd_setl_flag])).toEqual([
      ['1', '0'],
      ['1', '0'],
      ['1', '1'],
      ['1', '0'],
    ]);
    const refundMsgid = rows.find(({ setl_id }) => setl_id === rest.setl_id)!.msgid!;
    const all: Line[] = [
      [refund.setlinfo, refundMsgid, '1'],
      [first.settled, first.msgid, '0'],
      [rest, refundMsgid, '0'],
      [second.settled, second.msgid, '0'],
    ];
    const { fileinfo } = counter.must(detail(all));
    expect(fileinfo.map(({ setl_id }) => setl_id)).toEqual(all.map(([{ setl_id }]) => setl_id));
    expect(new Set(fileinfo.map(({ stmt_rslt, memo }) => `${stmt_rslt} ${memo}`))).toEqual(new Set(['0 一致']));
  });

  test('the center has more: the row names the message to reverse', () => {
    const { settled, msgid } = counter.charge(worker, [tablets(10)]);
    expect(counter.must(detail([])).fileinfo).toEqual([
      {
        psn_no: worker.psnNo,
        mdtrt_id: settled.mdtrt_id,
        setl_id: settled.setl_id,
        msgid,
        refd_setl_flag: '0',
        stmt_rslt: '1',
        memo: '医院没有这一笔，中心尚未确认',
        sim_center: { medfee_sumamt: '10.00', fund_pay_sumamt: '0.00', acct_pay: '10.00', sim_state: 'unconfirmed' },
      },
    ]);
  });

  test('the hospital has more: never settled here, or reversed', () => {
    const { settled, msgid } = counter.charge(worker, [tablets(10)]);
    counter.must(counter.reverse(worker, msgid));
    const never = { ...settled, setl_id: '1' };
    const { fileinfo } = counter.must(
      detail([
        [settled, msgid, '0'],
        [never, msgid, '0'],
      ]),
    );
    expect(fileinfo.map(({ stmt_rslt, memo, sim_center }) => [stmt_rslt, memo, sim_center])).toEqual([
      ['2', '中心已冲正', null],
      ['2', '中心没有这一笔', null],
    ]);
  });

  test('another hospital’s settlement is none of this one’s', () => {
    const there = new Counter(center, tcmHospital, () => clock.now());
    const { settled, msgid } = charged(there, worker, [tablets(10)]);
    expect(counter.must(detail([[settled, msgid, '0']])).fileinfo).toMatchObject([{ stmt_rslt: '2' }]);
  });

  test.each([
    ['基金支付：中心 55.00，医院 54.00', { fund_pay_sumamt: '54.00', psn_cash_pay: '846.00' }, {}],
    ['人员编号：中心 P001', { psn_no: 'P002' }, {}],
    ['就诊号：中心', { mdtrt_id: '9' }, {}],
    ['中心记在 2011-08-15', {}, nextDay],
  ])('differs: %s, and shows both', (memo, but, days) => {
    const { settled, msgid } = charged(counter, worker, [test900], false);
    clock.set('2011-08-16 09:00:00');
    counter.signIn();
    const [row] = counter.must(detail([[{ ...settled, ...but }, msgid, '0']], days)).fileinfo;
    expect(row).toMatchObject({ stmt_rslt: '3', sim_center: { fund_pay_sumamt: '55.00', sim_state: 'confirmed' } });
    expect(row?.memo).toContain(memo);
  });

  const good = [
    'P001',
    '20110815000000000001',
    '201108150900000000000001',
    'H12999900001201108150900000001',
    '1.00',
    '0.00',
    '0.00',
    '0',
  ];
  const but = (place: number, text: string) => `${good.with(place, text).join('\t')}\n`;

  test.each([
    ['第 1 行第 5 列：medfee_sumamt 不是金额 (line 1, column 5: ', but(4, '1.234')],
    ['第 1 行第 7 列：acct_pay 不是金额', but(6, ' 1.00')],
    ['第 1 行第 8 列：refd_setl_flag ', but(7, '2')],
    ['第 1 行第 4 列：msgid ', but(3, '1')],
    ['第 1 行第 1 列：psn_no ', but(0, '')],
    ['第 1 行第 6 列：fund_pay_sumamt 结算不应为负', but(5, '-0.01')],
    ['第 1 行第 5 列：medfee_sumamt 退费应为负', but(7, '1')],
    ['第 2 行第 3 列：setl_id 与第 1 行重复', but(0, 'P001').repeat(2)],
    ['第 2 行：有 1 列，应为 8 列', `${but(0, 'P001')}\n`],
    ['第 1 行第 8 列：refd_setl_flag ', `${good.join('\t')}\r\n`],
    ['第 1 行：行尾没有换行', good.join('\t')],
    ['第 10001 行：多于 10000 行', '\n'.repeat(10_001)],
  ])('a file that is wrong is refused by line and column: %s', (said, sim_file) => {
    expect(detail([], { sim_file }).err_msg).toContain(`input.data.sim_file: ${said}`);
  });

  test('a file that is too long is refused unread', () => {
    expect(detail([], { sim_file: 'x'.repeat(2_000_001) }).err_msg).toMatch(/^input\.data\.sim_file: 太长/);
  });

  test.each(['fixmedins_setl_cnt', 'medfee_sumamt', 'fund_pay_sumamt', 'cash_payamt'])(
    '%s must be that of the file',
    (field) => {
      const { settled, msgid } = charged(counter, worker, [test900], false);
      const refusal = detail([[settled, msgid, '0']], { [field]: field === 'fixmedins_setl_cnt' ? 2 : '0.01' });
      expect(refusal.err_msg).toMatch(new RegExp(`^input\\.data\\.${field}: `));
    },
  );
});
