// 2203A: the diagnoses of a visit. They are kept; nothing of the settlement depends on them.

import { diagnosisSchema } from '../schemas.ts';
import { visitOf } from './checks.ts';
import { done, refused, transaction } from './transaction.ts';

export const diagnosis = transaction('2203A', diagnosisSchema, (call, { mdtrtinfo, diseinfo }) => {
  const visit = visitOf(call, mdtrtinfo.mdtrt_id, mdtrtinfo.psn_no, 'input.mdtrtinfo');
  if (!visit.ok) return visit.error;
  if (visit.value.medType !== mdtrtinfo.med_type) {
    return refused('input.mdtrtinfo.med_type', '与挂号的类别不符', 'not the kind of visit that was registered');
  }
  for (const [place, entry] of diseinfo.entries()) {
    call.store.visits.addDiagnosis({
      msgid: call.msgid,
      mdtrtId: mdtrtinfo.mdtrt_id,
      place,
      kind: entry.diag_type,
      code: entry.diag_code,
      name: entry.diag_name,
      doctor: entry.dise_dor_no,
      diagnosedAt: entry.diag_time,
    });
  }
  return done(null);
});
