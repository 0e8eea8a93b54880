// A counter for tests: encodes requests as a hospital would, one call a transaction, and decodes the answers.

import { type EmbeddedCenter, openCenter } from '../../src/center/center.ts';
import type { CitySeed, HospitalSeed, PersonSeed } from '../../src/center/city-seed.ts';
import { type Clock, compactTimestamp, type Timestamp } from '../../src/domain/date.ts';
import type { AnswerEnvelope, RequestEnvelope } from '../../src/domain/protocol/envelope.ts';
import type {
  FeeLinesPriced,
  Outcome,
  PersonFound,
  Registered,
  SettlementAnswer,
  SignedIn,
  TrialAnswer,
} from '../../src/domain/protocol/transactions.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { loadReview } from '../../src/policy/review/load-review.ts';
import { cardOf, cityHospital, foundedOn, smallCity } from './small-city.ts';

const loaded = loadPack('tianjin-2011');
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
export const pack = loaded.value;

const reviewed = loadReview();
if (!reviewed.ok) throw new Error(JSON.stringify(reviewed.error));
export const review = reviewed.value;

/** A clock that stands until it is set. */
export function clockAt(time: string): Clock & { set(time: string): void } {
  let now = time as Timestamp;
  return {
    now: () => now,
    set(later) {
      now = later as Timestamp;
    },
  };
}

export interface CityOptions {
  readonly file?: string;
  readonly seed?: CitySeed;
  readonly clock?: Clock;
}

export function openCity({ file = ':memory:', seed = smallCity(), clock }: CityOptions = {}): EmbeddedCenter {
  const opened = openCenter({ file, seed, pack, clock: clock ?? clockAt(`${foundedOn} 09:00:00`) });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

export interface Item {
  readonly item: string;
  readonly price: string;
  readonly quantity: string;
  readonly amount: string;
}
export const fee: Item = { item: 'FEE', price: '5.00', quantity: '1', amount: '5.00' };

let messages = 0;

export type Answer<Output> = AnswerEnvelope<Output>;

/** Whatever handles messages: a center, or what stands in front of one. */
export interface Line {
  handle(request: string): string;
}

export class Counter {
  readonly center: Line;
  readonly hospital: HospitalSeed;
  readonly at: () => string;
  signNo: string | null = null;
  lastRequest = '';
  lastMsgid = '';

  constructor(center: Line, hospital: HospitalSeed = cityHospital, at = () => `${foundedOn} 09:00:00`) {
    this.center = center;
    this.hospital = hospital;
    this.at = at;
    this.signIn();
  }

  nextMsgid(): string {
    messages += 1;
    const time = compactTimestamp(this.at() as Timestamp);
    return `${this.hospital.code}${time}${String(messages % 10_000).padStart(4, '0')}`;
  }

  envelope(infno: string, input: unknown, msgid = this.nextMsgid()): RequestEnvelope {
    this.lastMsgid = msgid;
    return {
      infno,
      msgid,
      mdtrtarea_admvs: this.hospital.area,
      insuplc_admdvs: this.hospital.area,
      recer_sys_code: 'YBPOS',
      dev_no: null,
      dev_safe_info: null,
      cainfo: null,
      signtype: null,
      infver: 'V1.0',
      opter_type: '1',
      opter: '0003',
      opter_name: '李敏',
      inf_time: this.at(),
      fixmedins_code: this.hospital.code,
      fixmedins_name: this.hospital.name,
      sign_no: this.signNo,
      input,
    };
  }

  send<Output>(infno: string, input: unknown, msgid?: string): Answer<Output> {
    this.lastRequest = JSON.stringify(this.envelope(infno, input, msgid));
    return JSON.parse(this.center.handle(this.lastRequest)) as Answer<Output>;
  }

  signIn(): void {
    this.signNo = null;
    const answer = this.send<SignedIn>('9001', { signIn: { opter_no: '0003', mac: '', ip: '' } });
    this.signNo = answer.output?.signinoutb.sign_no ?? null;
  }

  credential(person: PersonSeed) {
    const card = cardOf(person);
    return { mdtrt_cert_type: '03', mdtrt_cert_no: card.cardNumber, card_sn: card.identification };
  }

  identify(person: PersonSeed) {
    const data = { ...this.credential(person), psn_name: person.name, certno: person.idNumber };
    return this.send<PersonFound>('1101', { data });
  }

  register(person: PersonSeed, medType = '11', illness: string | null = null) {
    return this.send<Registered>('2201', this.registration(person, medType, illness));
  }

  /** The input of 2201. */
  registration(person: PersonSeed, medType = '11', illness: string | null = null) {
    return {
      data: {
        ...this.credential(person),
        psn_no: person.psnNo,
        insutype: person.scheme === 'employee' ? '310' : '390',
        begntime: this.at(),
        ipt_otp_no: '20110815-0001',
        atddr_no: 'D01',
        dr_name: '王医生',
        dept_code: 'NK',
        dept_name: '内科',
        caty: 'A03',
        sim_med_type: medType,
        sim_dise_codg: illness,
      },
    };
  }

  lines(person: PersonSeed, mdtrtId: string, batch: string, items: readonly Item[]) {
    return this.send<FeeLinesPriced>('2204', this.feeLines(person, mdtrtId, batch, items));
  }

  /** The input of 2204. */
  feeLines(person: PersonSeed, mdtrtId: string, batch: string, items: readonly Item[]) {
    return {
      feedetail: items.map(({ item, price, quantity, amount }, index) => ({
        feedetl_sn: `${batch}-${index}`,
        mdtrt_id: mdtrtId,
        psn_no: person.psnNo,
        chrg_bchno: batch,
        rxno: null,
        fee_ocur_time: this.at(),
        med_list_codg: item,
        medins_list_codg: item,
        det_item_fee_sumamt: amount,
        cnt: quantity,
        pric: price,
        prd_days: null,
        hosp_appr_flag: '1',
        sim_consent: '1',
      })),
    };
  }

  trialData(person: PersonSeed, mdtrtId: string, batch: string, medType: string, total: string, account = true) {
    return {
      ...this.credential(person),
      psn_no: person.psnNo,
      med_type: medType,
      medfee_sumamt: total,
      psn_setlway: '01',
      mdtrt_id: mdtrtId,
      chrg_bchno: batch,
      acct_used_flag: account ? '1' : '0',
      insutype: person.scheme === 'employee' ? '310' : '390',
    };
  }

  trial(data: ReturnType<Counter['trialData']> & { readonly sim_trace_wanted?: '0' | '1' }) {
    return this.send<TrialAnswer>('2206A', { data });
  }

  settle(
    data: ReturnType<Counter['trialData']> & { readonly sim_trace_wanted?: '0' | '1' },
    sums: SettlementAnswer['setlinfo'],
    msgid?: string,
  ) {
    const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = sums;
    const parts = { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt };
    return this.send<SettlementAnswer>('2207A', { data: { ...data, ...parts, invono: 'R0001' } }, msgid);
  }

  confirm(person: PersonSeed, omsgid: string, receipt = 'R0001') {
    return this.send<null>('confirm', {
      data: { psn_no: person.psnNo, omsgid, oinfno: '2207A', sim_invono: receipt },
    });
  }

  reverse(person: PersonSeed, omsgid: string, oinfno = '2207A') {
    return this.send<null>('2601', { data: { psn_no: person.psnNo, omsgid, oinfno } });
  }

  outcome(person: PersonSeed, omsgid: string) {
    return this.send<Outcome>('5203', {
      data: { psn_no: person.psnNo, setl_id: null, mdtrt_id: null, sim_omsgid: omsgid },
    });
  }

  /** Registers, prices, tries and settles one batch; leaves it unconfirmed. Throws where a step is refused. */
  charge(person: PersonSeed, items: readonly Item[], { medType = '11', illness = null as string | null } = {}) {
    const mdtrtId = this.must(this.register(person, medType, illness)).data.mdtrt_id;
    return this.chargeVisit(person, mdtrtId, items, medType);
  }

  chargeVisit(person: PersonSeed, mdtrtId: string, items: readonly Item[], medType = '11', account = true) {
    messages += 1;
    const batch = `B${messages}`;
    this.must(this.lines(person, mdtrtId, batch, items));
    const total = (items.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0) / 100).toFixed(2);
    const data = this.trialData(person, mdtrtId, batch, medType, total, account);
    const sums = this.must(this.trial(data)).setlinfo;
    const settled = this.must(this.settle(data, sums)).setlinfo;
    return { mdtrtId, batch, data, sums, settled, msgid: this.lastMsgid, request: this.lastRequest };
  }

  must<Output>(answer: Answer<Output>): Output {
    if (answer.infcode !== 0) throw new Error(`refused: ${answer.err_msg} ${JSON.stringify(answer.sim_prompt)}`);
    return answer.output as Output;
  }
}
