// What the center's answers must look like before this side believes them. Money comes as a number or as text and
// leaves here as fen; an answer whose sums do not add up is unreadable.

import { z } from 'zod';
import { type CalendarDate, parseDate, type Timestamp } from '../domain/date.ts';
import { addFen, type Fen, parseYuan } from '../domain/money.ts';
import { promptStages } from '../domain/prompt.ts';
import { reviewBeside } from './review-answer.ts';
import { settlementTrace } from './trace-answer.ts';

const text = z.string();
const promptIds = [...new Set(promptStages.map((stage) => stage.prompt))];
const stages = promptStages.map((stage) => stage.stage);

/** Money as the wire carries it, as fen. */
export const yuan = z.union([z.string(), z.number()]).transform((value, context): Fen => {
  const parsed = parseYuan(String(value));
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: `expected ${parsed.error.expected}` });
  return z.NEVER;
});

const date = z
  .string()
  .transform((value) => value.slice(0, 10))
  .refine((value) => parseDate(value).ok)
  .transform((value) => value as CalendarDate);

const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((value) => value as Timestamp);

/** An absent optional field is null or missing. */
export function optional<Value>(schema: z.ZodType<Value>) {
  return schema.nullish().transform((value): Value | undefined => value ?? undefined);
}

export const envelope = z.object({
  infcode: z.union([z.literal(0), z.literal(-1), z.literal('0'), z.literal('-1')]).transform(Number),
  err_msg: optional(text),
  sim_prompt: optional(
    z.object({
      id: z.enum(promptIds),
      stage: z.enum(stages),
      fact: z.record(text, text),
      also: z.array(z.enum(promptIds)),
    }),
  ),
  sim_review: reviewBeside,
  sim_undecided: optional(text),
  output: z.unknown(),
});

/** Only compared with the clock here; a center that writes it otherwise is not asked for its time. */
const signTime = optional(time).catch(undefined);
export const signedIn = z.object({ signinoutb: z.object({ sign_no: text.min(1), sign_time: signTime }) });

export const personFound = z.object({
  baseinfo: z.object({
    psn_no: text.min(1),
    certno: text,
    psn_name: text,
    gend: z.enum(['1', '2']),
    brdy: date,
    age: z.number(),
  }),
  insuinfo: z
    .array(
      z.object({
        balc: yuan,
        insutype: z.enum(['310', '390']),
        psn_type: text,
        psn_insu_stas: text,
        cvlserv_flag: text,
        emp_name: optional(text),
      }),
    )
    .min(1),
  idetinfo: z.array(z.object({ psn_idet_type: text })),
});

export const registered = z.object({ data: z.object({ mdtrt_id: text.min(1) }) });

export const pricedLines = z.object({
  result: z.array(
    z.object({
      feedetl_sn: text,
      det_item_fee_sumamt: yuan,
      fulamt_ownpay_amt: yuan,
      overlmt_amt: yuan,
      preselfpay_amt: yuan,
      inscp_scp_amt: yuan,
    }),
  ),
});

export const settlementInfo = z
  .object({
    setl_id: optional(text),
    setl_time: time,
    medfee_sumamt: yuan,
    fulamt_ownpay_amt: yuan,
    overlmt_selfpay: yuan,
    preselfpay_amt: yuan,
    inscp_scp_amt: yuan,
    act_pay_dedc: yuan,
    hifp_pay: yuan,
    hifob_pay: yuan,
    cvlserv_pay: yuan,
    fund_pay_sumamt: yuan,
    acct_pay: yuan,
    psn_cash_pay: yuan,
    balc: yuan,
    sim_data_string: optional(text),
  })
  .refine(
    (sums) => sums.medfee_sumamt === addFen(sums.fund_pay_sumamt, sums.acct_pay, sums.psn_cash_pay),
    'medfee_sumamt is not funds + account + cash',
  )
  .refine(
    (sums) =>
      sums.medfee_sumamt ===
      addFen(sums.fulamt_ownpay_amt, sums.overlmt_selfpay, sums.preselfpay_amt, sums.inscp_scp_amt),
    'medfee_sumamt is not the sum of its four parts',
  );

export const settlement = z.object({
  setlinfo: settlementInfo,
  setldetail: z.array(z.object({ fund_pay_type_name: text, setl_proc_info: text })),
  sim_trace: settlementTrace,
});
export type Settlement = z.infer<typeof settlement>;

/** 2206A. `sim_standing`: what of the visit's fees is settled already; undefined where the center does not tell. */
export const trial = settlement.extend({ sim_standing: optional(z.array(text)) });

const back = z
  .object({ medfee_sumamt: yuan, fund_pay_sumamt: yuan, acct_pay: yuan, psn_cash_pay: yuan })
  .refine(
    (sums) => sums.medfee_sumamt === addFen(sums.fund_pay_sumamt, sums.acct_pay, sums.psn_cash_pay),
    'medfee_sumamt is not funds + account + cash',
  );

/** 2208: the negated settlement, what was kept in its place, and what comes back. */
export const refunded = settlement.extend({ sim_remainder: optional(settlement), sim_back: back });

/** 5201: registrations that stand. */
export const visits = z.object({ mdtrtinfo: z.array(z.object({ mdtrt_id: text, ipt_otp_no: optional(text) })) });

/** Transactions that answer nothing but that they are done. */
export const done = z.unknown();

export const outcome = z.object({
  sim_fate: z.enum(['absent', 'refused', 'unconfirmed', 'confirmed', 'reversed']),
});

export const yearTotals = z.object({
  cuminfo: z.array(z.object({ insutype: text, cum_type_code: text, cum: yuan, sim_standard: optional(yuan) })),
});
export type YearTotals = z.infer<typeof yearTotals>;

export const specialIllnesses = z.object({
  feedetail: z.array(z.object({ opsp_dise_code: text, opsp_dise_name: text, begndate: date, enddate: date })),
});
