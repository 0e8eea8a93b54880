// The shape of a file of worked cases, strict. What the bills in it must be is checked when each is put together.

import { z } from 'zod';
import type { Text } from '../domain/language.ts';

/** The texts behind the messages of the schema. */
export const caseExpectations: Readonly<Record<string, Text>> = {
  file: { zh: '{ given, cases }', en: '{ given, cases }' },
  case: { zh: '{ case, source, with, expect }', en: '{ case, source, with, expect }' },
  text: { zh: '非空文字', en: 'a text that is not empty' },
  bill: { zh: 'settle 格式的一部分', en: 'a part of the settle format' },
  expect: { zh: '至少一个应得结果', en: 'at least one figure that must come of it' },
};

const part = z.record(z.string(), z.unknown(), 'bill');
/** One file of worked cases. */
export const casesSchema = z.strictObject(
  {
    /** What all cases of the file share. */
    given: part,
    cases: z.array(
      z.strictObject(
        {
          case: z.string('text').min(1, 'text'),
          source: z.string('text').min(1, 'text'),
          /** What this case has instead. */
          with: part,
          expect: part.refine((expected) => Object.keys(expected).length > 0, 'expect'),
        },
        'case',
      ),
      'file',
    ),
  },
  'file',
);
