// 5303: the open admissions of a person, at any hospital. One without a discharge goes on: it is open whatever time is asked
// from, so `begntime` is read, and bars none.

import type { Admissions } from '../../domain/protocol/inquiries.ts';
import { admissionsSchema } from '../inquiry-schemas.ts';
import { done, refused, transaction } from './transaction.ts';

export const admissions = transaction('5303', admissionsSchema, (call, { data }) => {
  const { people } = call.store;
  if (!people.person(data.psn_no)) return refused('input.data.psn_no', '中心没有此人', 'nobody of this number');
  const answer: Admissions = {
    data: people.openAdmissions(data.psn_no).map(({ hospitalCode, hospitalName, admittedOn }) => ({
      psn_no: data.psn_no,
      fixmedins_code: hospitalCode,
      fixmedins_name: hospitalName,
      begndate: admittedOn,
    })),
  };
  return done(answer);
});
