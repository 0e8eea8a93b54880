// The receipt of a refund: where the money went, what stands of the bill, who approved; in capitals, and within the paper.

import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { fen } from '../../src/domain/money.ts';
import { refundReceiptText } from '../../src/receipt/receipt.ts';
import type { PrintedRefundReceipt } from '../../src/receipt/receipt-content.ts';

const drug = { name: '阿莫西林胶囊', class: 'B', specification: '0.25g×24粒', unit: '盒', price: '12.60' } as const;
const receipt: PrintedRefundReceipt = {
  place: { hospital: { name: '海河市人民医院', level: 3 }, window: 3, operator: { code: '1003', name: '李敏' } },
  ticket: {
    number: '20110815-0042',
    registeredAt: '2011-08-15 09:12:00' as Timestamp,
    patient: { holder: { name: '王秀兰', idNumber: '129900194603120021' } },
    choice: { kind: 'ordinary', illness: undefined, department: { name: '内科' }, doctor: { name: '周立新' } },
  },
  of: 'fees',
  ofReceipt: '20110815000003',
  refund: {
    receiptNumber: '20110815000004',
    time: '2011-08-15 09:41:07' as Timestamp,
    approvedBy: { code: '1008', name: '何静宜' },
    returned: [{ item: drug, quantity: '3', amount: fen(3780) }],
    back: { total: fen(3780), fund: fen(1568), account: fen(1432), cash: fen(780) },
    negated: { settlementId: '201108152200180000000012' },
    balanceAfter: fen(127_190),
    remainder: undefined,
  },
};

describe('the receipt of a refund', () => {
  test.each([32, 42] as const)(
    'on %i columns names both receipts, every payer, the approver, and stays on the paper',
    (width) => {
      const text = refundReceiptText(receipt, width);
      for (const piece of [
        '门诊退费收据',
        '20110815000003',
        '20110815000004',
        '何静宜 1008',
        '门诊联网已退费',
        '王*兰',
      ]) {
        expect(text).toContain(piece);
      }
      for (const [label, amount] of [
        ['退费合计', '37.80'],
        ['退回医保', '15.68'],
        ['退回个人账户', '14.32'],
        ['退回现金', '7.80'],
      ]) {
        expect(text).toMatch(new RegExp(`^${label} +${amount}$`, 'm'));
      }
      expect(text).toContain('退回现金大写 柒元捌角整');
      expect(text).toContain('原收据已全部退费');
      for (const row of text.split('\n')) expect(stringWidth(row)).toBeLessThanOrEqual(width);
    },
  );

  test('of a registration says that the ticket is void, under a title and a stamp of its own', () => {
    const text = refundReceiptText({ ...receipt, of: 'registration' }, 42);
    expect(text).toContain('门诊退号收据');
    expect(text).toContain('挂号已撤销，本票作废');
    expect(text).toContain('门诊联网已退号');
    expect(text).not.toContain('原收据已全部退费');
  });

  test('in cash bears no stamp of the network and no account', () => {
    const back = { total: fen(1260), fund: fen(0), account: fen(0), cash: fen(1260) };
    const refund = { ...receipt.refund, back, negated: undefined, balanceAfter: undefined };
    const text = refundReceiptText({ ...receipt, refund }, 42);
    expect(text).toContain('门诊现金退费收据');
    expect(text).not.toMatch(/联网|账户|医保/);
  });
});
