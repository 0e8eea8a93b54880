// What stands on paper: the stamp, the three payers, every figure of 2-benefits 6, and nothing that runs over the edge.

import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { type Fen, fen, parseYuan } from '../../src/domain/money.ts';
import type { DeskPlace } from '../../src/hospital/desk.ts';
import type { Settled, Tendered } from '../../src/hospital/visit/charge.ts';
import type { Ticket } from '../../src/hospital/visit/state.ts';
import { capitalsOf } from '../../src/receipt/capitals.ts';
import { type PaperWidth, receiptText, registrationSlipText } from '../../src/receipt/receipt.ts';
import type { NetworkedCharge, PrintedLine, PrintedReceipt, PrintedTicket } from '../../src/receipt/receipt-content.ts';

const widths: readonly PaperWidth[] = [32, 42];

function line(name: string, itemClass: 'A' | 'B' | 'C', price: string, quantity: string, amount: number): PrintedLine {
  return { item: { name, class: itemClass, specification: '', unit: '次', price }, quantity, amount: fen(amount) };
}

const lines = [
  { ...line('阿莫西林胶囊', 'B', '12.60', '2', 2520) },
  line('血常规', 'A', '20.00', '1', 2000),
  line('一次性注射器', 'C', '1.50', '2', 300),
];

const ticket: PrintedTicket = {
  number: '20110815-0042',
  registeredAt: '2011-08-15 09:12:00' as Timestamp,
  patient: { holder: { name: '王秀兰', idNumber: '129900194603120021' } },
  choice: { kind: 'ordinary', illness: undefined, department: { name: '内科' }, doctor: { name: '周立新' } },
};

const networked: NetworkedCharge = {
  by: 'network',
  settlementId: '129900201108150000000042',
  receiptNumber: '000120110815000042',
  time: '2011-08-15 09:41:07' as Timestamp,
  split: {
    total: fen(4820),
    fullSelfPay: fen(300),
    overCeiling: fen(520),
    priorSelfPay: fen(100),
    inScope: fen(3900),
    deductibleTaken: fen(0),
    residentsFund: fen(0),
    employeesFund: fen(2145),
    supplement: fen(0),
    fundTotal: fen(2145),
    account: fen(1855),
    cash: fen(820),
    balanceAfter: fen(126_595),
    lines,
  },
};

const receipt: PrintedReceipt = {
  place: { hospital: { name: '海河市人民医院', level: 3 }, window: 3, operator: { code: '1003', name: '李敏' } },
  ticket,
  settled: networked,
  tendered: { due: fen(820), tendered: fen(1000), change: fen(180) },
};

const specialVisit: PrintedReceipt = {
  ...receipt,
  ticket: { ...ticket, choice: { ...ticket.choice, kind: 'special-illness', illness: { name: '糖尿病' } } },
};

const inCash: PrintedReceipt = {
  ...receipt,
  settled: { by: 'cash', receiptNumber: 'C1', time: networked.time, total: fen(4820), lines },
};

/** The amount that stands at the right edge of the line with this label. */
function printed(text: string, label: string): Fen {
  const found = text.split('\n').find((row) => row.startsWith(`${label} `));
  const amount = parseYuan(found?.split(' ').at(-1) ?? '');
  if (!amount.ok) throw new Error(`no amount for ${label} in\n${text}`);
  return amount.value;
}

describe.each(widths)('a networked receipt of %i columns', (width) => {
  const text = receiptText(receipt, width);

  test('bears 「门诊联网已结算」, a special-illness one 「门特联网已结算」 (2-benefits, 6)', () => {
    expect(text).toContain('门诊联网已结算');
    expect(text).not.toContain('门特');
    expect(receiptText(specialVisit, width)).toContain('门特联网已结算');
    expect(receiptText(specialVisit, width)).not.toContain('门诊联网已结算');
  });

  test('has the lines 「医保支付」 and 「现金」, the account and the balance (2-benefits, 6)', () => {
    expect(printed(text, '医保支付')).toBe(2145);
    expect(printed(text, '个人账户')).toBe(1855);
    expect(printed(text, '现金')).toBe(820);
    expect(printed(text, '账户余额')).toBe(126_595);
    expect(printed(text, '实收')).toBe(1000);
    expect(printed(text, '找零')).toBe(180);
  });

  test('names hospital, window, operator, ticket, receipt, settlement, time, and masks the holder', () => {
    for (const part of ['海河市人民医院', '3 号 李敏', '20110815-0042', '000120110815000042', '2011-08-15 09:41:07']) {
      expect(text).toContain(part);
    }
    expect(text.replaceAll('\n', '')).toContain('129900201108150000000042');
    expect(text).toContain('王*兰');
    expect(text).toContain('1299**********0021');
    expect(text).not.toContain('王秀兰');
    expect(text).not.toContain('129900194603120021');
  });

  test('shows each item with its class and the sum in capitals', () => {
    for (const item of ['乙 阿莫西林胶囊', '甲 血常规', '丙 一次性注射器']) expect(text).toContain(item);
    expect(text).toContain('肆拾捌元贰角整');
  });
});

describe.each(widths)('a cash receipt of %i columns', (width) => {
  test('has everything in cash and no networked stamp (1-prompts, What a prompt is made of)', () => {
    const text = receiptText(inCash, width);
    expect(printed(text, '现金')).toBe(4820);
    expect(text).not.toContain('联网');
    expect(text).not.toContain('医保支付');
  });
});

describe.each(widths)('a registration ticket of %i columns', (width) => {
  test('says where to go; in cash, that the fees cannot go through insurance (1-prompts, Beside the ten)', () => {
    const text = registrationSlipText(receipt, width);
    for (const part of ['挂号票', '20110815-0042', '内科 周立新', '门诊联网已结算']) expect(text).toContain(part);
    const cash = registrationSlipText(inCash, width);
    expect(cash).toContain('未联网');
    expect(cash).not.toContain('已结算');
  });
});

test('the hospital’s own records are printed as they are: no mapping, no second truth', () => {
  expectTypeOf<DeskPlace>().toExtend<PrintedReceipt['place']>();
  expectTypeOf<Ticket>().toExtend<PrintedTicket>();
  expectTypeOf<Settled>().toExtend<PrintedReceipt['settled']>();
  expectTypeOf<Tendered>().toExtend<PrintedReceipt['tendered']>();
});

const amount = fc.integer({ min: 0, max: 500_000_00 });
const chinese = fc.constantFrom(...'王秀兰阿莫西林胶囊头孢复方丹参滴丸海河市医院买提江·热');
const wild = fc.oneof(
  fc.string({ unit: chinese, minLength: 1, maxLength: 40 }),
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '---',
    '=',
    '{width:2}',
    '|a|b|',
    '\\',
    '^^^大',
    '{image:x}',
    '一\n二',
    '\x1b@',
    '_下划线_',
    '~',
    '"反白"',
  ),
);

/** Splits that keep the identities, as the center's do (2-benefits, 6). */
const anySplit = fc
  .tuple(
    amount,
    amount,
    amount,
    amount,
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    amount,
  )
  .map(([fullSelfPay, overCeiling, priorSelfPay, inScope, fundShare, accountShare, balanceAfter]) => {
    const total = fullSelfPay + overCeiling + priorSelfPay + inScope;
    const fund = Math.floor(inScope * fundShare);
    const account = Math.floor((inScope - fund + priorSelfPay) * accountShare);
    return {
      total: fen(total),
      fullSelfPay: fen(fullSelfPay),
      overCeiling: fen(overCeiling),
      priorSelfPay: fen(priorSelfPay),
      inScope: fen(inScope),
      deductibleTaken: fen(0),
      residentsFund: fen(0),
      employeesFund: fen(fund),
      supplement: fen(0),
      fundTotal: fen(fund),
      account: fen(account),
      cash: fen(total - fund - account),
      balanceAfter: fen(balanceAfter),
      lines,
    };
  });

describe('whatever is printed', () => {
  test('total = funds + account + cash; total = the four parts; balance after = before − account, on paper', () => {
    fc.assert(
      fc.property(anySplit, fc.constantFrom(...widths), (split, width) => {
        const text = receiptText({ ...receipt, settled: { ...networked, split } }, width);
        const total = printed(text, '合计');
        expect(printed(text, '医保支付') + printed(text, '个人账户') + printed(text, '现金')).toBe(total);
        const parts = ['范围内', '先行自付', '超限价自付', '全自费'].map((label) => printed(text, label));
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        expect(printed(text, '账户原有') - printed(text, '个人账户')).toBe(printed(text, '账户余额'));
        expect(text.replaceAll('\n', '')).toContain(capitalsOf(total));
      }),
    );
  });

  test('no line is wider than the paper, no name becomes a command, and nothing is lost', () => {
    fc.assert(
      fc.property(
        wild,
        wild,
        anySplit,
        fc.constantFrom(...widths),
        fc.boolean(),
        (name, hospital, split, width, slip) => {
          const item = line(name, 'A', '1.0000', '1', 100);
          const text = (slip ? registrationSlipText : receiptText)(
            {
              ...receipt,
              place: { ...receipt.place, hospital: { name: hospital, level: 2 } },
              settled: { ...networked, split: { ...split, lines: [item] } },
            },
            width,
          );
          for (const row of text.split('\n')) {
            expect(stringWidth(row, { ambiguousIsNarrow: false }), row).toBeLessThanOrEqual(width);
          }
          // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
          expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
          expect(text).toContain('门诊联网已结算');
          const squeezed = text.replace(/\s/g, '');
          const expected = name.replace(/[\s\p{Cc}]/gu, '');
          if (!slip) expect(squeezed).toContain(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
