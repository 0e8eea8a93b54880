// The scenarios that come with the product, and those of a folder of one's own.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PromptId } from '../../domain/prompt.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Scenario } from './format.ts';
import { readScenario, type ScenarioProblem } from './read.ts';

export interface Shelved {
  /** The file's name without its ending. */
  readonly name: string;
  readonly path: string;
  readonly scenario: Scenario;
  /** The prompts that it expects, each once, in their order. */
  readonly prompts: readonly PromptId[];
}

function promptsIn({ steps }: Scenario): readonly PromptId[] {
  const prompts = steps.flatMap(({ step }) => (step.name === 'expect' && step.value.prompt ? [step.value.prompt] : []));
  return [...new Set(prompts)];
}

export interface Shelf {
  readonly shelved: readonly Shelved[];
  /** Of those that cannot be read, which are left out. */
  readonly problems: readonly ScenarioProblem[];
}

/** Every scenario of a folder that can be read, by name, and what is wrong with the others. */
export function readShelf(folder: string): Shelf {
  const shelved: Shelved[] = [];
  const problems: ScenarioProblem[] = [];
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  for (const file of names) {
    const path = join(folder, file);
    const read = readScenario(readFileSync(path, 'utf8'), path);
    if (!read.ok) problems.push(...read.error);
    else shelved.push({ name: basename(file, '.yaml'), path, scenario: read.value, prompts: promptsIn(read.value) });
  }
  return { shelved, problems };
}

/** Every scenario of a folder, by name; all that is wrong with any of them at once. */
export function loadShelf(folder: string): Result<readonly Shelved[], readonly ScenarioProblem[]> {
  const { shelved, problems } = readShelf(folder);
  return problems.length > 0 ? failure(problems) : ok(shelved);
}

/** Keeps the text of a scenario under the first free name of its kind in a folder, which is made; answers where. */
export function keepScenario(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let count = 1; ; count += 1) {
    const path = join(folder, count === 1 ? `${name}.yaml` : `${name}-${count}.yaml`);
    if (existsSync(path)) continue;
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return path;
  }
}
