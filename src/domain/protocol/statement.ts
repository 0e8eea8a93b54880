// 3201 and 3202: the day's end (日终对账). A hospital states what it settled; the center answers whether it has the same,
// in total and row by row.

import type { Yuan } from './transactions.ts';

/** 0 flat, 1 the center has more, 2 the hospital has more, 3 differs. */
export type StatementVerdict = '0' | '1' | '2' | '3';

/** 3201. Refunds (`refd_setl_flag` 1) are stated by themselves, with the negated sums of their settlements. */
export interface DailyTotals {
  readonly data: {
    readonly insutype: string;
    readonly clr_type: string;
    readonly setl_optins: string;
    readonly stmt_begndate: string;
    readonly stmt_enddate: string;
    readonly medfee_sumamt: Yuan;
    readonly fund_pay_sumamt: Yuan;
    readonly acct_pay: Yuan;
    readonly fixmedins_setl_cnt: number;
    readonly refd_setl_flag: '0' | '1';
  };
}
export interface TotalsCompared {
  readonly stmtinfo: {
    readonly setl_optins: string;
    readonly stmt_rslt: StatementVerdict;
    readonly stmt_rslt_dscr: string;
    /** The center's own figures, so that both can be shown. */
    readonly sim_center: StatedSums & { readonly fixmedins_setl_cnt: number };
  };
}

export interface StatedSums {
  readonly medfee_sumamt: Yuan;
  readonly fund_pay_sumamt: Yuan;
  readonly acct_pay: Yuan;
}

/**
 * 3202. The national interface uploads the file first and names it by `file_qury_no`; here the file itself travels along:
 * one line a settlement, TAB between `psn_no mdtrt_id setl_id msgid medfee_sumamt fund_pay_sumamt acct_pay refd_setl_flag`,
 * without a header, "\n" after each.
 */
export interface DailyDetail {
  readonly data: {
    readonly setl_optins: string;
    readonly file_qury_no: string;
    readonly stmt_begndate: string;
    readonly stmt_enddate: string;
    readonly medfee_sumamt: Yuan;
    readonly fund_pay_sumamt: Yuan;
    readonly cash_payamt: Yuan;
    readonly fixmedins_setl_cnt: number;
    readonly sim_file: string;
  };
}
export interface DetailCompared {
  /** Every row of either side, in the order of the file, the center's own rows after it. */
  readonly fileinfo: readonly {
    readonly psn_no: string;
    readonly mdtrt_id: string;
    readonly setl_id: string;
    /** The message to reverse where the center has more. */
    readonly msgid: string | null;
    readonly refd_setl_flag: '0' | '1';
    readonly stmt_rslt: StatementVerdict;
    readonly memo: string;
    readonly sim_center: (StatedSums & { readonly sim_state: 'unconfirmed' | 'confirmed' }) | null;
  }[];
}
