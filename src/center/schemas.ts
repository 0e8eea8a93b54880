// What each transaction accepts, field by field: names and lengths of the national interface. Unknown fields are let
// through unread, as other hospitals' systems send more than this center needs. The center's own; the hospital has its.
// What depends on another field is checked where the transaction is run; `describe` tells the API document's readers of it.

import { z } from 'zod';
import { decimal4, flag, label, money, optional, quantity, supplyDays, text, time } from './fields.ts';

/** 30 = institution code 12 + yyyyMMddHHmmss 14 + serial 4. */
const msgid = z.string().regex(/^[0-9A-Za-z]{12}\d{18}$/);

export const envelopeSchema = z.object({
  infno: text(10),
  msgid,
  mdtrtarea_admvs: text(6),
  insuplc_admdvs: text(6),
  recer_sys_code: text(10),
  dev_no: optional(100),
  dev_safe_info: optional(2000),
  cainfo: optional(2000),
  signtype: z.enum(['SM2', 'SM3']).nullish(),
  infver: z.literal('V1.0'),
  opter_type: z.enum(['1', '2', '3']),
  opter: text(30),
  opter_name: label(50),
  inf_time: time,
  fixmedins_code: text(12),
  fixmedins_name: label(200),
  sign_no: optional(30),
  input: z.record(z.string(), z.unknown()),
});
export type Envelope = z.output<typeof envelopeSchema>;

export const signInSchema = z.object({
  signIn: z.object({ opter_no: text(30), mac: label(20), ip: label(20) }),
});

const credential = { mdtrt_cert_type: text(3), mdtrt_cert_no: text(50), card_sn: optional(32) };
export type Credential = z.output<z.ZodObject<typeof credential>>;

const medTypeOfVisit = z.enum(['11', '13', '14']);

const ofCards = 'required for 02 and 03, may be null or missing for 01';
const ofSpecialIllness = (kind: string) => `required where ${kind} is 14, null or missing otherwise`;
const eitherNumber = 'one of setl_id and sim_omsgid is required; sim_omsgid counts where both are there';

export const personSchema = z.object({
  data: z.object({
    ...credential,
    psn_name: optional(50).describe(ofCards),
    certno: optional(50).describe(ofCards),
    sim_pin: z
      .string()
      .regex(/^\d{6}$/)
      .nullish()
      .transform((value) => value ?? null),
  }),
});

export const benefitCheckSchema = z.object({
  data: z.object({
    psn_no: text(30),
    insutype: text(6),
    med_type: medTypeOfVisit,
    begntime: time,
    dise_codg: optional(30).describe(ofSpecialIllness('med_type')),
  }),
});

export const registrationSchema = z.object({
  data: z.object({
    ...credential,
    psn_no: text(30),
    insutype: text(6),
    begntime: time,
    ipt_otp_no: text(30),
    atddr_no: text(30),
    dr_name: label(50),
    dept_code: text(30),
    dept_name: label(100),
    caty: label(10),
    sim_med_type: medTypeOfVisit,
    sim_dise_codg: optional(30).describe(ofSpecialIllness('sim_med_type')),
  }),
});

const mostDiagnoses = 30;

export const diagnosisSchema = z.object({
  mdtrtinfo: z.object({
    mdtrt_id: text(30),
    psn_no: text(30),
    med_type: medTypeOfVisit,
    begntime: time,
    dise_codg: optional(30),
    dise_name: optional(500),
  }),
  diseinfo: z
    .array(
      z.object({
        diag_type: text(3),
        diag_srt_no: z.number().int().min(0).max(99),
        diag_code: text(20),
        diag_name: text(100),
        diag_dept: label(50),
        dise_dor_no: text(30),
        dise_dor_name: label(50),
        diag_time: time,
        vali_flag: text(3),
      }),
    )
    .min(1)
    .max(mostDiagnoses),
});

const mostLines = 500;

export const feeLinesSchema = z.object({
  feedetail: z
    .array(
      z.object({
        feedetl_sn: text(30),
        mdtrt_id: text(30),
        psn_no: text(30),
        chrg_bchno: text(30),
        rxno: optional(40),
        fee_ocur_time: time,
        med_list_codg: text(50),
        medins_list_codg: text(150),
        det_item_fee_sumamt: money,
        cnt: quantity,
        pric: decimal4,
        prd_days: supplyDays,
        hosp_appr_flag: label(3),
        /** The patient agreed to pay a class C item. */
        sim_consent: flag,
      }),
    )
    .min(1)
    .max(mostLines),
});
export type FeeDetail = z.output<typeof feeLinesSchema>['feedetail'][number];

export const reviewSchema = z.object({
  mdtrtinfo: z.object({ mdtrt_id: text(30), psn_no: text(30) }),
  diseinfo: z.array(z.object({ diag_code: text(20) })).max(mostDiagnoses),
  feedetail: z
    .array(
      z.object({
        feedetl_sn: text(30),
        med_list_codg: text(50),
        cnt: quantity,
        pric: decimal4,
        prd_days: supplyDays,
        sim_consent: flag,
      }),
    )
    .min(1)
    .max(mostLines),
});
export type ReviewDetail = z.output<typeof reviewSchema>['feedetail'][number];

const trialFields = {
  ...credential,
  psn_no: text(30),
  med_type: z.enum(['11', '12', '13', '14']),
  medfee_sumamt: money,
  psn_setlway: text(6),
  mdtrt_id: text(30),
  chrg_bchno: text(30),
  acct_used_flag: z.enum(['0', '1']),
  insutype: text(6),
  sim_trace_wanted: z
    .enum(['0', '1'])
    .nullish()
    .transform((value) => value === '1'),
};

export const trialSchema = z.object({ data: z.object(trialFields) });
export type TrialData = z.output<typeof trialSchema>['data'];

export const settlementSchema = z.object({
  data: z.object({
    ...trialFields,
    invono: text(20),
    fulamt_ownpay_amt: money,
    overlmt_selfpay: money,
    preselfpay_amt: money,
    inscp_scp_amt: money,
  }),
});

export const confirmationSchema = z.object({
  data: z.object({ psn_no: text(30), omsgid: msgid, oinfno: text(10), sim_invono: text(20) }),
});

export const reversalSchema = z.object({
  data: z.object({ psn_no: text(30), omsgid: msgid, oinfno: text(10) }),
});

export const outcomeSchema = z.object({
  data: z.object({
    psn_no: text(30),
    setl_id: optional(30).describe(eitherNumber),
    mdtrt_id: optional(30),
    sim_omsgid: msgid
      .nullish()
      .transform((value) => value ?? null)
      .describe(eitherNumber),
  }),
});

export const yearTotalsSchema = z.object({
  data: z.object({
    psn_no: text(30),
    cum_ym: z.string().regex(/^\d{4}(?:0[1-9]|1[0-2])?$/),
    sim_med_type: medTypeOfVisit,
  }),
});

export const specialIllnessSchema = z.object({ data: z.object({ psn_no: text(30) }) });
