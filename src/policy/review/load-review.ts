// Loads the rules of real-time review from their folder: reads the files, checks their shape, compiles them. Touches disk.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { PackProblem } from '../pack-places.ts';
import { complaints, readPositioned } from '../positioned-yaml.ts';
import { rulesFolder } from '../rules-folder.ts';
import { compileReview, type ReviewFile, reviewHead } from './compile-review.ts';
import { type ReviewSubjectData, reviewExpectations, reviewHeadSchema, reviewSubjectSchema } from './review-schema.ts';
import type { ReviewRules } from './rule.ts';

/** How complaints and traces name the folder. */
const shownFolder = 'review';

/** The folder of the rules that came with the program. */
export function reviewFolder(): string {
  return join(rulesFolder(), shownFolder);
}

/** Reads one YAML file of the folder by its schema; every complaint has its place. */
export function readReviewFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
  schema: Schema,
  expectations: Readonly<Record<string, Text>> = reviewExpectations,
): Result<ReviewFile<z.infer<Schema>>, PackProblem[]> {
  const shown = `${shownFolder}/${name}`;
  let text: string;
  try {
    text = readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const expected = { zh: `可读的文件（${why}）`, en: `a readable file (${why})` };
    return failure([{ kind: 'input', file: shown, line: 1, column: 1, key: '', expected }]);
  }
  const yaml = readPositioned(text, shown);
  if (!yaml.ok) return yaml;
  const checked = schema.safeParse(yaml.value.content);
  if (!checked.success) return failure(complaints(yaml.value, checked.error.issues, expectations));
  return ok({ yaml: yaml.value, data: checked.data });
}

/** Loads and compiles the rules. Every problem found is answered, each with file, line, column and key. */
export function loadReview(folder: string = reviewFolder()): Result<ReviewRules, PackProblem[]> {
  const head = readReviewFile(folder, reviewHead, reviewHeadSchema);
  if (!head.ok) return head;
  const subjects: ReviewFile<ReviewSubjectData>[] = [];
  const problems: PackProblem[] = [];
  for (const name of head.value.data.files) {
    const subject = readReviewFile(folder, name, reviewSubjectSchema);
    if (subject.ok) subjects.push(subject.value);
    else problems.push(...subject.error);
  }
  return problems.length > 0 ? failure(problems) : compileReview(head.value, subjects);
}
