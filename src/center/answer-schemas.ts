// What each transaction answers, field by field, for the API document. The center does not check its own answers with them;
// tests do, with real ones, and the compiler holds them to the protocol's types.

import { z } from 'zod';
import type * as inquiries from '../domain/protocol/inquiries.ts';
import type { Refunded } from '../domain/protocol/refund.ts';
import type { DetailCompared, TotalsCompared } from '../domain/protocol/statement.ts';
import type * as wire from '../domain/protocol/transactions.ts';
import { reviewAnswer } from './review-schema.ts';
import { settlementTraceSchema } from './trace-schema.ts';

const text = z.string();
const yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const time = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);

const signedIn: z.ZodType<wire.SignedIn> = z.strictObject({
  signinoutb: z.strictObject({ sign_time: time, sign_no: text.length(30) }),
});

const personFound: z.ZodType<wire.PersonFound> = z.strictObject({
  baseinfo: z.strictObject({
    psn_no: text,
    psn_cert_type: text,
    certno: text,
    psn_name: text,
    gend: text,
    naty: text,
    brdy: day,
    age: z.number().int(),
  }),
  insuinfo: z.array(
    z.strictObject({
      balc: yuan,
      insutype: text,
      psn_type: text,
      psn_insu_stas: text,
      psn_insu_date: text,
      paus_insu_date: day.nullable(),
      cvlserv_flag: text,
      insuplc_admdvs: text,
      emp_name: text.nullable(),
    }),
  ),
  idetinfo: z.array(z.strictObject({ psn_idet_type: text, memo: text })),
});

const benefitChecked: z.ZodType<wire.BenefitChecked> = z.strictObject({
  trt_enjymnt_flag: z.enum(['0', '1']),
  trt_chk_rslt: text.nullable(),
});

const registered: z.ZodType<wire.Registered> = z.strictObject({
  data: z.strictObject({ mdtrt_id: text, psn_no: text, ipt_otp_no: text }),
});

const feeLinesPriced: z.ZodType<wire.FeeLinesPriced> = z.strictObject({
  result: z.array(
    z.strictObject({
      feedetl_sn: text,
      det_item_fee_sumamt: yuan,
      cnt: text,
      pric: text,
      pric_uplmt_amt: yuan.nullable(),
      selfpay_prop: text,
      fulamt_ownpay_amt: yuan,
      overlmt_amt: yuan,
      preselfpay_amt: yuan,
      inscp_scp_amt: yuan,
      chrgitm_lv: z.enum(['01', '02', '03']),
    }),
  ),
});

const setlinfo = z.strictObject({
  setl_id: text.nullable(),
  mdtrt_id: text,
  psn_no: text,
  psn_name: text,
  setl_time: time,
  med_type: text,
  insutype: text,
  medfee_sumamt: yuan,
  fulamt_ownpay_amt: yuan,
  overlmt_selfpay: yuan,
  preselfpay_amt: yuan,
  inscp_scp_amt: yuan,
  act_pay_dedc: yuan,
  hifp_pay: yuan,
  hifob_pay: yuan,
  cvlserv_pay: yuan,
  hifmi_pay: yuan,
  maf_pay: yuan,
  oth_pay: yuan,
  fund_pay_sumamt: yuan,
  psn_part_amt: yuan,
  acct_pay: yuan,
  psn_cash_pay: yuan,
  balc: yuan,
  clr_way: text,
  clr_type: text,
  sim_data_string: text.length(23).nullable(),
});

const setldetail = z.array(
  z.strictObject({
    fund_pay_type: text,
    inscp_scp_amt: yuan,
    crt_payb_lmt_amt: yuan,
    fund_payamt: yuan,
    fund_pay_type_name: text,
    setl_proc_info: text,
  }),
);

const settlementFields = {
  setlinfo,
  setldetail,
  sim_trace: settlementTraceSchema.nullable(),
};
const settlementAnswer: z.ZodType<wire.SettlementAnswer> = z.strictObject(settlementFields);
const trialAnswer: z.ZodType<wire.TrialAnswer> = z.strictObject({
  ...settlementFields,
  sim_standing: z.array(text).nullable(),
});

const refunded: z.ZodType<Refunded> = z.strictObject({
  ...settlementFields,
  sim_remainder: settlementAnswer.nullable(),
  sim_back: z.strictObject({ medfee_sumamt: yuan, fund_pay_sumamt: yuan, acct_pay: yuan, psn_cash_pay: yuan }),
});

const statedSums = { medfee_sumamt: yuan, fund_pay_sumamt: yuan, acct_pay: yuan };
const verdict = z.enum(['0', '1', '2', '3']);

const totalsCompared: z.ZodType<TotalsCompared> = z.strictObject({
  stmtinfo: z.strictObject({
    setl_optins: text,
    stmt_rslt: verdict,
    stmt_rslt_dscr: text,
    sim_center: z.strictObject({ ...statedSums, fixmedins_setl_cnt: z.number().int() }),
  }),
});

const detailCompared: z.ZodType<DetailCompared> = z.strictObject({
  fileinfo: z.array(
    z.strictObject({
      psn_no: text,
      mdtrt_id: text,
      setl_id: text,
      msgid: text.nullable(),
      refd_setl_flag: z.enum(['0', '1']),
      stmt_rslt: verdict,
      memo: text,
      sim_center: z.strictObject({ ...statedSums, sim_state: z.enum(['unconfirmed', 'confirmed']) }).nullable(),
    }),
  ),
});

const outcome: z.ZodType<wire.Outcome> = z.strictObject({
  sim_fate: z.enum(['absent', 'refused', 'unconfirmed', 'confirmed', 'reversed']),
  setlinfo: setlinfo.extend({ invono: text }).nullable(),
});

const yearTotals: z.ZodType<wire.YearTotals> = z.strictObject({
  cuminfo: z.array(
    z.strictObject({
      insutype: text,
      year: text,
      cum_type_code: z.enum(['inscp', 'dedc', 'fund', 'cvlserv']),
      cum: yuan,
      sim_standard: yuan.nullable(),
    }),
  ),
});

const specialIllnesses: z.ZodType<wire.SpecialIllnessRegistrations> = z.strictObject({
  feedetail: z.array(
    z.strictObject({
      opsp_dise_code: text,
      opsp_dise_name: text,
      begndate: day,
      enddate: day,
      sim_hospital_code: text,
    }),
  ),
});

const visits: z.ZodType<inquiries.Visits> = z.strictObject({
  mdtrtinfo: z.array(
    z.strictObject({
      mdtrt_id: text,
      psn_no: text,
      psn_name: text,
      med_type: text,
      begntime: time,
      ipt_otp_no: text,
      dept_name: text,
      dr_name: text,
      fixmedins_code: text,
      fixmedins_name: text,
    }),
  ),
});

const admissions: z.ZodType<inquiries.Admissions> = z.strictObject({
  data: z.array(z.strictObject({ psn_no: text, fixmedins_code: text, fixmedins_name: text, begndate: day })),
});

const cataloguePage: z.ZodType<inquiries.CataloguePage> = z.strictObject({
  data: z.strictObject({
    pages: z.number().int(),
    page_num: z.number().int(),
    recordCounts: z.number().int(),
    data: z.array(
      z.strictObject({
        hilist_code: text,
        hilist_name: text,
        chrgitm_lv: z.enum(['01', '02', '03']),
        selfpay_prop: text,
        pric_uplmt_amt: yuan.nullable(),
        list_type: z.enum(['drug', 'service', 'facility']),
      }),
    ),
  }),
});

/** Answers that say nothing but that it is done. */
const nothing: z.ZodType<null> = z.null();

/** By transaction number. */
export const answerSchemas: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['9001', signedIn],
  ['9002', signedIn],
  ['1101', personFound],
  ['1312', cataloguePage],
  ['2001', benefitChecked],
  ['2201', registered],
  ['2202', nothing],
  ['2203A', nothing],
  ['2204', feeLinesPriced],
  ['2205', nothing],
  ['3101', reviewAnswer],
  ['2206A', trialAnswer],
  ['2207A', settlementAnswer],
  ['2208', refunded],
  ['confirm', nothing],
  ['2601', nothing],
  ['3201', totalsCompared],
  ['3202', detailCompared],
  ['5201', visits],
  ['5203', outcome],
  ['5206', yearTotals],
  ['5301', specialIllnesses],
  ['5303', admissions],
]);
