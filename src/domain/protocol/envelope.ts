// The envelope of every message between a hospital and the center, and the transport it travels on.
// Source: national interface (国家医疗保障信息平台 定点医药机构接口规范): field names and lengths are theirs.

import type { PromptId } from '../prompt.ts';
import type { Result } from '../result.ts';
import type { ReviewFindingOnWire } from './review.ts';

/** A request as it is encoded to JSON. `input` depends on `infno` (transactions.ts). */
export interface RequestEnvelope<Input = unknown> {
  readonly infno: string;
  /** 30 = institution code 12 + yyyyMMddHHmmss 14 + serial 4. The idempotency key. */
  readonly msgid: string;
  readonly mdtrtarea_admvs: string;
  readonly insuplc_admdvs: string;
  readonly recer_sys_code: string;
  readonly dev_no: string | null;
  readonly dev_safe_info: string | null;
  readonly cainfo: string | null;
  readonly signtype: 'SM2' | 'SM3' | null;
  readonly infver: string;
  /** 1 person, 2 kiosk, 3 mobile. */
  readonly opter_type: '1' | '2' | '3';
  readonly opter: string;
  readonly opter_name: string;
  /** yyyy-MM-dd HH:mm:ss */
  readonly inf_time: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** From 9001; null only in 9001 itself. */
  readonly sign_no: string | null;
  readonly input: Input;
}

export interface AnswerEnvelope<Output = unknown> {
  /** 0 done, -1 refused. */
  readonly infcode: 0 | -1;
  /** 30 = area 6 + yyyyMMddHHmmss 14 + serial 10. */
  readonly inf_refmsgid: string;
  /** yyyyMMddHHmmssSSS */
  readonly refmsg_time: string;
  readonly respond_time: string;
  /** At most 200 characters. For a prompt: its exact text. */
  readonly err_msg: string | null;
  readonly warn_msg: string | null;
  /** The simulator's own field: which documented prompt `err_msg` is, and the fact that caused it. */
  readonly sim_prompt: PromptNote | null;
  /** The simulator's own: what real-time review found; null where nothing was, or where it was not asked. */
  readonly sim_review: readonly ReviewFindingOnWire[] | null;
  /** The simulator's own field, on a refusal only: nothing of the message is kept, so a copy of it may yet be done. */
  readonly sim_undecided?: '1';
  readonly output: Output | null;
}

export interface PromptNote {
  readonly id: PromptId;
  readonly stage: string;
  /** The state that refused: table and key, month, date. For trainers and testers, never for the patient. */
  readonly fact: Readonly<Record<string, string>>;
  /** Prompts of later stages that hold as well: shown to a trainer, never to a cashier. */
  readonly also: readonly PromptId[];
}

/** Why no answer came. `sent`: whether the request may have arrived; only `no` allows saying that nothing happened. */
export interface TransportFailure {
  readonly kind: 'refused-connection' | 'cut' | 'timed-out' | 'unreadable-answer';
  readonly sent: 'no' | 'maybe';
  readonly cause: string;
}

/** Carries one encoded request to the center and brings back its encoded answer, or fails. */
export interface Transport {
  exchange(request: string): Promise<Result<string, TransportFailure>>;
}
