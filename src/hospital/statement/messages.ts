// 3201, 3202 and 5203 by settlement, as a hospital asks them at the day's end, and how their answers are read.

import { z } from 'zod';
import type { CalendarDate } from '../../domain/date.ts';
import { formatYuan } from '../../domain/money.ts';
import { clearOutpatient } from '../../domain/protocol/codes.ts';
import type { DailyDetail, DailyTotals } from '../../domain/protocol/statement.ts';
import type { OutcomeQuery } from '../../domain/protocol/transactions.ts';
import { optional, settlementInfo, yuan } from '../answers.ts';
import type { Message } from '../requests.ts';
import type { Verdict } from './day-statement.ts';
import { cashOf, type Figures, figuresOf, type LineKey, type OwnRow } from './own-rows.ts';

const text = z.string();
const verdicts: Readonly<Record<string, Verdict>> = {
  '0': 'flat',
  '1': 'center-more',
  '2': 'hospital-more',
  '3': 'differs',
};
const verdict = z.enum(['0', '1', '2', '3']).transform((code): Verdict => verdicts[code] ?? 'differs');
const insutype = z.enum(['310', '390']);
const flag = z.enum(['0', '1']);
const sums = { medfee_sumamt: yuan, fund_pay_sumamt: yuan, acct_pay: yuan };

const totalsCompared = z.object({
  stmtinfo: z.object({
    stmt_rslt: verdict,
    stmt_rslt_dscr: text,
    sim_center: z.object({ ...sums, fixmedins_setl_cnt: z.int() }),
  }),
});
export type TotalsAnswer = z.infer<typeof totalsCompared>;

const detailCompared = z.object({
  fileinfo: z.array(
    z.object({
      psn_no: text,
      mdtrt_id: text,
      setl_id: text.min(1),
      msgid: optional(text),
      refd_setl_flag: flag,
      stmt_rslt: verdict,
      memo: text,
      sim_center: optional(z.object({ ...sums, sim_state: z.enum(['unconfirmed', 'confirmed']) })),
    }),
  ),
});
export type DetailAnswer = z.infer<typeof detailCompared>;

/** What is wanted of a settlement that this file does not have. */
const settlementFound = z.object({
  setlinfo: settlementInfo.and(z.object({ psn_name: text, insutype, med_type: text, invono: optional(text) })),
});
export type SettlementFound = z.infer<typeof settlementFound>['setlinfo'];

/** Who clears: the area that the hospital lies in. */
export interface StatedDay {
  readonly day: CalendarDate;
  readonly area: string;
}

/** 3201 for one line. */
export function totals({ day, area }: StatedDay, line: LineKey, own: Figures): Message<TotalsAnswer> {
  const input: DailyTotals = {
    data: {
      insutype: line.insutype,
      clr_type: clearOutpatient,
      setl_optins: area,
      stmt_begndate: day,
      stmt_enddate: day,
      medfee_sumamt: formatYuan(own.total),
      fund_pay_sumamt: formatYuan(own.fund),
      acct_pay: formatYuan(own.account),
      fixmedins_setl_cnt: own.count,
      refd_setl_flag: line.refund,
    },
  };
  return { infno: '3201', input, answer: totalsCompared };
}

/** The TAB-separated file of 3202: a line a row, "\n" after each. */
export function detailFile(rows: readonly OwnRow[]): string {
  return rows
    .map(({ psnNo, mdtrtId, settlementId, msgid, total, fund, account, refund }) => {
      const amounts = [total, fund, account].map(formatYuan);
      return `${[psnNo, mdtrtId, settlementId, msgid, ...amounts, refund].join('\t')}\n`;
    })
    .join('');
}

/** 3202 for the whole day. `fileNumber` names the file; the day's own is enough, as it travels along. */
export function detail({ day, area }: StatedDay, rows: readonly OwnRow[], fileNumber: string): Message<DetailAnswer> {
  const own = figuresOf(rows);
  const input: DailyDetail = {
    data: {
      setl_optins: area,
      file_qury_no: fileNumber,
      stmt_begndate: day,
      stmt_enddate: day,
      medfee_sumamt: formatYuan(own.total),
      fund_pay_sumamt: formatYuan(own.fund),
      cash_payamt: formatYuan(cashOf(rows)),
      fixmedins_setl_cnt: own.count,
      sim_file: detailFile(rows),
    },
  };
  return { infno: '3202', input, answer: detailCompared };
}

/** 5203 by settlement. */
export function settlementOf(psnNo: string, settlementId: string): Message<z.infer<typeof settlementFound>> {
  const input: OutcomeQuery = {
    data: { psn_no: psnNo, setl_id: settlementId, mdtrt_id: null, sim_omsgid: null },
  };
  return { infno: '5203', input, answer: settlementFound };
}
