// The canonical form of a message (RFC 8785), with the samples of that document.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, signedTextOfAnswer, signedTextOfRequest } from '../../src/domain/protocol/canonical.ts';

test('keys stand in the order of their UTF-16 code units (RFC 8785, 3.2.3)', () => {
  const sample = JSON.parse(
    '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7,"10":8,"9":9}',
  );
  expect(canonicalJson(sample)).toBe('{"\\r":2,"1":4,"10":8,"9":9,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
});

test('numbers, strings and literals are written as ECMAScript does (RFC 8785, 3.2.2)', () => {
  const sample = String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0, 12.60],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`;
  expect(canonicalJson(JSON.parse(sample))).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0,12.6],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

test('a number beyond a double is not null, which JSON would make of it', () => {
  expect(canonicalJson(JSON.parse('[1e400,null,-1e400]'))).toBe('[Infinity,null,-Infinity]');
});

test('only the signature itself is left out, and only at the top', () => {
  const request = { b: 1, cainfo: 'x', input: { cainfo: 'kept', sim_cainfo: 'kept' }, sim_cainfo: 'kept' };
  expect(signedTextOfRequest(request)).toBe(
    '{"b":1,"input":{"cainfo":"kept","sim_cainfo":"kept"},"sim_cainfo":"kept"}',
  );
  expect(signedTextOfAnswer({ sim_cainfo: 'x', cainfo: 'kept' })).toBe('{"cainfo":"kept"}');
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test('the same content has the same text, however it was written down; the text reads as that content', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(reversed(value))).toBe(text);
      expect(canonicalJson(JSON.parse(JSON.stringify(value, null, 3)))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
