// Signs what a hospital sends to its center, and believes of what comes back only what the center signed for that very
// message. A wrong signature is an unreadable answer: the message may have been done, and reconciliation finds out.

import { isMessage, signedTextOfAnswer, signedTextOfRequest } from '../domain/protocol/canonical.ts';
import type { RequestEnvelope, Transport } from '../domain/protocol/envelope.ts';
import { failure } from '../domain/result.ts';
import { hmacSm3, isSignatureOf } from './sm3.ts';

function signed(envelope: RequestEnvelope, key: string): string {
  const request = { ...envelope, signtype: 'SM3' };
  return JSON.stringify({ ...request, cainfo: hmacSm3(key, signedTextOfRequest(request)) });
}

function doubtAbout(text: string, msgid: string, key: string): string | undefined {
  const answer: unknown = JSON.parse(text);
  if (!isMessage(answer)) return 'the answer is no message';
  const { sim_cainfo: signature, sim_msgid: answered, err_msg: refusal } = answer;
  if (typeof signature !== 'string') {
    // Not believed, but the likeliest reason is worth a hint.
    const hint = typeof refusal === 'string' && refusal.startsWith('cainfo') ? ': it refuses our key (--sign-key)' : '';
    return `the answer is not signed by the center${hint}`;
  }
  if (!isSignatureOf(key, signedTextOfAnswer(answer), signature)) return 'the signature of the answer is wrong';
  return answered === msgid ? undefined : 'the answer is to another message';
}

/** Undefined: the center answered this message so. Otherwise why the answer is not believed. */
function doubt(text: string, msgid: string, key: string): string | undefined {
  try {
    return doubtAbout(text, msgid, key);
  } catch {
    return 'the answer cannot be read';
  }
}

/** Carries encoded envelopes as `carrier` does, signed with the hospital's key (signtype SM3). */
export function signedCarrier(carrier: Transport, key: string): Transport {
  return {
    async exchange(request) {
      const envelope = JSON.parse(request) as RequestEnvelope;
      const carried = await carrier.exchange(signed(envelope, key));
      if (!carried.ok) return carried;
      const cause = doubt(carried.value, envelope.msgid, key);
      return cause === undefined ? carried : failure({ kind: 'unreadable-answer', sent: 'maybe', cause });
    },
  };
}
