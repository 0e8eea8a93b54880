// 2001: would this visit be granted? Runs the whole chain and registers nothing. Nothing is shown here, so no card is asked.

import type { BenefitChecked } from '../../domain/protocol/transactions.ts';
import { judge, wholeChain } from '../eligibility.ts';
import { factsOfPerson } from '../facts.ts';
import { benefitCheckSchema } from '../schemas.ts';
import { otherScheme, unknownIllness } from './checks.ts';
import { done, transaction } from './transaction.ts';

export const benefitCheck = transaction('2001', benefitCheckSchema, (call, { data }) => {
  const wish = { medType: data.med_type, illness: data.dise_codg };
  const problem = unknownIllness(call, wish, 'input.data.dise_codg');
  if (problem) return problem;
  const { facts, person } = factsOfPerson(call, data.psn_no, undefined, wish);
  const wrongScheme = person && otherScheme(person, data.insutype);
  if (wrongScheme) return wrongScheme;
  const verdict = judge(wholeChain, facts);
  const answer: BenefitChecked = verdict
    ? { trt_enjymnt_flag: '0', trt_chk_rslt: verdict.text }
    : { trt_enjymnt_flag: '1', trt_chk_rslt: null };
  return done(answer, verdict?.note ?? null);
});
