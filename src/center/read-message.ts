// Everything about a message that needs no database: JSON, envelope, number, fields.

import { failure, ok, type Result } from '../domain/result.ts';
import { readerOf } from './fields.ts';
import { type Envelope, envelopeSchema } from './schemas.ts';
import { transactions } from './transactions/table.ts';
import { type Call, type Outcome, type Refused, refused, undecided } from './transactions/transaction.ts';

export interface ReadMessage {
  readonly envelope: Envelope;
  readonly run: (call: Call) => Outcome;
}

const readEnvelope = readerOf(envelopeSchema, '');

function unreadable(message: string): Refused {
  return { fate: 'refused', message, note: null };
}

function parseJson(text: string): Result<unknown, Refused> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return failure(undecided(refused('message', '不是 JSON', 'not JSON')));
  }
}

function readAll(text: string): Result<ReadMessage, Refused> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const read = readEnvelope(json.value);
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

/** The transaction was rolled back, so this is true; the file may be locked, full, or closed. */
export function unableTo(error: unknown): Refused {
  const why = error instanceof Error ? error.message : String(error);
  return undecided(unreadable(`center: 中心暂时不能处理，什么都没有改变 (nothing was changed): ${why}`));
}

/** The commit failed, and nobody can say what of it reached the disk: whoever sent it asks (5203). */
export function inDoubt(error: unknown): Refused {
  const why = error instanceof Error ? error.message : String(error);
  const unknown = '中心不能确认是否已处理，请查询 (it is not known whether anything was changed: ask 5203)';
  return undecided(unreadable(`center: ${unknown}: ${why}`));
}

/** The problem names the field. Nesting beyond the stack is the one thing that reading throws at. */
export function readMessage(text: string): Result<ReadMessage, Refused> {
  try {
    return readAll(text);
  } catch (error) {
    return failure(unableTo(error));
  }
}
