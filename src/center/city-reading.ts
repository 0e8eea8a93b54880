// Reads the city's files strictly: YAML against a schema, with line and column of whatever is wrong.
// It knows where the fixtures lie, and nothing of what they mean.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { FixtureProblem } from '../domain/fixture-table.ts';
import { failure, ok, type Result } from '../domain/result.ts';

type Path = readonly (string | number)[];

/** A file's value, and where each part of it stands. */
export interface YamlFile<Value> {
  readonly value: Value;
  problemAt(path: Path, expected: string): FixtureProblem;
}

/** The fixtures that came with the program: two folders up from here, one up from the bundle in dist/. */
export function fixturesFolder(): string {
  const found = ['../../fixtures', '../fixtures']
    .map((path) => join(import.meta.dirname, path))
    .find((folder) => existsSync(join(folder, 'city')));
  if (!found) throw new Error(`no folder fixtures/city near ${import.meta.dirname}`);
  return found;
}

/** The text of a file, or the problem that it cannot be read. */
export function readText(folder: string, file: string): Result<string, readonly FixtureProblem[]> {
  try {
    return ok(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return failure([{ file, line: 1, column: 1, key: 'file', expected: `a readable file (${cause})` }]);
  }
}

/** Where a path stands; where it does not exist, where its nearest parent does. */
function offsetOf(root: ReturnType<typeof parseDocument>, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const holder = length === 1 ? root.contents : root.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    // A key is pointed at rather than its value: also where the value is missing or the key itself is unknown.
    const pair = isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
    if (isPair(pair) && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    const node = root.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** Reads YAML text against a schema; all problems together. */
export function parseYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): Result<YamlFile<z.output<Schema>>, readonly FixtureProblem[]> {
  const lines = new LineCounter();
  const root = parseDocument(text, { lineCounter: lines, strict: true });
  const at = (offset: number, key: string, expected: string): FixtureProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), key, expected };
  };
  if (root.errors.length > 0) {
    return failure(root.errors.map((error) => at(error.pos[0], 'yaml', `well-formed YAML: ${error.code}`)));
  }
  const problemAt = (path: Path, expected: string) => at(offsetOf(root, path), path.join('.') || 'file', expected);
  const parsed = schema.safeParse(root.toJS());
  if (parsed.success) return ok({ value: parsed.data, problemAt });
  return failure(
    parsed.error.issues.flatMap((issue) => {
      const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => problemAt([...path, key], 'no such key here'));
      }
      return [problemAt(path, issue.message.replace(/^Invalid (?:input|option): expected /, ''))];
    }),
  );
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
