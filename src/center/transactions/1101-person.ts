// 1101: who is this? Asks of the card and of the person, and of nothing else: someone in arrears is still someone.

import { ageOn, type CalendarDate, monthOf } from '../../domain/date.ts';
import { formatYuan } from '../../domain/money.ts';
import {
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
import { personSchema } from '../schemas.ts';
import type { Person } from '../store/people.ts';
import { unreadableCredential } from './checks.ts';
import { type Call, done, prompted, refused, transaction } from './transaction.ts';

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

export const person = transaction('1101', personSchema, (call, { data }) => {
  const { people } = call.store;
  const unreadable = unreadableCredential(data);
  if (unreadable) return unreadable;
  const shown = readCredential(call.store, data);
  const candidate = people.personByIdNumber(data.certno);
  // The holder as the card says must be the one the center issued it to, under the same name.
  const matches = shown.idNumber === undefined || shown.idNumber === data.certno;
  const found = matches && candidate?.name === data.psn_name ? candidate : undefined;
  const facts: EligibilityFacts = {
    today: call.today,
    card: shown.card,
    person: found
      ? { known: true, person: readPerson(call.store, found) }
      : { known: false, searched: { certno: data.certno, psn_name: data.psn_name } },
    visit: undefined,
  };
  const verdict = judge(identityChain, facts);
  if (verdict) return prompted(verdict);
  return found ? done(describe(call, found)) : refused('input.data.certno', '中心没有此人', 'nobody of this number');
});
