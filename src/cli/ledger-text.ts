// The document of `yibao-pos ledger` as tables that people read.

import type { AccountMovement } from '../center/store/money.ts';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import type { LedgerDocument, ShownState } from './ledger-document.ts';
import { type Column, tableText } from './table.ts';

const states: Readonly<Record<ShownState, Text>> = {
  unconfirmed: { zh: '未确认', en: 'unconfirmed' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  reversed: { zh: '已冲正', en: 'reversed' },
  refunded: { zh: '已退费', en: 'refunded' },
};

const reasons: Readonly<Record<AccountMovement['reason'], Text>> = {
  opening: { zh: '建账', en: 'opening' },
  settlement: { zh: '结算', en: 'settlement' },
  reversal: { zh: '结算冲正', en: 'settlement reversed' },
  refund: { zh: '退费', en: 'refund' },
  'refund-reversal': { zh: '退费冲正', en: 'refund reversed' },
};

const medTypes: Readonly<Record<string, Text>> = {
  '11': { zh: '门诊', en: 'outpatient' },
  '12': { zh: '挂号', en: 'registration' },
  '13': { zh: '急诊', en: 'emergency' },
  '14': { zh: '门特', en: 'special illness' },
};

const benefits: Readonly<Record<string, Text>> = {
  outpatient: { zh: '门急诊', en: 'outpatient' },
  'special-illness': { zh: '门特', en: 'special illness' },
};

const headings = {
  ledgers: { zh: '台账', en: 'Ledgers' },
  settlements: { zh: '结算', en: 'Settlements' },
  refunds: { zh: '退费', en: 'Refunds' },
  movements: { zh: '个人账户', en: 'Personal account' },
  none: { zh: '（无）', en: '(none)' },
} as const satisfies Record<string, Text>;

const money = (zh: string, en: string) => ({ title: { zh, en }, align: 'right' as const });
const words = (zh: string, en: string) => ({ title: { zh, en } });

const columns = {
  ledgers: [
    words('年度', 'year'),
    words('台账', 'ledger'),
    money('范围内', 'in scope'),
    money('起付', 'deductible'),
  ].concat([money('基金', 'fund'), money('公务员补助', 'supplement')]),
  settlements: [
    ...[words('时间', 'time'), words('类别', 'kind'), money('总额', 'total'), money('基金', 'fund')],
    ...[money('账户', 'account'), money('现金', 'cash'), words('状态', 'state'), words('结算号', 'number')],
    words('医院', 'hospital'),
  ],
  refunds: [
    ...[words('时间', 'time'), money('总额', 'total'), money('基金', 'fund'), money('账户', 'account')],
    ...[money('现金', 'cash'), words('状态', 'state'), words('原结算号', 'undoes'), words('剩余结算号', 'kept')],
    words('批准人', 'approved by'),
  ],
  movements: [
    ...[words('时间', 'time'), words('事由', 'reason'), money('变动', 'amount'), money('余额', 'balance')],
    words('结算号', 'number'),
  ],
} as const;

type Section = keyof typeof columns;

export function ledgerText(document: LedgerDocument, language: Language): string {
  const say = (text: Text) => inLanguage(text, language);
  const word = (known: Readonly<Record<string, Text>>, key: string) => {
    const found = known[key];
    return found ? say(found) : key;
  };
  const section = (name: Section, rows: readonly (readonly string[])[]) => {
    const titled: Column[] = columns[name].map(({ title, ...rest }) => ({ ...rest, title: say(title) }));
    const table = rows.length === 0 ? `  ${say(headings.none)}\n` : tableText(titled, rows, '  ');
    return `\n${say(headings[name])}\n${table}`;
  };
  const { person } = document;
  const head = [
    `${person.psn_name}  ${person.certno}`,
    `${say({ zh: '人员编号', en: 'person number' })} ${person.psn_no}`,
    `${say({ zh: '账户余额', en: 'account' })} ${person.balc}`,
  ].join('  ');
  return [
    `${head}\n`,
    section(
      'ledgers',
      document.ledgers.map((one) => [
        ...[String(one.year), word(benefits, one.benefit), one.inscp, one.dedc, one.fund, one.cvlserv],
      ]),
    ),
    section(
      'settlements',
      document.settlements.map((one) => [
        ...[one.setl_time, word(medTypes, one.med_type), one.medfee_sumamt, one.fund_pay_sumamt, one.acct_pay],
        ...[one.psn_cash_pay, say(states[one.state]), one.setl_id, one.fixmedins_name],
      ]),
    ),
    section(
      'refunds',
      document.refunds.map((one) => [
        ...[one.setl_time, one.medfee_sumamt, one.fund_pay_sumamt, one.acct_pay, one.psn_cash_pay],
        ...[say(states[one.state]), one.undoes, one.remainder ?? '-', one.approver],
      ]),
    ),
    section(
      'movements',
      document.movements.map((one) => [
        ...[one.moved_at, say(reasons[one.reason]), one.amount, one.balance, one.setl_id ?? '-'],
      ]),
    ),
  ].join('');
}
