// Inputs and outputs of the transactions that a visit needs, with the national interface's field names.
// Money travels as a string of yuan with two decimals; quantities and prices with up to 4 and 6. Absent is null.
// `sim_…` fields are the simulator's own.

import type { TraceOnWire } from './settlement-trace.ts';

/** A sum of money on the wire: "25.20". */
export type Yuan = string;

/** 9001 sign in */
export interface SignIn {
  readonly signIn: { readonly opter_no: string; readonly mac: string; readonly ip: string };
}
export interface SignedIn {
  readonly signinoutb: { readonly sign_time: string; readonly sign_no: string };
}

/** What a person shows: 01 e-voucher (its 28 digits), 02 identity card, 03 social-security card. */
export interface Credential {
  readonly mdtrt_cert_type: string;
  readonly mdtrt_cert_no: string;
  /** 卡识别码, required for 03. */
  readonly card_sn: string | null;
}

/** 1101 person */
export interface PersonQuery {
  readonly data: Credential & {
    /** Null for an e-voucher, which alone says who it is. */
    readonly psn_name: string | null;
    readonly certno: string | null;
    /**
     * For an identity card: the six digits of the PIN that the center keeps. Right, it is good for this hospital and this
     * day; without one 1101 only tells who it is. The center keeps neither the digits nor a fingerprint of them.
     */
    readonly sim_pin?: string | null;
  };
}
export interface PersonFound {
  readonly baseinfo: {
    readonly psn_no: string;
    readonly psn_cert_type: string;
    readonly certno: string;
    readonly psn_name: string;
    readonly gend: string;
    readonly naty: string;
    readonly brdy: string;
    readonly age: number;
  };
  readonly insuinfo: readonly {
    readonly balc: Yuan;
    readonly insutype: string;
    readonly psn_type: string;
    readonly psn_insu_stas: string;
    readonly psn_insu_date: string;
    readonly paus_insu_date: string | null;
    readonly cvlserv_flag: string;
    readonly insuplc_admdvs: string;
    readonly emp_name: string | null;
  }[];
  readonly idetinfo: readonly { readonly psn_idet_type: string; readonly memo: string }[];
}

/** 2001 benefit check: runs the whole chain of eligibility without registering anything. */
export interface BenefitCheck {
  readonly data: {
    readonly psn_no: string;
    readonly insutype: string;
    readonly med_type: string;
    readonly begntime: string;
    readonly dise_codg: string | null;
  };
}
export interface BenefitChecked {
  /** 1 enjoys it, 0 does not. */
  readonly trt_enjymnt_flag: '0' | '1';
  readonly trt_chk_rslt: string | null;
}

/** 2201 register */
export interface Registration {
  readonly data: Credential & {
    readonly psn_no: string;
    readonly insutype: string;
    readonly begntime: string;
    /** The hospital's own number of the visit: the registration ticket. */
    readonly ipt_otp_no: string;
    readonly atddr_no: string;
    readonly dr_name: string;
    readonly dept_code: string;
    readonly dept_name: string;
    readonly caty: string;
    /** The kind of visit that is registered for (11, 13, 14): the benefit scope depends on it. */
    readonly sim_med_type: string;
    readonly sim_dise_codg: string | null;
  };
}
export interface Registered {
  readonly data: { readonly mdtrt_id: string; readonly psn_no: string; readonly ipt_otp_no: string };
}

/** 2203A visit and diagnosis */
export interface Diagnosis {
  readonly mdtrtinfo: {
    readonly mdtrt_id: string;
    readonly psn_no: string;
    readonly med_type: string;
    readonly begntime: string;
    readonly dise_codg: string | null;
    readonly dise_name: string | null;
  };
  readonly diseinfo: readonly {
    readonly diag_type: string;
    readonly diag_srt_no: number;
    readonly diag_code: string;
    readonly diag_name: string;
    readonly diag_dept: string;
    readonly dise_dor_no: string;
    readonly dise_dor_name: string;
    readonly diag_time: string;
    readonly vali_flag: string;
  }[];
}

/** 2204 fee lines up */
export interface FeeLines {
  readonly feedetail: readonly {
    readonly feedetl_sn: string;
    readonly mdtrt_id: string;
    readonly psn_no: string;
    readonly chrg_bchno: string;
    readonly rxno: string | null;
    readonly fee_ocur_time: string;
    readonly med_list_codg: string;
    readonly medins_list_codg: string;
    readonly det_item_fee_sumamt: Yuan;
    readonly cnt: string;
    readonly pric: string;
    readonly prd_days: string | null;
    readonly hosp_appr_flag: string;
    /** 1: the patient agreed to pay a class C item; without it review refuses the line. */
    readonly sim_consent?: '0' | '1' | null;
  }[];
}
export interface FeeLinesPriced {
  readonly result: readonly {
    readonly feedetl_sn: string;
    readonly det_item_fee_sumamt: Yuan;
    readonly cnt: string;
    readonly pric: string;
    readonly pric_uplmt_amt: Yuan | null;
    readonly selfpay_prop: string;
    readonly fulamt_ownpay_amt: Yuan;
    readonly overlmt_amt: Yuan;
    readonly preselfpay_amt: Yuan;
    readonly inscp_scp_amt: Yuan;
    readonly chrgitm_lv: string;
  }[];
}

/** 2206A trial settlement; 2207A settlement adds the receipt number and the four part sums of the trial. */
export interface TrialSettlement {
  readonly data: Credential & {
    readonly psn_no: string;
    readonly med_type: string;
    readonly medfee_sumamt: Yuan;
    readonly psn_setlway: string;
    readonly mdtrt_id: string;
    readonly chrg_bchno: string;
    /** 1: the personal account pays as far as it reaches; 0: it is left alone. */
    readonly acct_used_flag: '0' | '1';
    readonly insutype: string;
    /** 1: the answer tells how its figures came about; absent, null or 0: it does not. */
    readonly sim_trace_wanted?: '0' | '1' | null;
  };
}
export interface SettlementRequest {
  readonly data: TrialSettlement['data'] & {
    readonly invono: string;
    readonly fulamt_ownpay_amt: Yuan;
    readonly overlmt_selfpay: Yuan;
    readonly preselfpay_amt: Yuan;
    readonly inscp_scp_amt: Yuan;
  };
}
export interface SettlementAnswer {
  readonly setlinfo: {
    /** Null in a trial. */
    readonly setl_id: string | null;
    readonly mdtrt_id: string;
    readonly psn_no: string;
    readonly psn_name: string;
    readonly setl_time: string;
    readonly med_type: string;
    readonly insutype: string;
    readonly medfee_sumamt: Yuan;
    readonly fulamt_ownpay_amt: Yuan;
    readonly overlmt_selfpay: Yuan;
    readonly preselfpay_amt: Yuan;
    readonly inscp_scp_amt: Yuan;
    readonly act_pay_dedc: Yuan;
    readonly hifp_pay: Yuan;
    readonly hifob_pay: Yuan;
    readonly cvlserv_pay: Yuan;
    readonly hifmi_pay: Yuan;
    readonly maf_pay: Yuan;
    readonly oth_pay: Yuan;
    readonly fund_pay_sumamt: Yuan;
    readonly psn_part_amt: Yuan;
    readonly acct_pay: Yuan;
    readonly psn_cash_pay: Yuan;
    /** The account's balance after. */
    readonly balc: Yuan;
    readonly clr_way: string;
    readonly clr_type: string;
    /** 23 characters: hospital 4 + yyyyMMddHHmmss 14 + serial 5. Null in a trial. */
    readonly sim_data_string: string | null;
  };
  readonly setldetail: readonly {
    readonly fund_pay_type: string;
    readonly inscp_scp_amt: Yuan;
    readonly crt_payb_lmt_amt: Yuan;
    readonly fund_payamt: Yuan;
    readonly fund_pay_type_name: string;
    readonly setl_proc_info: string;
  }[];
  /** Every rule that applied, and every one that did not; null where the request does not ask for it. */
  readonly sim_trace: TraceOnWire | null;
}
/** 2206A answers as 2207A would, and what stands already. */
export interface TrialAnswer extends SettlementAnswer {
  /** The setl_ids of this visit's fees as they stand, oldest first: several batches may be settled. Null of a registration fee. */
  readonly sim_standing: readonly string[] | null;
}

/** confirm: the hospital has the outcome on its own disk (the simulator's own transaction). */
export const confirmInfno = 'confirm';
export interface Confirmation {
  readonly data: {
    readonly psn_no: string;
    readonly omsgid: string;
    readonly oinfno: string;
    readonly sim_invono: string;
  };
}

/** 2601 reverse a message whose outcome is unknown: only 2201, 2204, 2207A, 2208. */
export interface Reversal {
  readonly data: { readonly psn_no: string; readonly omsgid: string; readonly oinfno: string };
}

/** 5203 one settlement; asked by `sim_omsgid`, it tells what became of any message. */
export interface OutcomeQuery {
  readonly data: {
    readonly psn_no: string;
    readonly setl_id: string | null;
    readonly mdtrt_id: string | null;
    readonly sim_omsgid: string | null;
  };
}
export type MessageFate = 'absent' | 'refused' | 'unconfirmed' | 'confirmed' | 'reversed';
export interface Outcome {
  readonly sim_fate: MessageFate;
  /** The settlement, where the message made one, with the receipt number that it was sent with. */
  readonly setlinfo: (SettlementAnswer['setlinfo'] & { readonly invono: string }) | null;
}

/** 5206 the year's totals */
export interface YearTotalsQuery {
  readonly data: { readonly psn_no: string; readonly cum_ym: string; readonly sim_med_type: string };
}
export interface YearTotals {
  readonly cuminfo: readonly {
    readonly insutype: string;
    readonly year: string;
    /** sim: `inscp` in-scope expense, `dedc` deductible taken, `fund` pooled fund, `cvlserv` supplement. */
    readonly cum_type_code: string;
    readonly cum: Yuan;
    /** What the class and level of this visit allow: limit beside inscp, deductible beside dedc; null elsewhere. */
    readonly sim_standard: Yuan | null;
  }[];
}

/** 5301 special-illness registrations */
export interface SpecialIllnessQuery {
  readonly data: { readonly psn_no: string };
}
export interface SpecialIllnessRegistrations {
  readonly feedetail: readonly {
    readonly opsp_dise_code: string;
    readonly opsp_dise_name: string;
    readonly begndate: string;
    readonly enddate: string;
    readonly sim_hospital_code: string;
  }[];
}
