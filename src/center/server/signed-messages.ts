// Some hospitals speak to the center only under their signature (signtype SM3, cainfo). This stands before the center: what
// is not signed by the hospital that it names goes no further. Once let in, a message is done once because of its msgid.

import type { Text } from '../../domain/language.ts';
import { isMessage, signedTextOfAnswer, signedTextOfRequest } from '../../domain/protocol/canonical.ts';
import type { EmbeddedCenter, Handled } from '../center.ts';
import { hmacSm3, isSignatureOf } from './sm3.ts';

/** Institution code → key. A hospital that is not among them goes on unsigned. */
export type SignKeys = ReadonlyMap<string, string>;

type Judged =
  | { readonly as: 'unsigned'; readonly text: string }
  | { readonly as: 'signed'; readonly text: string; readonly key: string; readonly msgid: unknown }
  | { readonly as: 'unproven'; readonly reason: Text };

const unsigned: Text = {
  zh: '本机构的交易须签名：signtype 为 SM3，cainfo 为签名',
  en: 'this hospital signs its messages: signtype SM3 and a cainfo are demanded',
};
const wrong: Text = { zh: '签名不符', en: 'not the signature of this message by this hospital' };

function judgeSigned(message: Record<string, unknown>, text: string, key: string): Judged {
  const { signtype, cainfo, msgid } = message;
  if (signtype !== 'SM3' || typeof cainfo !== 'string' || cainfo === '') return { as: 'unproven', reason: unsigned };
  if (!isSignatureOf(key, signedTextOfRequest(message), cainfo)) return { as: 'unproven', reason: wrong };
  return { as: 'signed', text, key, msgid };
}

function judge(text: string, keys: SignKeys): Judged {
  try {
    const message: unknown = JSON.parse(text);
    if (!isMessage(message)) return { as: 'unsigned', text };
    const { fixmedins_code: code } = message;
    const key = typeof code === 'string' ? keys.get(code) : undefined;
    return key === undefined ? { as: 'unsigned', text } : judgeSigned(message, text, key);
  } catch (error) {
    // No JSON: the center has words of its own for that. Nested beyond the stack: nothing can be proven.
    return error instanceof SyntaxError ? { as: 'unsigned', text } : { as: 'unproven', reason: wrong };
  }
}

/** Names the message that it answers, so that no answer can be put in the place of another. */
function signAnswer(handled: Handled, key: string, msgid: unknown): Handled {
  const answer = { ...JSON.parse(handled.answer), sim_msgid: msgid ?? null };
  return { ...handled, answer: JSON.stringify({ ...answer, sim_cainfo: hmacSm3(key, signedTextOfAnswer(answer)) }) };
}

/**
 * Answers messages that came together as the center does, those of hospitals with a key under their signatures. A message
 * that is not proven is refused, naming cainfo, and nothing is kept of it. That refusal bears no signature: anybody could
 * have one made for a number of their choice, and show it to the hospital as the answer to its own message. And it decides
 * nothing: the message as it was sent may still be on its way, and a key may be exchanged meanwhile. `keys` is asked each time.
 */
export function signedMessages(
  { handleTogether, refuse }: Pick<EmbeddedCenter, 'handleTogether' | 'refuse'>,
  keys: () => SignKeys,
): EmbeddedCenter['handleTogether'] {
  const refuseUnproven = (reason: Text): Handled => {
    return { answer: refuse('cainfo', reason, 'undecided'), infno: undefined, fate: 'refused', prompt: undefined };
  };
  return (requests) => {
    const current = keys();
    const judged = requests.map((text) => judge(text, current));
    const letIn = judged.flatMap((each) => (each.as === 'unproven' ? [] : [each.text]));
    const answers = handleTogether(letIn).values();
    return judged.map((each) => {
      if (each.as === 'unproven') return refuseUnproven(each.reason);
      const { value: handled } = answers.next();
      if (!handled) throw new Error('a message without an answer');
      return each.as === 'signed' ? signAnswer(handled, each.key, each.msgid) : handled;
    });
  };
}
