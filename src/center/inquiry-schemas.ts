// What 9002, 2202, 2205, 5201, 5303 and 1312 accept.

import { z } from 'zod';
import { count, optional, text, time } from './fields.ts';

export const signOutSchema = z.object({ signOut: z.object({ opter_no: text(30), sign_no: text(30) }) });

export const cancellationSchema = z.object({
  data: z.object({ psn_no: text(30), mdtrt_id: text(30), ipt_otp_no: text(30) }),
});

const mostLines = 500;

export const withdrawalSchema = z.object({
  data: z
    .array(z.object({ feedetl_sn: text(30), chrg_bchno: optional(30), mdtrt_id: text(30), psn_no: text(30) }))
    .min(1)
    .max(mostLines),
});
export type Withdrawal = z.output<typeof withdrawalSchema>['data'][number];

export const visitsSchema = z.object({ data: z.object({ psn_no: text(30), begntime: time, endtime: time }) });

export const admissionsSchema = z.object({ data: z.object({ psn_no: text(30), begntime: time }) });

const mostPages = 1_000_000;
const mostOnPage = 100;

export const catalogueSchema = z.object({
  data: z.object({
    hilist_code: optional(50),
    hilist_name: optional(200),
    page_num: count(1, mostPages),
    page_size: count(1, mostOnPage),
  }),
});
