// One visit played against a center in memory, message by message, as another hospital's system would: the examples of the
// API document (docs/api/openapi.json). What is published there was really sent, and really answered like that.

import { openCenter } from '../center/center.ts';
import type { CardFixture } from '../center/city-cards.ts';
import { loadCity } from '../center/city-fixtures.ts';
import { apiDocument, type Exchanged } from '../center/server/api-document.ts';
import { compactTimestamp, dateOf, type Timestamp, timestampOf } from '../domain/date.ts';
import { confirmInfno } from '../domain/protocol/transactions.ts';
import { loadPack } from '../policy/load-pack.ts';
import { cityPack } from './city.ts';
import { jsonText } from './json-text.ts';

type Json = Readonly<Record<string, unknown>>;

const day = dateOf('2011-08-15');
const now = timestampOf(day, '09:00:00');
const hospital = { code: 'H12990000001', name: '海河市人民医院', area: '129900' };
/** A trace has dozens of entries; two show what one looks like. */
const shownEntries = 2;

function must<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (result.ok) return result.value;
  throw new Error(`the city or its rules are unsound: ${JSON.stringify(result)}`);
}

function shortened(answer: Json): Json {
  const text = JSON.stringify(answer, (key, value: unknown) =>
    key === 'entries' && Array.isArray(value) ? value.slice(0, shownEntries) : value,
  );
  return JSON.parse(text) as Json;
}

/** Sends messages and keeps every exchange. */
class ExampleHospital {
  readonly exchanged: Exchanged[] = [];
  private readonly handle: (request: string) => string;
  private signNo: string | null = null;
  private sent = 0;

  constructor(handle: (request: string) => string) {
    this.handle = handle;
  }

  /** Answers the message's output and its msgid. */
  ask(infno: string, input: Json): { readonly output: Json; readonly msgid: string } {
    this.sent += 1;
    const msgid = `${hospital.code}${compactTimestamp(now)}${String(this.sent).padStart(4, '0')}`;
    const request = { ...envelopeAt(now), infno, msgid, sign_no: this.signNo, input };
    const answer = JSON.parse(this.handle(JSON.stringify(request))) as Json & { readonly output: Json };
    if (answer.infcode !== 0) throw new Error(`${infno} was refused: ${answer.err_msg}`);
    const name = `${String(this.exchanged.length + 1).padStart(2, '0')}-${infno}`;
    this.exchanged.push({ name, infno, request, answer: shortened(answer) });
    return { output: answer.output, msgid };
  }

  signIn(): void {
    const { output } = this.ask('9001', { signIn: { opter_no: '0003', mac: '', ip: '127.0.0.1' } });
    this.signNo = String((output.signinoutb as Json).sign_no);
  }
}

function envelopeAt(time: Timestamp) {
  return {
    infno: '',
    msgid: '',
    mdtrtarea_admvs: hospital.area,
    insuplc_admdvs: hospital.area,
    recer_sys_code: 'HIS',
    dev_no: null,
    dev_safe_info: null,
    cainfo: null,
    signtype: null,
    infver: 'V1.0',
    opter_type: '1',
    opter: '0003',
    opter_name: '李敏',
    inf_time: time,
    fixmedins_code: hospital.code,
    fixmedins_name: hospital.name,
    sign_no: null as string | null,
  };
}

function shown(card: CardFixture) {
  return { mdtrt_cert_type: '03', mdtrt_cert_no: card.number, card_sn: card.identification };
}

const fee = { code: '200001', price: '4.00', count: '1', amount: '4.00' };
const drug = { code: '100002', price: '12.60', count: '2', amount: '25.20' };

function feeLine(psn_no: string, mdtrt_id: string, batch: string, item: typeof fee) {
  return {
    feedetl_sn: `${batch}-1`,
    mdtrt_id,
    psn_no,
    chrg_bchno: batch,
    rxno: null,
    fee_ocur_time: now,
    med_list_codg: item.code,
    medins_list_codg: item.code,
    det_item_fee_sumamt: item.amount,
    cnt: item.count,
    pric: item.price,
    prd_days: null,
    hosp_appr_flag: '1',
  };
}

function diagnosis(psn_no: string, mdtrt_id: string): Json {
  const doctor = { diag_dept: 'NK', dise_dor_no: 'D01', dise_dor_name: '王医生', diag_time: now };
  return {
    mdtrtinfo: { mdtrt_id, psn_no, med_type: '11', begntime: now, dise_codg: null, dise_name: null },
    diseinfo: [
      { diag_type: '1', diag_srt_no: 1, diag_code: 'I10.x00', diag_name: '高血压', ...doctor, vali_flag: '1' },
    ],
  };
}

/** Settles the fee for registering, and confirms it. */
function settleFee(his: ExampleHospital, card: CardFixture, psn_no: string, mdtrt_id: string): void {
  his.ask('2204', { feedetail: [feeLine(psn_no, mdtrt_id, 'B1', fee)] });
  const trial = {
    ...shown(card),
    ...{ psn_no, med_type: '12', medfee_sumamt: fee.amount, psn_setlway: '01', mdtrt_id, chrg_bchno: 'B1' },
    ...{ acct_used_flag: '1', insutype: '310' },
  };
  const { setlinfo } = his.ask('2206A', { data: trial }).output as { readonly setlinfo: Json };
  const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = setlinfo;
  const sums = { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt };
  const { msgid } = his.ask('2207A', { data: { ...trial, invono: 'R0001', ...sums } });
  his.ask('5203', { data: { psn_no, setl_id: null, mdtrt_id: null, sim_omsgid: msgid } });
  his.ask(confirmInfno, { data: { psn_no, omsgid: msgid, oinfno: '2207A', sim_invono: 'R0001' } });
}

/** From the sign-in to a settled registration, and a batch of fee lines that is taken back. */
function playVisit(his: ExampleHospital, card: CardFixture): void {
  his.signIn();
  const holder = { psn_name: card.holder.name, certno: card.holder.idNumber };
  const found = his.ask('1101', { data: { ...shown(card), ...holder } }).output as { readonly baseinfo: Json };
  const psn_no = String(found.baseinfo.psn_no);
  his.ask('5206', { data: { psn_no, cum_ym: '2011', sim_med_type: '11' } });
  his.ask('5301', { data: { psn_no } });
  const wish = { psn_no, insutype: '310', begntime: now };
  his.ask('2001', { data: { ...wish, med_type: '11', dise_codg: null } });
  const place = { atddr_no: 'D01', dr_name: '王医生', dept_code: 'NK', dept_name: '内科', caty: 'A03' };
  const kind = { sim_med_type: '11', sim_dise_codg: null };
  const registration = { ...shown(card), ...wish, ipt_otp_no: '20110815-0001', ...place, ...kind };
  const { data } = his.ask('2201', { data: registration }).output as { readonly data: Json };
  const mdtrt_id = String(data.mdtrt_id);
  settleFee(his, card, psn_no, mdtrt_id);
  his.ask('2203A', diagnosis(psn_no, mdtrt_id));
  const { msgid } = his.ask('2204', { feedetail: [feeLine(psn_no, mdtrt_id, 'B2', drug)] });
  his.ask('2601', { data: { psn_no, omsgid: msgid, oinfno: '2204' } });
}

/** Every exchange of the visit, in order. Throws where the center refuses one: then the example is wrong. */
export function exampleExchanges(): readonly Exchanged[] {
  const city = must(loadCity(day));
  const card = city.cards.find(({ id }) => id === 'wang-xiulan');
  if (!card) throw new Error('the city has no wang-xiulan');
  const pack = must(loadPack(cityPack));
  const center = must(openCenter({ file: ':memory:', clock: { now: () => now }, seed: city.seed, pack }));
  try {
    const his = new ExampleHospital((request) => center.handle(request));
    playVisit(his, card);
    return his.exchanged;
  } finally {
    center.close();
  }
}

/** docs/api/openapi.json. */
export function centerDocument(): string {
  return jsonText(JSON.parse(JSON.stringify(apiDocument('1.0', exampleExchanges()))));
}
