// 5301: the special-illness registrations of a person, at whatever hospital, valid or not.

import type { SpecialIllnessRegistrations } from '../../domain/protocol/transactions.ts';
import { specialIllnessSchema } from '../schemas.ts';
import { done, refused, transaction } from './transaction.ts';

export const specialIllnesses = transaction('5301', specialIllnessSchema, (call, { data }) => {
  const { people } = call.store;
  if (!people.person(data.psn_no)) return refused('input.data.psn_no', '中心没有此人', 'nobody of this number');
  const answer: SpecialIllnessRegistrations = {
    feedetail: people.specialIllnesses(data.psn_no).map((registration) => ({
      opsp_dise_code: registration.illness,
      opsp_dise_name: registration.illnessName,
      begndate: registration.from,
      enddate: registration.until,
      sim_hospital_code: registration.hospitalCode,
    })),
  };
  return done(answer);
});
