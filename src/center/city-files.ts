// Where the city's files lie, and its tables as rows. It knows nothing of what they mean.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ColumnRule, type FixtureProblem, readFixtureTable, type TableRow } from '../domain/fixture-table.ts';
import { failure, ok, type Result } from '../domain/result.ts';

export type Read<Value> = Result<Value, readonly FixtureProblem[]>;

/** The fixtures that came with the program: one folder up from the bundle in dist/, two up from here. */
export function fixturesFolder(): string {
  const found = ['../fixtures', '../../fixtures']
    .map((path) => join(import.meta.dirname, path))
    .find((folder) => existsSync(join(folder, 'city')));
  if (!found) throw new Error(`no folder fixtures/city near ${import.meta.dirname}`);
  return found;
}

/** The text of a file, or the problem that it cannot be read. */
export function readText(folder: string, file: string): Read<string> {
  try {
    return ok(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return failure([{ file, line: 1, column: 1, key: 'file', expected: `a readable file (${cause})` }]);
  }
}

/** The rows of one table of the folder. */
export function tableOf<Column extends string>(
  folder: string,
  file: string,
  rules: Readonly<Record<Column, ColumnRule>>,
): Read<readonly TableRow<Column>[]> {
  const text = readText(folder, file);
  return text.ok ? readFixtureTable(file, text.value, rules) : text;
}

/** Takes the value, or keeps the problems and goes on with nothing, so that one run tells all. */
export function take<Value>(read: Read<Value>, problems: FixtureProblem[], nothing: Value): Value {
  if (read.ok) return read.value;
  problems.push(...read.error);
  return nothing;
}
