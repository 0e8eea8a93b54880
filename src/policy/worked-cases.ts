// The worked cases beside a pack's rules: bills in the format of `settle`, each with what must come of it and a source.
// They are the documentation of the rules; `rules check` and the tests run every one of them, to the fen.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { type BillInput, billComplaints, billFromValue, misfit } from './bill-input.ts';
import { caseExpectations, casesSchema } from './cases-schema.ts';
import { loadPack, type PackProblem } from './load-pack.ts';
import type { Pack } from './pack.ts';
import { complaints, keyOf, type PositionedYaml, readPositioned } from './positioned-yaml.ts';
import { answerDocument, settleInput } from './settle-input.ts';

/** One case. `expect` is a part of the answer of `settle --json`. */
export interface WorkedCase {
  readonly name: string;
  readonly source: string;
  readonly input: BillInput;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly yaml: PositionedYaml;
  readonly path: readonly (string | number)[];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Maps are merged key by key; anything else replaces what was there. */
function merged(base: unknown, change: unknown): unknown {
  if (!isMap(base) || !isMap(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  return Object.fromEntries([...keys].map((key) => [key, key in change ? merged(base[key], change[key]) : base[key]]));
}

function casesOf(yaml: PositionedYaml): Result<WorkedCase[], PackProblem[]> {
  const checked = casesSchema.safeParse(yaml.content);
  if (!checked.success) return failure(complaints(yaml, checked.error.issues, caseExpectations));
  const problems: PackProblem[] = [];
  const cases: WorkedCase[] = [];
  for (const [index, data] of checked.data.cases.entries()) {
    const path = ['cases', index];
    const bill = merged(checked.data.given, data.with);
    const input = billFromValue(bill);
    const { case: name, source, expect } = data;
    if (input) cases.push({ name, source, input, expect, yaml, path });
    else {
      const place = { file: yaml.file, ...yaml.positionOf(path) };
      for (const { key, expected } of billComplaints(bill)) {
        problems.push({ kind: 'input', ...place, key: `${keyOf(path)}: ${key}`, expected });
      }
    }
  }
  return problems.length > 0 ? failure(problems) : ok(cases);
}

/** All worked cases beside a pack; a pack without the folder has none. */
export function readWorkedCases(packFolder: string): Result<WorkedCase[], PackProblem[]> {
  const folder = join(packFolder, 'cases');
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  } catch {
    return ok([]);
  }
  const cases: WorkedCase[] = [];
  const problems: PackProblem[] = [];
  for (const name of names.sort()) {
    const yaml = readPositioned(readFileSync(join(folder, name), 'utf8'), `${basename(packFolder)}/cases/${name}`);
    const read = yaml.ok ? casesOf(yaml.value) : yaml;
    if (read.ok) cases.push(...read.value);
    else problems.push(...read.error);
  }
  return problems.length > 0 ? failure(problems) : ok(cases);
}

interface Difference {
  readonly path: readonly (string | number)[];
  readonly written: string;
  readonly given: string;
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '-');
}

function differences(expected: unknown, found: unknown, path: readonly (string | number)[]): Difference[] {
  if (isMap(expected) && isMap(found)) {
    return Object.entries(expected).flatMap(([key, value]) => differences(value, found[key], [...path, key]));
  }
  return expected === found ? [] : [{ path, written: shown(expected), given: shown(found) }];
}

type Load = (variants: string) => Result<Pack, PackProblem[]>;

/** Loads a pack in its readings, each once. */
export function packLoader(packFolder: string): Load {
  const loaded = new Map<string, Result<Pack, PackProblem[]>>();
  return (variants) => {
    const pack = loaded.get(variants) ?? loadPack(packFolder + variants);
    loaded.set(variants, pack);
    return pack;
  };
}

/** Settles a case and answers where the outcome is not what the case expects; no tolerance. `name`: of the pack. */
export function runWorkedCase(one: WorkedCase, name: string, load: Load): PackProblem[] {
  const { input, yaml, path, expect } = one;
  const problemAt = (at: readonly (string | number)[], expected: Text, found?: string): PackProblem => ({
    kind: 'input',
    file: yaml.file,
    ...yaml.positionOf(at),
    key: keyOf(at),
    expected,
    ...(found === undefined ? {} : { found }),
  });
  const [base = ''] = input.pack.split('+');
  if (base !== name) {
    return [problemAt(path, { zh: `本规则包 ${name}`, en: `this pack, ${name}` }, input.pack)];
  }
  const pack = load(input.pack.slice(base.length));
  if (!pack.ok) return pack.error;
  const wrong = misfit(pack.value, input.bill);
  if (wrong) return [problemAt(path, wrong.expected)];
  const outcome = answerDocument(settleInput(pack.value, input), 'en');
  return differences(expect, outcome, [...path, 'expect']).map(({ path: at, written, given }) =>
    problemAt(at, { zh: `规则得出的 ${given}`, en: `${given}, which the rules give` }, written),
  );
}
