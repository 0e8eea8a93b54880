// What is told where a fee was given back and the center refuses, for good, to take the registration back as well. Words
// only; when that is so is decided in cancel-registration.ts.

import type { Text } from '../../domain/language.ts';
import { reasonInBoth } from '../visit/problem.ts';

/** Why the registration still stands, and what to do about it. `said`: the center's words. */
export function adviceWhereItStays(said: string): { readonly cause: Text; readonly remedy: Text } {
  const reason = reasonInBoth(said);
  return {
    cause: {
      zh: `中心不撤销挂号：${reason.zh}`,
      en: `The center does not take the registration back: ${reason.en}`,
    },
    remedy: {
      zh: '不再退费。按中心所说处理后再对当日的账，会再申请撤销；仍不撤销，请信息科找医保中心',
      en: 'Give nothing more back. Mend what the center names and state that day: it is asked again. Else call the center',
    },
  };
}
