// 2208: undoes a settlement (退费). With `sim_returned` only part of it is given back: the center negates the settlement and
// settles what was kept anew in its place, in one transaction, so that no moment exists in which only half of it happened.

import type { SettlementAnswer, Yuan } from './transactions.ts';

/** How much of a fee line is given back: at most what was charged. */
export interface ReturnedLine {
  readonly feedetl_sn: string;
  /** Up to 4 decimals. */
  readonly cnt: string;
}

export interface RefundRequest {
  readonly data: {
    readonly setl_id: string;
    readonly mdtrt_id: string;
    readonly psn_no: string;
    /** Null or absent: everything that was settled. */
    readonly sim_returned?: readonly ReturnedLine[] | null;
    /** The hospital's number of the refund receipt; null in a trial. */
    readonly sim_invono: string | null;
    /** 1: only tells what would come of it, and changes nothing. */
    readonly sim_trial: '0' | '1';
    /** The second person who approved it at the hospital (number and name); null in a trial. */
    readonly sim_approver: { readonly opter: string; readonly opter_name: string } | null;
  };
}

/** The negated settlement: every amount zero or below, under a setl_id of its own (null in a trial). */
export interface Refunded extends SettlementAnswer {
  /** What was kept, settled anew; null where everything was given back. */
  readonly sim_remainder: SettlementAnswer | null;
  /** What the two come to together: what the patient, the account and the funds get back, zero or above. */
  readonly sim_back: {
    readonly medfee_sumamt: Yuan;
    readonly fund_pay_sumamt: Yuan;
    readonly acct_pay: Yuan;
    readonly psn_cash_pay: Yuan;
  };
}
