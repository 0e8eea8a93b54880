// The one text that a message has, however it was written down: what its signature is computed over. JSON in canonical form
// (RFC 8785): no spaces, the keys of every object in the order of their UTF-16 code units, strings and numbers as ECMAScript
// writes them. It signs nothing; each side has its own key and its own HMAC.

type Message = Readonly<Record<string, unknown>>;

/** Neither quotes, backslashes, control characters nor surrogates: such a text is written as it is. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

const quoted = (text: string) => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

/**
 * A value that JSON can carry, in canonical form. A number beyond a double (1e400) stays apart from `null`, which JSON would
 * make of it. Throws RangeError at nesting beyond the stack, as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as Message;
  let members = '';
  // Without a comparison of its own, sort goes by UTF-16 code units.
  for (const key of Object.keys(object).sort()) {
    members += `${members === '' ? '' : ','}${quoted(key)}:${canonicalJson(object[key])}`;
  }
  return `{${members}}`;
}

/** What `cainfo` of a request is computed over: every field as it is sent, unknown ones as well, but `cainfo` itself. */
export function signedTextOfRequest(envelope: Message): string {
  const { cainfo: _cainfo, ...rest } = envelope;
  return canonicalJson(rest);
}

/** What `sim_cainfo` of an answer is computed over: every field, `sim_msgid` among them, but `sim_cainfo` itself. */
export function signedTextOfAnswer(answer: Message): string {
  const { sim_cainfo: _cainfo, ...rest } = answer;
  return canonicalJson(rest);
}

/** An object, as messages are; arrays are none. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
