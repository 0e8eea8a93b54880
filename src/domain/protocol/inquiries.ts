// The transactions around a visit that a hospital system may use beside those of the visit itself: 9002, 2202, 2205, 5201,
// 5303, 1312.

import type { Yuan } from './transactions.ts';

/** 9002 sign out: the sign_no of the envelope is good for nothing afterwards. */
export interface SignOut {
  readonly signOut: { readonly opter_no: string; readonly sign_no: string };
}
export interface SignedOut {
  readonly signinoutb: { readonly sign_time: string; readonly sign_no: string };
}

/** 2202 cancel a registration that nothing is settled for (a settled fee is undone with 2208 first). */
export interface RegistrationCancelled {
  readonly data: { readonly psn_no: string; readonly mdtrt_id: string; readonly ipt_otp_no: string };
}

/** 2205 withdraw fee lines that are not settled; `feedetl_sn` 0000 withdraws all of the visit's. */
export interface FeeLinesWithdrawn {
  readonly data: readonly {
    readonly feedetl_sn: string;
    readonly chrg_bchno: string | null;
    readonly mdtrt_id: string;
    readonly psn_no: string;
  }[];
}

/** 5201 the visits of a person at this hospital, newest first. */
export interface VisitsQuery {
  readonly data: { readonly psn_no: string; readonly begntime: string; readonly endtime: string };
}
export interface Visits {
  readonly mdtrtinfo: readonly {
    readonly mdtrt_id: string;
    readonly psn_no: string;
    readonly psn_name: string;
    readonly med_type: string;
    readonly begntime: string;
    readonly ipt_otp_no: string;
    readonly dept_name: string;
    readonly dr_name: string;
    readonly fixmedins_code: string;
    readonly fixmedins_name: string;
  }[];
}

/** 5303 open admissions, at any hospital. */
export interface AdmissionsQuery {
  readonly data: { readonly psn_no: string; readonly begntime: string };
}
export interface Admissions {
  readonly data: readonly {
    readonly psn_no: string;
    readonly fixmedins_code: string;
    readonly fixmedins_name: string;
    readonly begndate: string;
  }[];
}

/** 1312 the catalogue (三目), by code or by part of the name; pages count from 1. */
export interface CatalogueQuery {
  readonly data: {
    readonly hilist_code: string | null;
    readonly hilist_name: string | null;
    readonly page_num: number;
    /** 1 to 100 */
    readonly page_size: number;
  };
}
export interface CataloguePage {
  readonly data: {
    readonly pages: number;
    readonly page_num: number;
    readonly recordCounts: number;
    readonly data: readonly {
      readonly hilist_code: string;
      readonly hilist_name: string;
      readonly chrgitm_lv: string;
      readonly selfpay_prop: string;
      readonly pric_uplmt_amt: Yuan | null;
      /** drug, service, facility */
      readonly list_type: string;
    }[];
  };
}
