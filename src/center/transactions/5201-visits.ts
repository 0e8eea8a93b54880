// 5201: the visits of a person at the hospital that asks, newest first. Cancelled registrations were no visits.

import type { Visits } from '../../domain/protocol/inquiries.ts';
import { visitsSchema } from '../inquiry-schemas.ts';
import { done, refused, transaction } from './transaction.ts';

export const visits = transaction('5201', visitsSchema, (call, { data }) => {
  const person = call.store.people.person(data.psn_no);
  if (!person) return refused('input.data.psn_no', '中心没有此人', 'nobody of this number');
  if (data.endtime < data.begntime) return refused('input.data.endtime', '早于 begntime', 'before begntime');
  const { hospital } = call;
  const found = call.store.visits.ofPersonAt(hospital.code, data.psn_no, { from: data.begntime, to: data.endtime });
  const answer: Visits = {
    mdtrtinfo: found.map((visit) => ({
      mdtrt_id: visit.mdtrtId,
      psn_no: visit.psnNo,
      psn_name: person.name,
      med_type: visit.medType,
      begntime: visit.registeredAt,
      ipt_otp_no: visit.ticket,
      dept_name: visit.departmentName,
      dr_name: visit.doctorName,
      fixmedins_code: hospital.code,
      fixmedins_name: hospital.name,
    })),
  };
  return done(answer);
});
