// The bank of theory questions that the decks themselves give: read strictly, with file, line and column.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fixturesFolder } from '../../center/city-files.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { complaints, type InputProblem, readPositioned } from '../../policy/positioned-yaml.ts';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const bankSchema = z.strictObject({
  questions: z.array(z.strictObject({ ask: text, answers: z.array(text).min(3).max(4), source: z.string().min(1) })),
});

export interface BankedQuestion {
  readonly ask: Text;
  /** The first is right. */
  readonly answers: readonly Text[];
  readonly source: string;
}

/** Reads a bank; `file` is its name in messages. */
export function readBank(content: string, file: string): Result<readonly BankedQuestion[], readonly InputProblem[]> {
  const yaml = readPositioned(content, file);
  if (!yaml.ok) return yaml;
  const read = bankSchema.safeParse(yaml.value.content);
  return read.success ? ok(read.data.questions) : failure(complaints(yaml.value, read.error.issues, {}));
}

/** The bank that comes with the product. */
export function loadBank(): Result<readonly BankedQuestion[], readonly InputProblem[]> {
  const file = join(fixturesFolder(), 'exam', 'questions.yaml');
  return readBank(readFileSync(file, 'utf8'), file);
}
