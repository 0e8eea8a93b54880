// The inputs of 2208, in trial and in earnest, and of what a registration's refund needs besides, built from what the
// hospital knows.

import type { CalendarDate } from '../../domain/date.ts';
import type { Operator } from '../../domain/operator.ts';
import type { RegistrationCancelled, VisitsQuery } from '../../domain/protocol/inquiries.ts';
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

export interface RegisteredVisit {
  readonly psnNo: string;
  readonly mdtrtId: string;
  readonly ticket: string;
}

/** Takes a registration back that nothing is settled for any more. */
export function cancelRegistration({ psnNo, mdtrtId, ticket }: RegisteredVisit) {
  const input: RegistrationCancelled = { data: { psn_no: psnNo, mdtrt_id: mdtrtId, ipt_otp_no: ticket } };
  return message('2202', input, answers.done);
}

/** The visits of a person here whose registration stands, of whole days. */
export function visitsOf(psnNo: string, { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate }) {
  const input: VisitsQuery = { data: { psn_no: psnNo, begntime: `${from} 00:00:00`, endtime: `${to} 23:59:59` } };
  return message('5201', input, answers.visits);
}
