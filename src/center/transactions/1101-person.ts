// 1101: who is this? Asks of the card and of the person, and of nothing else: someone in arrears is still someone.

import { ageOn, type CalendarDate, monthOf } from '../../domain/date.ts';
import { formatYuan } from '../../domain/money.ts';
import { promptText } from '../../domain/prompt.ts';
import {
  certType,
  civilServantCode,
  genderCode,
  identityModelWorker,
  insuredState,
  insutypeOf,
  psnTypeOf,
  psnTypeVeteranWorker,
} from '../../domain/protocol/codes.ts';
import type { PersonFound } from '../../domain/protocol/transactions.ts';
import { type EligibilityFacts, identityChain, judge } from '../eligibility.ts';
import { readCredential, readPerson } from '../facts.ts';
import { allTries, isPin } from '../pin.ts';
import { personSchema } from '../schemas.ts';
import type { Person } from '../store/people.ts';
import { unreadableCredential } from './checks.ts';
import { type Call, done, prompted, type Refused, refused, transaction } from './transaction.ts';

/** GB 3304: other. The center keeps no ethnic group; the card does. */
const ethnicGroupNotKept = '97';
const residentIdCard = '01';

function firstOf(month: string): string {
  return `${month}-01`;
}

function insurance(call: Call, person: Person): PersonFound['insuinfo'][number] {
  const months = call.store.people.paidMonths(person);
  const paid = person.duty === 'none' || months.includes(monthOf(call.today));
  return {
    balc: formatYuan(person.account),
    insutype: insutypeOf[person.scheme],
    psn_type: person.veteranWorker ? psnTypeVeteranWorker : psnTypeOf[person.status],
    psn_insu_stas: paid ? insuredState.normal : insuredState.suspended,
    psn_insu_date: months[0] === undefined ? '' : firstOf(months[0]),
    paus_insu_date: paid ? null : firstOf(monthOf(call.today)),
    cvlserv_flag: civilServantCode[person.civilServant],
    insuplc_admdvs: call.hospital.area,
    emp_name: person.employer?.name ?? null,
  };
}

function describe(call: Call, person: Person): PersonFound {
  return {
    baseinfo: {
      psn_no: person.psnNo,
      psn_cert_type: residentIdCard,
      certno: person.idNumber,
      psn_name: person.name,
      gend: genderCode[person.sex],
      naty: ethnicGroupNotKept,
      brdy: person.birth,
      age: ageOn(person.birth as CalendarDate, call.today),
    },
    insuinfo: [insurance(call, person)],
    idetinfo: person.modelWorker ? [{ psn_idet_type: identityModelWorker, memo: '劳模' }] : [],
  };
}

/** A wrong try is spent whatever else becomes of the message; the right PIN is good for this hospital and this day. */
function checkPin(call: Call, { psnNo }: Person, pin: string): Refused | undefined {
  const { credentials } = call.store;
  const kept = credentials.pin(psnNo);
  if (!kept)
    return refused('input.data.sim_pin', '此人在中心没有密码，请用社会保障卡', 'no PIN here: the card is needed');
  if (kept.triesLeft > 0 && isPin(pin, kept)) {
    credentials.setTries(psnNo, allTries);
    credentials.prove(psnNo, call.hospital.code, call.today);
    return undefined;
  }
  const triesLeft = Math.max(0, kept.triesLeft - 1);
  credentials.setTries(psnNo, triesLeft);
  const fact = { table: 'center_pin', psn_no: psnNo, tries_left: String(triesLeft) };
  const verdict = {
    text: promptText({ id: 'wrong-pin' }),
    note: { id: 'wrong-pin', stage: 'pin', fact, also: [] },
  } as const;
  return { ...prompted(verdict), leavesTrace: true };
}

interface Holder {
  readonly psn_name: string | null;
  readonly certno: string | null;
}

/** The person that the center has behind the credential; cards come with a name and a number, which must be theirs. */
function personShown(call: Call, shownNumber: string | undefined, { psn_name, certno }: Holder): Person | undefined {
  const number = certno ?? shownNumber;
  const candidate = number === undefined ? undefined : call.store.people.personByIdNumber(number);
  // The holder as the card says must be the one the center issued it to, under the same name.
  const matches = shownNumber === undefined || shownNumber === number;
  return matches && (psn_name === null || candidate?.name === psn_name) ? candidate : undefined;
}

export const person = transaction('1101', personSchema, (call, { data }) => {
  const isVoucher = data.mdtrt_cert_type === certType.eVoucher;
  const unreadable = unreadableCredential(data);
  if (unreadable) return unreadable;
  if (!isVoucher && data.psn_name === null) return refused('input.data.psn_name', '缺少', 'missing');
  if (!isVoucher && data.certno === null) return refused('input.data.certno', '缺少', 'missing');
  const shown = readCredential(call.store, data);
  const found = personShown(call, shown.idNumber, data);
  const facts: EligibilityFacts = {
    today: call.today,
    card: shown.card,
    person: found
      ? { known: true, person: readPerson(call.store, found) }
      : { known: false, searched: { certno: data.certno ?? '', psn_name: data.psn_name ?? '' } },
    visit: undefined,
  };
  const verdict = judge(identityChain, facts);
  if (verdict) return prompted(verdict);
  if (!found) return refused('input.data.certno', '中心没有此人', 'nobody of this number');
  const wrongPin =
    data.mdtrt_cert_type === certType.idCard && data.sim_pin !== null ? checkPin(call, found, data.sim_pin) : undefined;
  return wrongPin ?? done(describe(call, found));
});
