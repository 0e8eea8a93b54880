// Real-time review (实时审核) on the wire. Answers of 2204, 2206A and 2207A carry what was found in `sim_review` of the
// envelope; 3101 (事前分析) asks for it before anything is sent up, and changes nothing.

import type { Text } from '../language.ts';

/** warn: told, and settled all the same; refuse: the message is refused until the cause is gone. */
export type ReviewSeverity = 'warn' | 'refuse';

/** What takes a finding away: the patient's consent on the line, another order, or nothing that a hospital could do. */
export type ReviewAct = 'consent' | 'change' | 'none';

/** The first word of a finding, for people: never its colour alone. */
export const severityText: Readonly<Record<ReviewSeverity, Text>> = {
  warn: { zh: '提醒', en: 'Warning' },
  refuse: { zh: '拒付', en: 'Refused' },
};

export interface ReviewFindingOnWire {
  /** The rule's name, as under docs/rules/review.md. */
  readonly rule: string;
  readonly title: Text;
  readonly severity: ReviewSeverity;
  /** The line that it is about; null: the visit as a whole. */
  readonly feedetl_sn: string | null;
  readonly message: Text;
  readonly remedy: Text;
  readonly act: ReviewAct;
  /** Where the rule stands, and what it rests on. */
  readonly file: string;
  readonly line: number;
  readonly source: Text;
  /** The figures that were in force: value as written, and its first day. */
  readonly figures: readonly { readonly key: string; readonly value: string; readonly since: string }[];
}

/** 3101: the lines of 2204 before they are sent up, with the diagnoses that the doctor has in mind. */
export interface ReviewQuery {
  readonly mdtrtinfo: { readonly mdtrt_id: string; readonly psn_no: string };
  readonly diseinfo: readonly { readonly diag_code: string }[];
  readonly feedetail: readonly {
    readonly feedetl_sn: string;
    readonly med_list_codg: string;
    readonly cnt: string;
    readonly pric: string;
    readonly prd_days: string | null;
    readonly sim_consent: '0' | '1';
  }[];
}

export interface ReviewAnswer {
  readonly result: readonly ReviewFindingOnWire[];
}
