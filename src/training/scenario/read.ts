// Reads a scenario file strictly: whatever is wrong is refused with file, line, column, key and what was expected.

import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { failure, ok, type Result } from '../../domain/result.ts';
import { type PlacedStep, type Scenario, type Step, type StepName, scenarioHead, stepSchemas } from './format.ts';

export interface ScenarioProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly expected: string;
}

export function describeProblem(problem: ScenarioProblem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.key}: ${problem.expected}`;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

type Locate = (path: readonly PropertyKey[]) => Place;

function isStepName(name: string): name is StepName {
  return Object.hasOwn(stepSchemas, name);
}

/** Where the value at a path stands in the file; for a path to nothing, its nearest parent that exists. */
function locator(root: Node | null, lines: LineCounter): Locate {
  return (path) => {
    let node: unknown = root;
    let offset = root?.range?.[0] ?? 0;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
        if (!isPair(pair)) break;
        offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
        offset = (node as Node | undefined)?.range?.[0] ?? offset;
      } else break;
    }
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

function problemsOf(error: z.ZodError, file: string, base: readonly PropertyKey[], locate: Locate): ScenarioProblem[] {
  return error.issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const path = [...base, ...issue.path, ...unknown];
    return { file, ...locate(path), key: path.map(String).join('.') || '(file)', expected: issue.message };
  });
}

function readStep(
  entry: Readonly<Record<string, unknown>>,
  index: number,
  file: string,
  locate: Locate,
): Result<PlacedStep, ScenarioProblem[]> {
  const path = ['steps', index];
  const [name, ...more] = Object.keys(entry);
  if (name === undefined || more.length > 0 || !isStepName(name)) {
    const expected = `one step of: ${Object.keys(stepSchemas).join(', ')}`;
    return failure([{ file, ...locate(path), key: `steps.${index}.${name ?? ''}`, expected }]);
  }
  const parsed = stepSchemas[name].safeParse(entry[name]);
  if (!parsed.success) return failure(problemsOf(parsed.error, file, [...path, name], locate));
  return ok({ step: { name, value: parsed.data } as Step, line: locate([...path, name]).line });
}

/** Reads the text of a scenario file; `file` is only its name in messages. All problems are answered at once. */
export function readScenario(text: string, file: string): Result<Scenario, readonly ScenarioProblem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  if (document.errors.length > 0) {
    return failure(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return { file, line, column: col, key: '(file)', expected: `YAML: ${error.message}` };
      }),
    );
  }
  const locate = locator(document.contents, lines);
  const head = scenarioHead.safeParse(document.toJS());
  if (!head.success) return failure(problemsOf(head.error, file, [], locate));
  const steps: PlacedStep[] = [];
  const problems: ScenarioProblem[] = [];
  for (const [index, entry] of head.data.steps.entries()) {
    const step = readStep(entry, index, file, locate);
    if (step.ok) steps.push(step.value);
    else problems.push(...step.error);
  }
  if (problems.length > 0) return failure(problems);
  const { title, date, time, hospital } = head.data;
  return ok({ file, title, date, time, hospital, steps });
}
