// What the center's real-time review (实时审核) said of ordered lines, and what becomes of the lines and the marks as the
// doctor or the cashier acts on it. Pure.

import type { Text } from '../../domain/language.ts';
import type { ReviewAct, ReviewSeverity } from '../../domain/protocol/review.ts';
import type { OrderLine } from './charge.ts';

export interface ReviewFinding {
  /** The rule's name at the center. */
  readonly rule: string;
  readonly title: Text;
  readonly severity: ReviewSeverity;
  /** The place of the line, from 0; undefined: about the visit as a whole. */
  readonly line: number | undefined;
  readonly message: Text;
  readonly remedy: Text;
  readonly act: ReviewAct;
}

export function refusals(findings: readonly ReviewFinding[]): readonly ReviewFinding[] {
  return findings.filter(({ severity }) => severity === 'refuse');
}

/** Whether the patient's consent is all that stands in the way. */
export function wantsConsentOnly(findings: readonly ReviewFinding[]): boolean {
  const refused = refusals(findings);
  return refused.length > 0 && refused.every(({ act, line }) => act === 'consent' && line !== undefined);
}

function isForConsent({ severity, act }: ReviewFinding): boolean {
  return severity === 'refuse' && act === 'consent';
}

/** The lines with the patient's consent on each that review asked it for. */
export function withConsent(lines: readonly OrderLine[], findings: readonly ReviewFinding[]): readonly OrderLine[] {
  const asked = new Set(findings.filter(isForConsent).map(({ line }) => line));
  return lines.map((line, place) => (asked.has(place) ? { ...line, consent: true } : line));
}

/** The marks once a line is gone: its own go with it, those behind it move up. */
export function withoutLine(findings: readonly ReviewFinding[], gone: number): readonly ReviewFinding[] {
  return findings.flatMap((finding) => {
    if (finding.line === undefined || finding.line < gone) return [finding];
    return finding.line === gone ? [] : [{ ...finding, line: finding.line - 1 }];
  });
}

/** The marks once a line was changed: what was said of it is said of it no more. */
export function unmarked(findings: readonly ReviewFinding[], changed: number): readonly ReviewFinding[] {
  return findings.filter(({ line }) => line !== changed);
}
