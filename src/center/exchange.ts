// Answers one message that could be read: knows the day and who speaks, keeps the promise of "exactly once", runs the
// transaction. It opens and commits nothing; group-commit.ts does.

import { dateOfTimestamp, type Timestamp } from '../domain/date.ts';
import type { PromptId } from '../domain/prompt.ts';
import type { Pack } from '../policy/pack.ts';
import type { ReviewRules } from '../policy/review/rule.ts';
import { bodyHash, encodeAnswer, lastSerialsFrom } from './answers.ts';
import type { CityClock } from './city-clock.ts';
import type { ReadMessage } from './read-message.ts';
import type { Envelope } from './schemas.ts';
import type { CenterAudit } from './store/audit.ts';
import type { MessageStanding } from './store/messages.ts';
import type { InSavepoint } from './store/savepoint.ts';
import type { Store } from './store/store.ts';
import { type Call, type Outcome, type Refused, refused, undecided } from './transactions/transaction.ts';

export interface ExchangeParts {
  readonly store: Store;
  readonly audit: CenterAudit;
  readonly cityClock: CityClock;
  readonly pack: () => Pack;
  readonly review: () => ReviewRules;
  readonly now: () => Timestamp;
}

/** An answer, and what became of the message, for whoever counts. */
export interface Handled {
  readonly answer: string;
  /** Undefined where the message names no transaction of this center. */
  readonly infno: string | undefined;
  readonly fate: 'done' | 'refused' | 'repeated';
  readonly prompt: PromptId | undefined;
}

export interface Exchange {
  /**
   * Answers a message that could be read, inside the open transaction; a refusal that wrote is undone by `inSavepoint`.
   * What it throws at must be rolled back.
   */
  answer(message: ReadMessage, inSavepoint: InSavepoint): Handled;
  /** An answer to a message that is not kept: it may be sent again, corrected. */
  reject(refusal: Refused, infno?: string): Handled;
}

/** What answering a message for the first time needs besides it. */
interface FirstTime {
  readonly serial: number;
  readonly hash: string;
  readonly call: Call;
  readonly inSavepoint: InSavepoint;
}

const signInInfno = '9001';
const signOutInfno = '9002';

/** A refusal leaves no trace, whatever was written before it, but for the one that says so. */
const leavesTrace = (outcome: Outcome) => outcome.fate !== 'refused' || outcome.leavesTrace === true;

export function exchangeOver({ store, audit, cityClock, pack, review, now }: ExchangeParts): Exchange {
  let unkept = 0;

  function reject(refusal: Refused, infno?: string, area?: string): Handled {
    unkept += 1;
    const answer = encodeAnswer(refusal, { area, serial: lastSerialsFrom(unkept), now: now() });
    return { answer, infno, fate: 'refused', prompt: refusal.note?.id };
  }

  function notSignedIn({ infno }: Envelope, { signedOn }: MessageStanding, call: Call): Refused | undefined {
    if (infno === signInInfno) return undefined;
    if (signedOn === null) return refused('sign_no', '没有这个签到', 'no such sign-in of this hospital');
    return signedOn === call.today ? undefined : refused('sign_no', '签到已过期', 'of another day: sign in again');
  }

  /** The first time a message is answered: whatever the answer, it is the only one that this message will ever get. */
  function answerFirst({ envelope, run }: ReadMessage, { serial, hash, call, inSavepoint }: FirstTime): Handled {
    store.telling.begin();
    const before = audit.changes();
    const outcome = inSavepoint(() => run(call), leavesTrace);
    const changed = leavesTrace(outcome) && audit.changes() > before;
    const answer = encodeAnswer(outcome, { area: call.hospital.area, serial, now: call.now });
    const { msgid, infno } = envelope;
    const { fate } = outcome;
    const kept = { msgid, hospitalCode: call.hospital.code, infno, bodyHash: hash, fate, answer };
    store.messages.record({ ...kept, serial, answeredAt: call.now });
    const sender = { operator: call.operator, hospitalCode: call.hospital.code };
    if (changed) audit.message(infno, msgid, sender, call.now);
    return { answer, infno, fate, prompt: outcome.note?.id };
  }

  function answer(message: ReadMessage, inSavepoint: InSavepoint): Handled {
    const { envelope } = message;
    const { infno } = envelope;
    const at = now();
    const today = dateOfTimestamp(at);
    const reading = cityClock.advance(today);
    if (reading.at === 'earlier') {
      const { latest } = reading;
      const early = refused('inf_time', `中心已到 ${latest}`, `the center's day is ${latest} already`);
      return reject(undecided(early), infno);
    }
    const hospital = store.people.hospital(envelope.fixmedins_code);
    if (!hospital) return reject(refused('fixmedins_code', '没有这个定点机构', 'no such designated hospital'), infno);
    const call: Call = {
      store,
      get pack() {
        return pack();
      },
      get review() {
        return review();
      },
      hospital,
      operator: envelope.opter,
      signNo: envelope.sign_no ?? '',
      msgid: envelope.msgid,
      now: at,
      today,
    };
    const hash = bodyHash(envelope);
    const { msgid, signNo } = call;
    const standing = store.messages.standing({ msgid, hospitalCode: hospital.code, signNo });
    const { before } = standing;
    const repeated = before?.bodyHash === hash;
    // A sign-out ends the very sign-in that its repetition comes under.
    const outsider = repeated && infno === signOutInfno ? undefined : notSignedIn(envelope, standing, call);
    if (outsider) return reject(outsider, infno, hospital.area);

    if (repeated) return { answer: before.answer, infno, fate: 'repeated', prompt: undefined };
    if (before) return reject(refused('msgid', '同号不同内容', 'sent before with another body'), infno, hospital.area);
    if (standing.isDeclaredAbsent) {
      const absent = refused('msgid', '中心已答复未收到此交易', 'was declared absent: send a new message');
      return reject(absent, infno, hospital.area);
    }
    return answerFirst(message, { serial: standing.serial, hash, call, inSavepoint });
  }

  return { answer, reject };
}
