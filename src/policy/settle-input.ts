// From a bill as it was read to the answer of `settle`: an ordinary bill is settled, one with `refund` gives lines back.
// The answer is a settlement, or the refusal of a refund; both as data for `--json` and worked cases.

import type { Language } from '../domain/language.ts';
import { inLanguage } from '../domain/language.ts';
import { ok, type Result } from '../domain/result.ts';
import type { BillInput } from './bill-input.ts';
import type { Pack } from './pack.ts';
import { type RefundRefusal, settleRefund } from './refund.ts';
import { settle } from './settle.ts';
import type { Settlement } from './settlement.ts';
import { settlementDocument } from './settlement-document.ts';

/** Settles what was read; only a refund can be refused. */
export function settleInput(
  pack: Pack,
  { bill, refund }: BillInput,
  options: { readonly trace?: boolean } = {},
): Result<Settlement, RefundRefusal> {
  return refund ? settleRefund(pack, bill, refund, options) : ok(settle(pack, bill, options));
}

/** The whole answer as a JSON document. */
export function answerDocument(answer: Result<Settlement, RefundRefusal>, language: Language): Record<string, unknown> {
  if (answer.ok) return settlementDocument(answer.value, language);
  const { kind, text } = answer.error;
  return { refund_refused: kind, refund_refused_text: inLanguage(text, language) };
}
