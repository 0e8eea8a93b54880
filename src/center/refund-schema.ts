// What 2208 accepts. Which of the simulator's own fields must be there depends on whether it is a trial.

import { z } from 'zod';
import { decimal4, label, optional, text } from './fields.ts';

const mostLines = 500;
const inEarnest = 'required where sim_trial is 0, may be null or missing where it is 1';

export const refundSchema = z.object({
  data: z.object({
    setl_id: text(30),
    mdtrt_id: text(30),
    psn_no: text(30),
    sim_returned: z
      .array(z.object({ feedetl_sn: text(30), cnt: decimal4 }))
      .min(1)
      .max(mostLines)
      .nullish()
      .transform((value) => value ?? null),
    sim_invono: optional(20).describe(inEarnest),
    sim_trial: z.enum(['0', '1']),
    sim_approver: z
      .object({ opter: text(30), opter_name: label(50) })
      .nullish()
      .transform((value) => value ?? null)
      .describe(`${inEarnest}; neither who sends nor who signed in`),
  }),
});
export type RefundData = z.output<typeof refundSchema>['data'];
