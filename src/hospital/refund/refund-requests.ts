// The inputs of 2208, in trial and in earnest, built from what the hospital knows.

import type { Operator } from '../../domain/operator.ts';
import type { RefundRequest } from '../../domain/protocol/refund.ts';
import * as answers from '../answers.ts';
import { message } from '../requests.ts';

/** What is to be given back. */
export interface RefundAsked {
  readonly settlementId: string;
  readonly mdtrtId: string;
  readonly psnNo: string;
  /** Undefined: everything that was settled. */
  readonly returned: readonly { readonly serial: string; readonly quantity: string }[] | undefined;
}

function refundFields({ settlementId, mdtrtId, psnNo, returned }: RefundAsked) {
  return {
    setl_id: settlementId,
    mdtrt_id: mdtrtId,
    psn_no: psnNo,
    sim_returned: returned?.map(({ serial, quantity }) => ({ feedetl_sn: serial, cnt: quantity })) ?? null,
  };
}

/** Tells what would come of it, and changes nothing. */
export function refundTrial(asked: RefundAsked) {
  const input: RefundRequest = {
    data: { ...refundFields(asked), sim_invono: null, sim_trial: '1', sim_approver: null },
  };
  return message('2208', input, answers.refunded);
}

export function refund(asked: RefundAsked, receiptNumber: string, approver: Pick<Operator, 'code' | 'name'>) {
  const input: RefundRequest = {
    data: {
      ...refundFields(asked),
      sim_invono: receiptNumber,
      sim_trial: '0',
      sim_approver: { opter: approver.code, opter_name: approver.name },
    },
  };
  return message('2208', input, answers.refunded);
}
