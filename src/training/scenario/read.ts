// Reads a scenario file strictly: whatever is wrong is refused with file, line, column, key and what was expected.

import type { z } from 'zod';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { complaints, type InputProblem, type PositionedYaml, readPositioned } from '../../policy/positioned-yaml.ts';
import { type PlacedStep, type Scenario, scenarioHead, scenarioOf } from './format.ts';
import { expectationNamed } from './schema-words.ts';
import { type Step, type StepName, stepSchemas } from './steps.ts';

export type { InputProblem as ScenarioProblem } from '../../policy/positioned-yaml.ts';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, Text>> = {
  string: { zh: '文字（加引号）', en: 'text (in quotes)' },
  number: { zh: '数', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '映射', en: 'a mapping' },
  record: { zh: '映射', en: 'a mapping' },
  null: { zh: '空（步骤名后面什么也不写）', en: 'nothing after the step’s name' },
};

/** What the schema expected, in words; the schema's own message where it says it in the file's terms already. */
function expectationOf(issue: Issue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? { zh: issue.expected, en: issue.expected };
    case 'invalid_value': {
      const known = issue.values.map(String).join(', ');
      return { zh: `其中之一：${known}`, en: `one of ${known}` };
    }
    case 'too_small':
      return { zh: `至少 ${issue.minimum}`, en: `at least ${issue.minimum}` };
    case 'too_big':
      return { zh: `至多 ${issue.maximum}`, en: `at most ${issue.maximum}` };
    default:
      return expectationNamed(issue.message) ?? { zh: issue.message, en: issue.message };
  }
}

function problemsOf(yaml: PositionedYaml, error: z.ZodError, base: readonly PropertyKey[]): InputProblem[] {
  const issues = error.issues.map((issue) => ({ ...issue, path: [...base, ...issue.path] }));
  return complaints(yaml, issues, Object.fromEntries(issues.map((issue) => [issue.message, expectationOf(issue)])));
}

function isStepName(name: string): name is StepName {
  return Object.hasOwn(stepSchemas, name);
}

function readStep(
  yaml: PositionedYaml,
  entry: Readonly<Record<string, unknown>>,
  index: number,
): Result<PlacedStep, InputProblem[]> {
  const path = ['steps', index];
  const [name, ...more] = Object.keys(entry);
  if (name === undefined || more.length > 0 || !isStepName(name)) {
    const known = Object.keys(stepSchemas).join(', ');
    const expected = { zh: `恰好一个步骤，其中之一：${known}`, en: `exactly one step of ${known}` };
    const key = `steps[${index}]${name === undefined ? '' : `.${name}`}`;
    return failure([{ kind: 'input', file: yaml.file, ...yaml.positionOf(path), key, expected }]);
  }
  const parsed = stepSchemas[name].safeParse(entry[name]);
  if (!parsed.success) return failure(problemsOf(yaml, parsed.error, [...path, name]));
  return ok({ step: { name, value: parsed.data } as Step, line: yaml.positionOfKey(path, name).line });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The steps as far as they are mappings in a list; what else stands there is told with the head. */
function entriesIn(content: unknown): readonly (readonly [number, Readonly<Record<string, unknown>>])[] {
  const steps = isMapping(content) && Array.isArray(content.steps) ? content.steps : [];
  return steps.flatMap((entry, index) => (isMapping(entry) ? [[index, entry] as const] : []));
}

export interface ReadFile {
  readonly scenario: Scenario;
  /** Where everything stands in the file. */
  readonly yaml: PositionedYaml;
}

function inFileOrder(problems: readonly InputProblem[]): readonly InputProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Reads the text of a scenario file; `file` is only its name in messages. All problems are answered at once. */
export function readScenarioFile(text: string, file: string): Result<ReadFile, readonly InputProblem[]> {
  const yaml = readPositioned(text, file);
  if (!yaml.ok) return yaml;
  const head = scenarioHead.safeParse(yaml.value.content);
  const steps: PlacedStep[] = [];
  const problems = head.success ? [] : problemsOf(yaml.value, head.error, []);
  for (const [index, entry] of entriesIn(yaml.value.content)) {
    const step = readStep(yaml.value, entry, index);
    if (step.ok) steps.push(step.value);
    else problems.push(...step.error);
  }
  if (!head.success || problems.length > 0) return failure(inFileOrder(problems));
  return ok({ scenario: scenarioOf(file, head.data, steps), yaml: yaml.value });
}

export function readScenario(text: string, file: string): Result<Scenario, readonly InputProblem[]> {
  const read = readScenarioFile(text, file);
  return read.ok ? ok(read.value.scenario) : read;
}
