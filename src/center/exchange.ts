// One message in, one answer out: reads the envelope, keeps the promise of "exactly once", runs the transaction.
// It never throws: a message that cannot be read is refused by the name of its field, and changes nothing.

import { dateOfTimestamp, type Timestamp } from '../domain/date.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { Pack } from '../policy/pack.ts';
import { bodyHash, encodeAnswer, lastSerialsFrom } from './answers.ts';
import type { CityClock } from './city-clock.ts';
import { readFields } from './fields.ts';
import { type Envelope, envelopeSchema } from './schemas.ts';
import { type Database, immediately } from './store/database.ts';
import type { Hospital } from './store/people.ts';
import type { Store } from './store/store.ts';
import { transactions } from './transactions/table.ts';
import { type Call, type Outcome, type Refused, refused } from './transactions/transaction.ts';

export interface ExchangeParts {
  readonly database: Database;
  readonly store: Store;
  readonly cityClock: CityClock;
  readonly pack: () => Pack;
  readonly now: () => Timestamp;
}

const signInInfno = '9001';

interface ReadMessage {
  readonly envelope: Envelope;
  readonly run: (call: Call) => Outcome;
}

function unreadable(message: string): Refused {
  return { fate: 'refused', message, note: null };
}

function parseJson(text: string): Result<unknown, Refused> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return failure(refused('message', '不是 JSON', 'not JSON'));
  }
}

/** Everything about a message that needs no database: JSON, envelope, number, fields. */
function readMessage(text: string): Result<ReadMessage, Refused> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const read = readFields(envelopeSchema, json.value, '');
  if (!read.ok) return failure(unreadable(read.error));
  const envelope = read.value;
  if (!envelope.msgid.startsWith(envelope.fixmedins_code)) {
    return failure(refused('msgid', '不以本机构编码开头', 'does not begin with fixmedins_code'));
  }
  const transaction = transactions.get(envelope.infno);
  if (!transaction) return failure(refused('infno', '没有这个交易', 'no such transaction'));
  const accepted = transaction.accept(envelope.input);
  return accepted.ok ? ok({ envelope, run: accepted.value }) : failure(unreadable(accepted.error));
}

/** Runs inside the open transaction so that a refusal leaves no trace (but the one that says so), whatever was written before it. */
export function runOrRollBack(database: Database, run: () => Outcome): Outcome {
  database.exec('SAVEPOINT message');
  const outcome = run();
  if (outcome.fate === 'refused' && !outcome.leavesTrace) database.exec('ROLLBACK TO message');
  database.exec('RELEASE message');
  return outcome;
}

export function exchangeOver({ database, store, cityClock, pack, now }: ExchangeParts): (text: string) => string {
  let unkept = 0;

  /** An answer to a message that is not kept: it may be sent again, corrected. */
  function reject(refusal: Refused, area?: string): string {
    unkept += 1;
    return encodeAnswer(refusal, { area, serial: lastSerialsFrom(unkept), now: now() });
  }

  function notSignedIn({ infno, sign_no }: Envelope, hospital: Hospital, call: Call): Refused | undefined {
    if (infno === signInInfno) return undefined;
    const day = sign_no === null ? undefined : store.messages.signedOn(sign_no, hospital.code);
    if (day === undefined) return refused('sign_no', '没有这个签到', 'no such sign-in of this hospital');
    return day === call.today ? undefined : refused('sign_no', '签到已过期', 'of another day: sign in again');
  }

  /** The first time a message is answered: whatever the answer, it is the only one that this message will ever get. */
  function answerFirst({ envelope, run }: ReadMessage, hash: string, call: Call): string {
    const serial = store.messages.nextSerial();
    const outcome = runOrRollBack(database, () => run(call));
    const answer = encodeAnswer(outcome, { area: call.hospital.area, serial, now: call.now });
    const { msgid, infno } = envelope;
    const kept = { msgid, hospitalCode: call.hospital.code, infno, bodyHash: hash, fate: outcome.fate, answer };
    store.messages.record({ ...kept, answeredAt: call.now });
    return answer;
  }

  function answer(message: ReadMessage): string {
    const { envelope } = message;
    const at = now();
    const today = dateOfTimestamp(at);
    const reading = cityClock.advance(today);
    if (reading.at === 'earlier') {
      return reject(refused('inf_time', `中心已到 ${reading.latest}`, `the center's day is ${reading.latest} already`));
    }
    const hospital = store.people.hospital(envelope.fixmedins_code);
    if (!hospital) return reject(refused('fixmedins_code', '没有这个定点机构', 'no such designated hospital'));
    const call: Call = {
      store,
      get pack() {
        return pack();
      },
      hospital,
      msgid: envelope.msgid,
      now: at,
      today,
    };
    const outsider = notSignedIn(envelope, hospital, call);
    if (outsider) return reject(outsider, hospital.area);

    const hash = bodyHash(envelope);
    const before = store.messages.message(envelope.msgid);
    if (before?.bodyHash === hash) return before.answer;
    if (before) return reject(refused('msgid', '同号不同内容', 'sent before with another body'), hospital.area);
    if (store.messages.isDeclaredAbsent(envelope.msgid)) {
      return reject(
        refused('msgid', '中心已答复未收到此交易', 'was declared absent: send a new message'),
        hospital.area,
      );
    }
    return answerFirst(message, hash, call);
  }

  return (text) => {
    try {
      const message = readMessage(text);
      return message.ok ? immediately(database, () => answer(message.value)) : reject(message.error);
    } catch (error) {
      // The transaction was rolled back, so this is true; the file may be locked, full, or closed.
      const why = error instanceof Error ? error.message : String(error);
      return reject(unreadable(`center: 中心暂时不能处理，什么都没有改变 (nothing was changed): ${why}`));
    }
  };
}
