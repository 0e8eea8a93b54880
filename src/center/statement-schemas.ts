// What 3201 and 3202 accept. The file of 3202 is read by statement-file.ts.

import { z } from 'zod';
import { clearOutpatient, insutypeOf } from '../domain/protocol/codes.ts';
import { count, day, sumOfMoney, text } from './fields.ts';

/** No file of a month at a large hospital is longer. */
export const longestFile = 2_000_000;
const mostSettlements = 999_999;

const period = { setl_optins: text(6), stmt_begndate: day, stmt_enddate: day };
const sums = { medfee_sumamt: sumOfMoney, fund_pay_sumamt: sumOfMoney, fixmedins_setl_cnt: count(0, mostSettlements) };

/** Held to the code lists at the door: of a code that does not exist neither side has anything, and that would be flat. */
const insutype = z.enum(insutypeOf);
const clrType = z.literal(clearOutpatient);

export const dailyTotalsSchema = z.object({
  data: z.object({
    insutype,
    clr_type: clrType,
    ...period,
    ...sums,
    acct_pay: sumOfMoney,
    refd_setl_flag: z.enum(['0', '1']),
  }),
});

export const dailyDetailSchema = z.object({
  data: z.object({
    /** A file has settlements of either scheme; where one is named, it is compared with that scheme's alone. */
    insutype: insutype.nullish(),
    clr_type: clrType.nullish(),
    ...period,
    file_qury_no: text(30),
    ...sums,
    cash_payamt: sumOfMoney,
    sim_file: z.string().max(longestFile),
  }),
});
