// One visit as another hospital's system would send it, message by message, from the sign-in to the day's end. It knows no
// center: whoever plays it hands in what sends a message.

import type { CardFixture } from '../center/city-cards.ts';
import type { Timestamp } from '../domain/date.ts';
import { confirmInfno } from '../domain/protocol/transactions.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Sends one message; answers its output and the msgid that it went under. Throws where it is refused. */
export type Ask = (infno: string, input: Json) => { readonly output: Json; readonly msgid: string };

interface Settled {
  readonly msgid: string;
  readonly setlinfo: Json;
}

const fee = { code: '200001', price: '4.00', count: '1', amount: '4.00', medType: '12' };
const drug = { code: '100002', price: '12.60', count: '2', amount: '25.20', medType: '11' };
const approver = { opter: '0009', opter_name: '陈静' };

const sumNames = ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'psn_cash_pay'] as const;

function shown(card: CardFixture) {
  return { mdtrt_cert_type: '03', mdtrt_cert_no: card.number, card_sn: card.identification };
}

function asYuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** One day of a hospital with one patient. */
class ExampleVisit {
  private readonly ask: Ask;
  private readonly card: CardFixture;
  private readonly now: Timestamp;
  private psn_no = '';
  private mdtrt_id = '';

  constructor(ask: Ask, card: CardFixture, now: Timestamp) {
    this.ask = ask;
    this.card = card;
    this.now = now;
  }

  identify(): void {
    const holder = { psn_name: this.card.holder.name, certno: this.card.holder.idNumber };
    const { output } = this.ask('1101', { data: { ...shown(this.card), ...holder } });
    this.psn_no = String((output.baseinfo as Json).psn_no);
    const { psn_no, now } = this;
    this.ask('5206', { data: { psn_no, cum_ym: '2011', sim_med_type: '11' } });
    this.ask('5301', { data: { psn_no } });
    this.ask('5303', { data: { psn_no, begntime: now } });
    this.ask('2001', { data: { psn_no, insutype: '310', begntime: now, med_type: '11', dise_codg: null } });
  }

  lookUp(): void {
    this.ask('1312', { data: { hilist_code: drug.code, hilist_name: null, page_num: 1, page_size: 10 } });
  }

  register(ticket: string): void {
    const place = { atddr_no: 'D01', dr_name: '王医生', dept_code: 'NK', dept_name: '内科', caty: 'A03' };
    const kind = { sim_med_type: '11', sim_dise_codg: null };
    const who = { ...shown(this.card), psn_no: this.psn_no, insutype: '310' };
    const registration = { ...who, begntime: this.now, ipt_otp_no: ticket, ...place, ...kind };
    const { output } = this.ask('2201', { data: registration });
    this.mdtrt_id = String((output.data as Json).mdtrt_id);
  }

  diagnose(): void {
    const { psn_no, mdtrt_id, now } = this;
    const doctor = { diag_dept: 'NK', dise_dor_no: 'D01', dise_dor_name: '王医生', diag_time: now };
    const what = { diag_type: '1', diag_srt_no: 1, diag_code: 'I10.x00', diag_name: '高血压' };
    this.ask('2203A', {
      mdtrtinfo: { mdtrt_id, psn_no, med_type: '11', begntime: now, dise_codg: null, dise_name: null },
      diseinfo: [{ ...what, ...doctor, vali_flag: '1' }],
    });
  }

  /** What the doctor's station asks before the orders go to the cashier. */
  review(item: typeof fee): void {
    const { psn_no, mdtrt_id } = this;
    const line = { feedetl_sn: '1', med_list_codg: item.code, cnt: item.count, pric: item.price, prd_days: null };
    this.ask('3101', {
      mdtrtinfo: { mdtrt_id, psn_no },
      diseinfo: [{ diag_code: 'I10.x00' }],
      feedetail: [{ ...line, sim_consent: '0' }],
    });
  }

  sendLine(batch: string, item: typeof fee): string {
    const { psn_no, mdtrt_id, now } = this;
    const catalogue = { med_list_codg: item.code, medins_list_codg: item.code };
    const amounts = { det_item_fee_sumamt: item.amount, cnt: item.count, pric: item.price };
    const line = {
      ...{ feedetl_sn: `${batch}-1`, mdtrt_id, psn_no, chrg_bchno: batch, rxno: null, fee_ocur_time: now },
      ...{ ...catalogue, ...amounts, prd_days: null, hosp_appr_flag: '1', sim_consent: '0' },
    };
    return this.ask('2204', { feedetail: [line] }).msgid;
  }

  withdrawLines(): void {
    const { psn_no, mdtrt_id } = this;
    this.ask('2205', { data: [{ feedetl_sn: '0000', chrg_bchno: null, mdtrt_id, psn_no }] });
  }

  /** The visit that was registered last. */
  cancel(ticket: string): void {
    const { psn_no, mdtrt_id, now } = this;
    this.ask('2202', { data: { psn_no, mdtrt_id, ipt_otp_no: ticket } });
    const day = now.slice(0, 10);
    this.ask('5201', { data: { psn_no, begntime: `${day} 00:00:00`, endtime: `${day} 23:59:59` } });
  }

  takeBack(omsgid: string): void {
    this.ask('2601', { data: { psn_no: this.psn_no, omsgid, oinfno: '2204' } });
  }

  /** Sends a line, tries, settles, asks what became of it, and confirms. */
  settle(batch: string, item: typeof fee, receipt: string): Settled {
    this.sendLine(batch, item);
    const { psn_no, mdtrt_id } = this;
    const trial = {
      ...{ ...shown(this.card), psn_no, med_type: item.medType, medfee_sumamt: item.amount, psn_setlway: '01' },
      ...{ mdtrt_id, chrg_bchno: batch, acct_used_flag: '1', insutype: '310' },
    };
    const tried = this.ask('2206A', { data: { ...trial, sim_trace_wanted: '1' } }).output.setlinfo as Json;
    const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = tried;
    const sums = { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt };
    const { output, msgid } = this.ask('2207A', { data: { ...trial, invono: receipt, ...sums } });
    this.ask('5203', { data: { psn_no, setl_id: null, mdtrt_id: null, sim_omsgid: msgid } });
    this.confirm(msgid, '2207A', receipt);
    return { msgid, setlinfo: output.setlinfo as Json };
  }

  refund({ setlinfo }: Settled, receipt: string): Settled {
    const { psn_no, mdtrt_id } = this;
    const which = { setl_id: setlinfo.setl_id, mdtrt_id, psn_no, sim_returned: null };
    const meant = { sim_invono: receipt, sim_trial: '0', sim_approver: approver };
    const { output, msgid } = this.ask('2208', { data: { ...which, ...meant } });
    this.confirm(msgid, '2208', receipt);
    return { msgid, setlinfo: output.setlinfo as Json };
  }

  private confirm(omsgid: string, oinfno: string, receipt: string): void {
    this.ask(confirmInfno, { data: { psn_no: this.psn_no, omsgid, oinfno, sim_invono: receipt } });
  }

  /** The day's totals and its rows; refunds are stated by themselves. */
  endDay(settlements: readonly Settled[], refunds: readonly Settled[]): void {
    const day = this.now.slice(0, 10);
    const period = { setl_optins: '129900', stmt_begndate: day, stmt_enddate: day };
    const { medfee_sumamt, fund_pay_sumamt, acct_pay } = totals(settlements);
    const stated = { medfee_sumamt, fund_pay_sumamt, acct_pay, fixmedins_setl_cnt: settlements.length };
    this.ask('3201', { data: { insutype: '310', clr_type: '11', ...period, ...stated, refd_setl_flag: '0' } });
    const all = totals([...settlements, ...refunds]);
    const rows = [...settlements.map((each) => row(each, '0')), ...refunds.map((each) => row(each, '1'))];
    const sums = {
      medfee_sumamt: all.medfee_sumamt,
      fund_pay_sumamt: all.fund_pay_sumamt,
      cash_payamt: all.psn_cash_pay,
    };
    const file = { file_qury_no: 'F0001', fixmedins_setl_cnt: rows.length, sim_file: rows.join('') };
    this.ask('3202', { data: { ...period, ...sums, ...file } });
  }
}

function totals(settled: readonly Settled[]) {
  const sum = (name: (typeof sumNames)[number]) =>
    asYuan(settled.reduce((total, { setlinfo }) => total + Math.round(Number(setlinfo[name]) * 100), 0));
  return {
    medfee_sumamt: sum('medfee_sumamt'),
    fund_pay_sumamt: sum('fund_pay_sumamt'),
    acct_pay: sum('acct_pay'),
    psn_cash_pay: sum('psn_cash_pay'),
  };
}

function row({ msgid, setlinfo }: Settled, refunds: '0' | '1'): string {
  const { psn_no, mdtrt_id, setl_id, medfee_sumamt, fund_pay_sumamt, acct_pay } = setlinfo;
  return `${[psn_no, mdtrt_id, setl_id, msgid, medfee_sumamt, fund_pay_sumamt, acct_pay, refunds].join('\t')}\n`;
}

/** Plays the whole day: register, pay, give back, take back, cancel, compare. Sign-in and sign-out are around it. */
export function playVisit(ask: Ask, card: CardFixture, now: Timestamp): void {
  const visit = new ExampleVisit(ask, card, now);
  visit.identify();
  visit.lookUp();
  visit.register('20110815-0001');
  const registered = visit.settle('B1', fee, 'R0001');
  visit.diagnose();
  visit.review(drug);
  const paid = visit.settle('B2', drug, 'R0002');
  const refunded = visit.refund(paid, 'R0003');
  visit.takeBack(visit.sendLine('B3', drug));
  visit.sendLine('B4', drug);
  visit.withdrawLines();
  visit.register('20110815-0002');
  visit.cancel('20110815-0002');
  visit.endDay([registered, paid], [refunded]);
}
