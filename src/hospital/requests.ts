// The inputs of the transactions that a visit needs, built from what the hospital knows. Field names and lengths are the
// national interface's; each message says beside its input what its answer must look like.

import type { z } from 'zod';
import { type CalendarDate, monthOf, type Timestamp } from '../domain/date.ts';
import { type Fen, formatYuan } from '../domain/money.ts';
import { certType, insutypeOf, medType, settleByItem } from '../domain/protocol/codes.ts';
import {
  type Confirmation,
  type Credential,
  confirmInfno,
  type Diagnosis,
  type FeeLines,
  type OutcomeQuery,
  type PersonQuery,
  type Registration,
  type Reversal,
  type SettlementRequest,
  type SignIn,
  type SpecialIllnessQuery,
  type TrialSettlement,
  type YearTotalsQuery,
} from '../domain/protocol/transactions.ts';
import * as answers from './answers.ts';
import type { DeskPlace } from './desk.ts';
import type { JournaledInfno } from './store/journal.ts';
import type { ChargePurpose, DiagnosisCode, OrderLine, RegistrationChoice, Split } from './visit/charge.ts';
import type { CardHolder, Insured } from './visit/people.ts';

/** A transaction ready to be sent: its number, its input, and what its answer must look like. */
export interface Message<Output> {
  readonly infno: string;
  readonly input: unknown;
  readonly answer: z.ZodType<Output>;
}

export function message<Input, Output>(infno: string, input: Input, answer: z.ZodType<Output>): Message<Output> {
  return { infno, input, answer };
}

function credentialOf(holder: CardHolder): Credential {
  switch (holder.by) {
    case 'social-security-card':
      return {
        mdtrt_cert_type: certType.socialSecurityCard,
        mdtrt_cert_no: holder.cardNumber,
        card_sn: holder.cardIdentification,
      };
    case 'id-card':
      return { mdtrt_cert_type: certType.idCard, mdtrt_cert_no: holder.idNumber, card_sn: null };
    case 'e-voucher':
      return { mdtrt_cert_type: certType.eVoucher, mdtrt_cert_no: holder.code, card_sn: null };
  }
}

/** Ordinary 11, emergency 13, special illness 14. */
function medTypeOf(kind: RegistrationChoice['kind']): '11' | '13' | '14' {
  switch (kind) {
    case 'ordinary':
      return medType.ordinary;
    case 'emergency':
      return medType.emergency;
    case 'special-illness':
      return medType.specialIllness;
  }
}

/** The registration fee is settled as a registration (12), whatever is registered for. */
function medTypeCharged(purpose: ChargePurpose, choice: RegistrationChoice): string {
  return purpose === 'registration' ? medType.registration : medTypeOf(choice.kind);
}

export function signIn(operator: DeskPlace['operator']) {
  // The counter is one process on one machine; the center asks for an address, and this is the honest one.
  const input: SignIn = { signIn: { opter_no: operator.code, mac: '00-00-00-00-00-00', ip: '127.0.0.1' } };
  return message('9001', input, answers.signedIn);
}

/** `pin`: that of an identity card, for the center to check. */
export function person(holder: CardHolder, pin?: string) {
  const input: PersonQuery = {
    data: {
      ...credentialOf(holder),
      psn_name: holder.name,
      certno: holder.idNumber,
      ...(pin === undefined ? {} : { sim_pin: pin }),
    },
  };
  return message('1101', input, answers.personFound);
}

/** Whose e-voucher this is. */
export function voucher(code: string) {
  const input: PersonQuery = {
    data: { mdtrt_cert_type: certType.eVoucher, mdtrt_cert_no: code, card_sn: null, psn_name: null, certno: null },
  };
  return message('1101', input, answers.personFound);
}

/** The year on the ledger that a visit of this kind uses. */
export function yearTotals(psnNo: string, kind: RegistrationChoice['kind'], today: CalendarDate) {
  const cum_ym = monthOf(today).replace('-', '');
  const input: YearTotalsQuery = { data: { psn_no: psnNo, cum_ym, sim_med_type: medTypeOf(kind) } };
  return message('5206', input, answers.yearTotals);
}

export function specialIllnesses(psnNo: string) {
  const input: SpecialIllnessQuery = { data: { psn_no: psnNo } };
  return message('5301', input, answers.specialIllnesses);
}

export function register(
  holder: CardHolder,
  insured: Insured,
  choice: RegistrationChoice,
  ticket: string,
  now: Timestamp,
) {
  const input: Registration = {
    data: {
      ...credentialOf(holder),
      psn_no: insured.psnNo,
      insutype: insutypeOf[insured.scheme],
      begntime: now,
      ipt_otp_no: ticket,
      atddr_no: choice.doctor.code,
      dr_name: choice.doctor.name,
      dept_code: choice.department.code,
      dept_name: choice.department.name,
      caty: choice.department.code,
      sim_med_type: medTypeOf(choice.kind),
      sim_dise_codg: choice.illness?.code ?? null,
    },
  };
  return message('2201', input, answers.registered);
}

export function diagnose(
  mdtrtId: string,
  psnNo: string,
  choice: RegistrationChoice,
  diagnosis: DiagnosisCode,
  now: Timestamp,
) {
  const input: Diagnosis = {
    mdtrtinfo: {
      mdtrt_id: mdtrtId,
      psn_no: psnNo,
      med_type: medTypeOf(choice.kind),
      begntime: now,
      dise_codg: choice.illness?.code ?? null,
      dise_name: choice.illness?.name ?? null,
    },
    diseinfo: [
      {
        diag_type: '1',
        diag_srt_no: 1,
        diag_code: diagnosis.code,
        diag_name: diagnosis.name,
        diag_dept: choice.department.code,
        dise_dor_no: choice.doctor.code,
        dise_dor_name: choice.doctor.name,
        diag_time: now,
        vali_flag: '1',
      },
    ],
  };
  return message('2203A', input, answers.done);
}

export interface FeeBatch {
  readonly mdtrtId: string;
  readonly psnNo: string;
  readonly batch: string;
  readonly lines: readonly OrderLine[];
}

/** The serial of a line within the visit: its batch and its place, from 1. */
export function lineSerial(batch: string, place: number): string {
  return `${batch}-${place + 1}`;
}

export function feeLines({ mdtrtId, psnNo, batch, lines }: FeeBatch, now: Timestamp) {
  const input: FeeLines = {
    feedetail: lines.map((line, place) => ({
      feedetl_sn: lineSerial(batch, place),
      mdtrt_id: mdtrtId,
      psn_no: psnNo,
      chrg_bchno: batch,
      rxno: null,
      fee_ocur_time: now,
      med_list_codg: line.item.code,
      medins_list_codg: line.item.code,
      det_item_fee_sumamt: formatYuan(line.amount),
      cnt: line.quantity,
      pric: line.item.price,
      prd_days: line.days === undefined ? null : String(line.days),
      hosp_appr_flag: '1',
      sim_consent: line.consent ? '1' : '0',
    })),
  };
  return message('2204', input, answers.pricedLines);
}

export interface Bill {
  readonly holder: CardHolder;
  readonly insured: Insured;
  readonly choice: RegistrationChoice;
  readonly purpose: ChargePurpose;
  readonly mdtrtId: string;
  readonly batch: string;
  readonly total: Fen;
}

function billFields(bill: Bill): TrialSettlement['data'] {
  return {
    ...credentialOf(bill.holder),
    psn_no: bill.insured.psnNo,
    med_type: medTypeCharged(bill.purpose, bill.choice),
    medfee_sumamt: formatYuan(bill.total),
    psn_setlway: settleByItem,
    mdtrt_id: bill.mdtrtId,
    chrg_bchno: bill.batch,
    acct_used_flag: '1',
    insutype: insutypeOf[bill.insured.scheme],
  };
}

export function trial(bill: Bill) {
  const input: TrialSettlement = { data: { ...billFields(bill), sim_trace_wanted: '1' } };
  return message('2206A', input, answers.trial);
}

/** The settlement does not ask for the trace: it is the trial's, as long as it comes to the same. */
export function settle(bill: Bill, split: Split, receiptNumber: string) {
  const input: SettlementRequest = {
    data: {
      ...billFields(bill),
      invono: receiptNumber,
      fulamt_ownpay_amt: formatYuan(split.fullSelfPay),
      overlmt_selfpay: formatYuan(split.overCeiling),
      preselfpay_amt: formatYuan(split.priorSelfPay),
      inscp_scp_amt: formatYuan(split.inScope),
    },
  };
  return message('2207A', input, answers.settlement);
}

/** A message that was sent before, as the messages about it name it. */
export interface Earlier {
  readonly psnNo: string;
  readonly msgid: string;
  readonly infno: JournaledInfno | '2208';
}

export function confirm(earlier: Earlier, receiptNumber: string) {
  const { psnNo, msgid, infno } = earlier;
  const input: Confirmation = {
    data: { psn_no: psnNo, omsgid: msgid, oinfno: infno, sim_invono: receiptNumber },
  };
  return message(confirmInfno, input, answers.done);
}

export function reverse({ psnNo, msgid, infno }: Earlier) {
  const input: Reversal = { data: { psn_no: psnNo, omsgid: msgid, oinfno: infno } };
  return message('2601', input, answers.done);
}

export function askFate({ psnNo, msgid }: Earlier) {
  const input: OutcomeQuery = {
    data: { psn_no: psnNo, setl_id: null, mdtrt_id: null, sim_omsgid: msgid },
  };
  return message('5203', input, answers.outcome);
}
