// Reads a YAML file of the city strictly: against a schema, with line and column of whatever is wrong (as rule packs are
// read). It knows nothing of what the file means.

import type { z } from 'zod';
import type { FixtureProblem } from '../domain/fixture-table.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { complaints, type InputProblem, keyOf, readPositioned } from '../policy/positioned-yaml.ts';
import { readText } from './city-files.ts';

type Path = readonly (string | number)[];

/** A file's value, and where each part of it stands. */
export interface YamlFile<Value> {
  readonly value: Value;
  problemAt(path: Path, expected: string): FixtureProblem;
}

/** A fixture is written by its author, so the English of a problem is enough; a schema's own words are made a noun. */
function withoutLanguage({ file, line, column, key, expected, found }: InputProblem): FixtureProblem {
  const noun = expected.en.replace(/^Invalid (?:input|option): expected /, '').replace(/, received undefined$/, '');
  return { file, line, column, key, expected: found === undefined ? noun : `${noun}, found ${found}` };
}

/** Reads YAML text against a schema; all problems together. */
export function parseYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): Result<YamlFile<z.output<Schema>>, readonly FixtureProblem[]> {
  const source = readPositioned(text, file);
  if (!source.ok) return failure(source.error.map(withoutLanguage));
  const parsed = schema.safeParse(source.value.content);
  if (!parsed.success) return failure(complaints(source.value, parsed.error.issues, {}).map(withoutLanguage));
  return ok({
    value: parsed.data,
    problemAt: (path, expected) => ({ file, ...source.value.positionOf(path), key: keyOf(path), expected }),
  });
}

/** Reads one YAML file of the folder against a schema. */
export function readYaml<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Result<YamlFile<z.output<Schema>>, readonly FixtureProblem[]> {
  const text = readText(folder, file);
  return text.ok ? parseYaml(file, text.value, schema) : text;
}
