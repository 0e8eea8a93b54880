// 2201: registers a visit, after the whole chain of eligibility. The fee for it is settled like any other (2207A).

import type { Registered } from '../../domain/protocol/transactions.ts';
import { judge, wholeChain } from '../eligibility.ts';
import { factsOfPerson, readCredential } from '../facts.ts';
import { registrationSchema } from '../schemas.ts';
import { otherScheme, unknownIllness, unprovenCredential, unreadableCredential } from './checks.ts';
import { done, prompted, transaction } from './transaction.ts';

export const register = transaction('2201', registrationSchema, (call, { data }) => {
  const wish = { medType: data.sim_med_type, illness: data.sim_dise_codg };
  const problem = unreadableCredential(data) ?? unknownIllness(call, wish, 'input.data.sim_dise_codg');
  if (problem) return problem;
  const { facts, person } = factsOfPerson(call, data.psn_no, readCredential(call.store, data), wish);
  const verdict = judge(wholeChain, facts);
  if (verdict) return prompted(verdict);
  const problemOfPerson =
    person && (otherScheme(person, data.insutype) ?? unprovenCredential(call, person.psnNo, data));
  if (problemOfPerson) return problemOfPerson;
  const mdtrt_id = call.store.visits.register({
    msgid: call.msgid,
    psnNo: data.psn_no,
    hospitalCode: call.hospital.code,
    ...wish,
    ticket: data.ipt_otp_no,
    department: data.dept_code,
    departmentName: data.dept_name,
    doctor: data.atddr_no,
    doctorName: data.dr_name,
    registeredAt: call.now,
  });
  const answer: Registered = { data: { mdtrt_id, psn_no: data.psn_no, ipt_otp_no: data.ipt_otp_no } };
  return done(answer);
});
