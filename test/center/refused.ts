// How a test reads a refusal: by the name of the field, and why.

import { expect } from 'vitest';
import type { Answer } from './counter.ts';

export function expectRefused(answer: Answer<unknown>, field: string, why?: RegExp) {
  expect(answer.infcode).toBe(-1);
  expect(answer.output).toBeNull();
  expect(answer.err_msg).toMatch(new RegExp(`^${field.replaceAll('.', '\\.')}: `));
  if (why) expect(answer.err_msg).toMatch(why);
}
