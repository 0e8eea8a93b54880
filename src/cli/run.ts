// `yibao-pos run FILE`: a scenario without a screen, in a city of its own; exit 0 when every expectation holds.

import type { Command } from 'commander';
import { inLanguage } from '../domain/language.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import type { Played } from '../training/scenario/play.ts';
import { readScenario } from '../training/scenario/read.ts';
import { reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { playInOwnCity } from './play-scenario.ts';
import { discrepancyLines, stoppedLine } from './played-text.ts';
import { readFile } from './read-file.ts';

export function registerRunCommand(program: Command): void {
  program
    .command('run')
    .argument('<file>', 'a scenario (YAML)')
    .description('a scenario without a screen / 无屏幕运行一个场景')
    .addHelpText('after', '\nExamples:\n  yibao-pos run fixtures/scenarios/ordinary-visit.yaml\n')
    .action((file: string, _options: object, command: Command) => runScenario(file, globalsOf(command)));
}

async function runScenario(file: string, globals: Globals): Promise<void> {
  const read = readScenario(readFile(file, globals.language), file);
  if (!read.ok) {
    throw new WrongUsage(read.error.map((problem) => problemText(problem, globals.language)).join('\n'));
  }
  const played = await playInOwnCity(read.value, globals);
  if (played.ok) report(file, played.value, globals);
  else if (played.error.kind === 'city') reportCityProblem(played.error.problem, globals.language);
  else {
    const { error } = played;
    const said = [
      ...discrepancyLines(file, error.before, globals.language),
      stoppedLine(file, error, globals.language),
    ];
    throw new WrongUsage(said.map(({ text }) => text).join('\n'));
  }
}

function report(file: string, { scenario, steps, holds, last }: Played, { json, language }: Globals): void {
  const wrong = steps.flatMap(({ line, discrepancies }) => discrepancies.map((each) => ({ line, ...each })));
  if (json) {
    const taken = steps.map(({ line, step, at }) => ({ line, step: step.name, at }));
    const document = { file, title: scenario.title.zh, holds, at: last.at, steps: taken, discrepancies: wrong };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    for (const { text } of discrepancyLines(file, steps, language)) process.stdout.write(`${text}\n`);
    process.stdout.write(
      `${holds ? 'ok' : 'FAILED'} ${inLanguage(scenario.title, language)} (${steps.length} steps)\n`,
    );
  }
  process.exitCode = holds ? ExitCode.done : ExitCode.bug;
}
