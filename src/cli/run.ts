// `yibao-pos run FILE`: a scenario without a screen, in a city of its own; exit 0 when every expectation holds.

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { inLanguage } from '../domain/language.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import type { Played } from '../training/scenario/play.ts';
import { readScenario } from '../training/scenario/read.ts';
import { reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { playInOwnCity } from './play-scenario.ts';

export function registerRunCommand(program: Command): void {
  program
    .command('run')
    .argument('<file>', 'a scenario (YAML)')
    .description('a scenario without a screen / 无屏幕运行一个场景')
    .addHelpText('after', '\nExamples:\n  yibao-pos run fixtures/scenarios/ordinary-visit.yaml\n')
    .action((file: string, _options: object, command: Command) => runScenario(file, globalsOf(command)));
}

/** The text of a file in UTF-8; another one cannot be read. */
export function readFile(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw new WrongUsage(`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function runScenario(file: string, globals: Globals): Promise<void> {
  const read = readScenario(readFile(file), file);
  if (!read.ok) {
    throw new WrongUsage(read.error.map((problem) => problemText(problem, globals.language)).join('\n'));
  }
  const played = await playInOwnCity(read.value, globals);
  if (played.ok) report(file, played.value, globals);
  else if (played.error.kind === 'city') reportCityProblem(played.error.problem, globals.language);
  else throw new WrongUsage(`${file}:${played.error.line}: ${played.error.message}`);
}

function report(file: string, { scenario, steps, holds, last }: Played, { json, language }: Globals): void {
  const wrong = steps.flatMap(({ line, discrepancies }) => discrepancies.map((each) => ({ line, ...each })));
  if (json) {
    const taken = steps.map(({ line, step, at }) => ({ line, step: step.name, at }));
    const document = { file, title: scenario.title.zh, holds, at: last.visit.at, steps: taken, discrepancies: wrong };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    for (const { line, key, expected, found } of wrong) {
      process.stdout.write(`${file}:${line}: ${key}: expected ${expected}, found ${found}\n`);
    }
    process.stdout.write(
      `${holds ? 'ok' : 'FAILED'} ${inLanguage(scenario.title, language)} (${steps.length} steps)\n`,
    );
  }
  process.exitCode = holds ? ExitCode.done : ExitCode.bug;
}
