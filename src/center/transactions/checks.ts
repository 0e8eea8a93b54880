// Checks that several transactions share: the credential, the visit that a message speaks of, the illness of a visit.
// Each answers the refusal, or nothing.

import { addDays, type CalendarDate } from '../../domain/date.ts';
import { parseEVoucher } from '../../domain/e-voucher.ts';
import { certType, insutypeOf } from '../../domain/protocol/codes.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { judge, openReconciliation } from '../eligibility.ts';
import { readPerson, type VisitWish } from '../facts.ts';
import type { Credential } from '../schemas.ts';
import type { Person } from '../store/people.ts';
import type { Registration } from '../store/visits.ts';
import { type Call, prompted, type Refused, refused } from './transaction.ts';

const accepted: readonly string[] = Object.values(certType);

/** A credential of a kind that this center does not read, or a card without its identification. */
export function unreadableCredential(credential: Credential): Refused | undefined {
  if (!accepted.includes(credential.mdtrt_cert_type)) {
    return refused('input.data.mdtrt_cert_type', '本中心受理 01、02、03', 'this center takes 01, 02 and 03');
  }
  if (credential.mdtrt_cert_type === certType.socialSecurityCard && credential.card_sn === null) {
    return refused('input.data.card_sn', '社会保障卡必须有卡识别码', 'required for a social-security card');
  }
  if (credential.mdtrt_cert_type === certType.eVoucher) {
    const voucher = parseEVoucher(credential.mdtrt_cert_no);
    if (!voucher.ok) return refused('input.data.mdtrt_cert_no', voucher.error.expected.zh, voucher.error.expected.en);
  }
  return undefined;
}

/** Nobody is charged on an identity card alone: its holder's PIN was accepted at this hospital today. */
export function unprovenCredential(call: Call, psnNo: string, credential: Credential): Refused | undefined {
  if (credential.mdtrt_cert_type !== certType.idCard) return undefined;
  if (call.store.credentials.isProven(psnNo, call.hospital.code, call.today)) return undefined;
  return refused(
    'input.data.mdtrt_cert_type',
    '持身份证就医须先在本院校验密码',
    'an identity card needs a PIN accepted here today: 1101 with sim_pin',
  );
}

/** The scheme that a message names must be the person's own. */
export function otherScheme(person: Person, insutype: string): Refused | undefined {
  if (insutypeOf[person.scheme] === insutype) return undefined;
  return refused('input.data.insutype', '与参保险种不符', 'not the scheme of this person');
}

/** A special-illness visit names an illness that the center knows; no other visit names one. */
export function unknownIllness(call: Call, wish: VisitWish, field: string): Refused | undefined {
  if (wish.medType !== '14') {
    return wish.illness === null ? undefined : refused(field, '只用于门特', 'only for a special-illness visit');
  }
  if (wish.illness === null) return refused(field, '门特必须有病种', 'a special-illness visit names its illness');
  const known = call.store.people.illnessName(wish.illness) !== undefined;
  return known ? undefined : refused(field, '没有这个病种', 'no such illness');
}

/** The visit that a message speaks of: registered, not cancelled, at this hospital, of this person. */
export function visitOf(call: Call, mdtrtId: string, psnNo: string, at: string): Result<Registration, Refused> {
  const visit = call.store.visits.registration(mdtrtId);
  if (!visit || visit.hospitalCode !== call.hospital.code) {
    return failure(refused(`${at}.mdtrt_id`, '本院没有这次医保挂号', 'no such registration of this hospital'));
  }
  if (visit.cancelled) return failure(refused(`${at}.mdtrt_id`, '挂号已撤销', 'the registration was cancelled'));
  if (visit.psnNo !== psnNo) return failure(refused(`${at}.psn_no`, '不是挂号的人', 'not the person who registered'));
  return ok(visit);
}

/** Prompt 3: somewhere a settlement or a refund of this person is in doubt; nothing of theirs moves until it is settled. */
export function inDoubt(call: Call, person: Person): Refused | undefined {
  const verdict = judge([openReconciliation], {
    today: call.today,
    card: { card: 'none-shown' },
    person: { known: true, person: readPerson(call.store, person) },
    visit: undefined,
  });
  return verdict && prompted(verdict);
}

const longestPeriod = 31;

interface Period {
  readonly stmt_begndate: CalendarDate;
  readonly stmt_enddate: CalendarDate;
}

/** A statement is of a month at most, ends where it begins or later, and not after the center's day. */
export function wrongPeriod({ today }: Call, { stmt_begndate: from, stmt_enddate: to }: Period): Refused | undefined {
  if (to < from) return refused('input.data.stmt_enddate', '早于 stmt_begndate', 'before stmt_begndate');
  if (to >= addDays(from, longestPeriod)) {
    return refused('input.data.stmt_enddate', `一次最多 ${longestPeriod} 天`, `at most ${longestPeriod} days at once`);
  }
  // A day that has not come has nothing at either side: it would be flat, and prove nothing.
  if (to <= today) return undefined;
  const name = from > today ? 'stmt_begndate' : 'stmt_enddate';
  return refused(`input.data.${name}`, `晚于中心的业务日期 ${today}`, `after the center's day, ${today}`);
}
