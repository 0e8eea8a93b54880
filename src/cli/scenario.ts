// `yibao-pos scenario check|list|new|from`: writing scenarios. Whatever is wrong with a file is said at once, with its place; then
// it is played, and what does not hold is said with its line.

import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { faults } from '../../drivers/open.ts';
import { inLanguage, type Language } from '../domain/language.ts';
import { loadHospitals } from '../hospital/hospital-fixtures.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { scenarioFromLog } from '../training/authoring/from-log.ts';
import { skeleton } from '../training/authoring/skeleton.ts';
import { type KnownNames, unknownNames } from '../training/authoring/unknown-names.ts';
import type { Scenario } from '../training/scenario/format.ts';
import { readScenarioFile, type ScenarioProblem } from '../training/scenario/read.ts';
import { readShelf, type Shelf } from '../training/scenario/shelf.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { linesIn, mostLines, ownShelf, scenarioSchemaPath } from './own-scenarios.ts';
import { playInOwnCity } from './play-scenario.ts';
import { discrepancyLines, type PlacedText, stoppedLine } from './played-text.ts';
import { readFile } from './read-file.ts';
import { readLogFile } from './replay.ts';
import { scenariosFolder } from './scenarios-folder.ts';
import { tableText } from './table.ts';
import { namesOn } from './training-stage.ts';

const examples = `
Examples:
  yibao-pos scenario new > mine.yaml
  yibao-pos scenario check mine.yaml
  yibao-pos scenario list
  yibao-pos scenario from visit.log --out mine.yaml
`;

export function registerScenarioCommand(program: Command): void {
  const scenario = program
    .command('scenario')
    .description('write scenarios: check, list, new, from a log / 编写情景')
    .addHelpText('after', examples);
  scenario
    .command('check')
    .argument('<file...>', 'scenarios (YAML)')
    .description('everything that is wrong with them, then what does not hold when they are played / 检查')
    .action((files: string[], _options: object, command: Command) => check(files, globalsOf(command)));
  scenario
    .command('list')
    .description("the scenarios that come with the program, and one's own / 列出")
    .action((_options: object, command: Command) => list(globalsOf(command)));
  scenario
    .command('new')
    .description('prints a scenario to begin with / 打印一个开头')
    .action((_options: object, command: Command) => {
      process.stdout.write(skeleton(globalsOf(command).businessDate, scenarioSchemaPath));
    });
  scenario
    .command('from')
    .argument('<log>', 'the log of a session')
    .description('makes the log of a session a scenario / 由练习记录生成')
    .option('--out <file>', 'a new file; without it the scenario is printed')
    .action((log: string, { out }: { out?: string }, command: Command) => from(log, out, globalsOf(command)));
}

function knownOn(globals: Globals): KnownNames {
  const hospitals = loadHospitals();
  return {
    cards: [...loadCardFixtures(globals.businessDate).keys()],
    hospitals: hospitals.ok ? hospitals.value.flatMap(({ code, number }) => [number, code]) : [],
    faults: faults.map(({ name }) => name),
  };
}

/** Of one file: what cannot be read or played, else what does not hold. */
interface Checked {
  readonly file: string;
  readonly problems: readonly (PlacedText & { readonly column: number })[];
  readonly discrepancies: readonly PlacedText[];
}

function unreadable(file: string, problems: readonly ScenarioProblem[], language: Language): Checked {
  const placed = problems.map((problem) => ({
    line: problem.line,
    column: problem.column,
    text: problemText(problem, language),
  }));
  return { file, problems: placed, discrepancies: [] };
}

async function checkFile(file: string, known: KnownNames, globals: Globals): Promise<Checked> {
  const { language } = globals;
  const text = readFile(file, language);
  const read = readScenarioFile(text, file);
  if (!read.ok) return unreadable(file, read.error, language);
  const unknown = unknownNames(read.value.scenario, read.value.yaml, known);
  if (unknown.length > 0) return unreadable(file, unknown, language);
  const { problems, discrepancies } = await played(file, read.value.scenario, globals);
  return { file, problems, discrepancies: [...discrepancies, ...tooLong(file, text, language)] };
}

function tooLong(file: string, text: string, language: Language): readonly PlacedText[] {
  const lines = linesIn(text);
  if (lines <= mostLines) return [];
  const said = {
    zh: `应为至多 ${mostLines} 行，实为 ${lines}`,
    en: `expected at most ${mostLines} lines, found ${lines}`,
  };
  return [{ line: mostLines + 1, text: `${file}:${mostLines + 1}: ${inLanguage(said, language)}` }];
}

async function played(file: string, scenario: Scenario, globals: Globals): Promise<Checked> {
  const { language } = globals;
  const result = await playInOwnCity(scenario, globals);
  if (result.ok) return { file, problems: [], discrepancies: discrepancyLines(file, result.value.steps, language) };
  const { error } = result;
  if (error.kind === 'step') {
    const problems = [{ column: 1, ...stoppedLine(file, error, language) }];
    return { file, problems, discrepancies: discrepancyLines(file, error.before, language) };
  }
  const cause = error.problem.kind === 'reader' ? error.problem.error.cause : inLanguage(error.problem.cause, language);
  return { file, problems: [{ line: 1, column: 1, text: `${file}: ${cause}` }], discrepancies: [] };
}

async function check(files: readonly string[], globals: Globals): Promise<void> {
  const known = knownOn(globals);
  const checked: Checked[] = [];
  for (const file of files) checked.push(await checkFile(file, known, globals));
  if (globals.json) process.stdout.write(`${JSON.stringify(checked, null, 2)}\n`);
  else {
    for (const { file, problems, discrepancies } of checked) {
      for (const { text } of discrepancies) process.stdout.write(`${text}\n`);
      for (const { text } of problems) process.stderr.write(`${text}\n`);
      if (problems.length + discrepancies.length === 0) process.stdout.write(`ok ${file}\n`);
    }
  }
  if (checked.some(({ problems }) => problems.length > 0)) process.exitCode = ExitCode.wrongUsage;
  else process.exitCode = checked.some(({ discrepancies }) => discrepancies.length > 0) ? ExitCode.bug : ExitCode.done;
}

/** Those that come with the program, and after them one's own. */
function shelves(globals: Globals): Shelf {
  const read = [readShelf(scenariosFolder), ownShelf(globals)];
  return { shelved: read.flatMap(({ shelved }) => shelved), problems: read.flatMap(({ problems }) => problems) };
}

/** Lists what can be read; what cannot is named on standard error, and the exit code says so. */
function list(globals: Globals): void {
  const { shelved, problems } = shelves(globals);
  for (const problem of problems) process.stderr.write(`${problemText(problem, globals.language)}\n`);
  process.exitCode = problems.length > 0 ? ExitCode.wrongUsage : ExitCode.done;
  if (globals.json) {
    const document = shelved.map(({ name, path, scenario, prompts }) => ({
      name,
      path,
      title: scenario.title,
      prompts,
    }));
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const rows = shelved.map(({ name, scenario, prompts }) => [
    name,
    inLanguage(scenario.title, globals.language),
    prompts.join(' '),
  ]);
  process.stdout.write(tableText([{ title: '' }, { title: '' }, { title: '' }], rows));
}

/** Prints or writes it, plays it, and says where it parts from what was seen. */
async function from(logFile: string, out: string | undefined, globals: Globals): Promise<void> {
  const { lookup } = namesOn(globals.businessDate);
  const text = scenarioFromLog(readLogFile(logFile), { schema: scenarioSchemaPath, lookup });
  if (out === undefined) process.stdout.write(text);
  else {
    try {
      writeFileSync(out, text, { flag: 'wx' });
    } catch (error) {
      throw new WrongUsage(`${out}: cannot be written (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  const named = out ?? logFile;
  const read = readScenarioFile(text, named);
  const { problems, discrepancies } = read.ok
    ? await played(named, read.value.scenario, globals)
    : unreadable(named, read.error, globals.language);
  const parted = [...problems, ...discrepancies];
  for (const { text: said } of parted) process.stderr.write(`${said}\n`);
  process.exitCode = parted.length === 0 ? ExitCode.done : ExitCode.bug;
}
