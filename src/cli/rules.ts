// `yibao-pos rules list|check|show`: the rule packs. Strict checking, worked cases included; a pack as a table with sources.

import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { inLanguage, type Language } from '../domain/language.ts';
import { checkPack, type PackCheck } from '../policy/check-pack.ts';
import { loadPack, packNames } from '../policy/load-pack.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { checkReview } from '../policy/review/check-review.ts';
import { reviewHead } from '../policy/review/compile-review.ts';
import { reviewFolder } from '../policy/review/load-review.ts';
import { rulesFolder } from '../policy/rules-folder.ts';
import { readBill } from './bill-file.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';
import { Packs } from './packs.ts';
import { diffDocument, diffText } from './rules-diff.ts';
import { packMarkdown } from './rules-pages.ts';
import { packDocument, packText } from './rules-text.ts';
import { tableText } from './table.ts';
import { chooseSide, whatIf } from './what-if.ts';

/** `pack`: one that exists, so that the examples can be tried. */
const examples = (pack: string) => `
Examples:
  yibao-pos rules list
  yibao-pos rules show ${pack}
  yibao-pos rules show ${pack} --markdown > pack.md
  yibao-pos rules diff ${pack} OTHER --bill bill.yaml
  yibao-pos rules diff ${pack}@2011-12-31 ${pack}@2012-01-01
  yibao-pos rules check               every pack that came with the program, with its worked cases
  yibao-pos rules check my-rules      a folder of packs, or one pack
`;

function print(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

function list(language: Language, json: boolean): void {
  const packs = packNames().map((name) => ({ name, loaded: loadPack(name) }));
  const broken = packs.flatMap(({ loaded }) => (loaded.ok ? [] : loaded.error));
  if (broken.length > 0) throw new WrongUsage(broken.map((one) => problemText(one, language)).join('\n'));
  const found = packs.flatMap(({ name, loaded }) => (loaded.ok ? [{ name, pack: loaded.value }] : []));
  if (json) {
    print(
      found.map(({ name, pack }) => ({
        pack: name,
        title: pack.title,
        since: pack.since,
        variants: pack.knownVariants,
      })),
    );
    return;
  }
  const rows = found.map(({ name, pack }) => [
    name,
    pack.since,
    inLanguage(pack.title, language),
    pack.knownVariants.map((variant) => `+${variant}`).join(' '),
  ]);
  process.stdout.write(tableText([{ title: '' }, { title: '' }, { title: '' }, { title: '' }], rows));
}

interface ShowOptions {
  readonly language: Language;
  readonly json: boolean;
  readonly markdown: boolean;
}

function show(name: string, { language, json, markdown }: ShowOptions): void {
  const pack = new Packs().get(name);
  if (!pack.ok) {
    if (pack.error.kind === 'broken') {
      throw new WrongUsage(pack.error.problems.map((one) => problemText(one, language)).join('\n'));
    }
    const { zh, en } = pack.error.expected;
    throw new WrongUsage(language === 'zh' ? `${name}：应为${zh}` : `${name}: expected ${en}`);
  }
  if (json) print(packDocument(pack.value));
  else process.stdout.write(markdown ? packMarkdown(pack.value, language) : packText(pack.value, language));
}

function diff(
  [before, after]: readonly [string, string],
  file: string | undefined,
  { language, json }: { readonly language: Language; readonly json: boolean },
): void {
  const packs = new Packs();
  const sides = [chooseSide(before, packs, language), chooseSide(after, packs, language)] as const;
  const bill = file === undefined ? undefined : readBill(file, language).input;
  if (json) {
    const bills = bill && { bill: JSON.parse(whatIf(sides, bill, { json, language })) };
    print({ ...diffDocument(...sides), ...bills });
    return;
  }
  process.stdout.write(diffText(...sides, language));
  if (bill) process.stdout.write(`\n${whatIf(sides, bill, { json, language })}`);
}

/** What is meant by an argument: the folder itself where it is a pack or the rules of review, else those in it. */
function foldersOf(given: string | undefined): string[] {
  const folder = given === undefined ? rulesFolder() : resolve(given);
  if (existsSync(join(folder, 'pack.yaml')) || isReview(folder)) return [folder];
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? packNames(folder) : [];
  if (names.length === 0) throw new WrongUsage(`${given}: no rule pack here (no pack.yaml) / 没有规则包`);
  const review = join(folder, basename(reviewFolder()));
  return [...names.map((name) => join(folder, name)), ...(isReview(review) ? [review] : [])];
}

function isReview(folder: string): boolean {
  return existsSync(join(folder, reviewHead));
}

function checkLine(folder: string, { problems, cases }: PackCheck, language: Language): string {
  const name = basename(folder);
  if (problems.length > 0) return problems.map((one) => `${problemText(one, language)}\n`).join('');
  return language === 'zh' ? `${name}：无误，${cases} 个实例相符\n` : `${name}: sound, ${cases} worked cases hold\n`;
}

function check(given: string | undefined, language: Language, json: boolean): void {
  const checked = foldersOf(given).map((folder) => ({
    folder,
    result: isReview(folder) ? checkReview(folder) : checkPack(folder),
  }));
  if (json) print(checked.map(({ folder, result }) => ({ pack: basename(folder), ...result })));
  else for (const { folder, result } of checked) process.stdout.write(checkLine(folder, result, language));
  if (checked.some(({ result }) => result.problems.length > 0)) process.exitCode = ExitCode.wrongUsage;
}

/** Adds `rules`. */
export function registerRulesCommand(program: Command): void {
  const rules = program
    .command('rules')
    .description('the rule packs: list, check, show / 规则包')
    .addHelpText('after', () => examples(packNames()[0] ?? 'PACK'));
  rules
    .command('list')
    .description('the packs / 列出规则包')
    .action((_options: object, command: Command) => {
      const { language, json } = globalsOf(command);
      list(language, json);
    });
  rules
    .command('check')
    .description('check packs strictly and run their worked cases / 检查规则包及其实例')
    .argument('[dir]', 'a pack, or a folder of packs; default: those of the program')
    .action((dir: string | undefined, _options: object, command: Command) => {
      const { language, json } = globalsOf(command);
      check(dir, language, json);
    });
  rules
    .command('show')
    .description('a pack as a table with its sources / 显示规则包及出处')
    .argument('<pack>', 'its name; +VARIANT for another reading')
    .option('--markdown', 'as a Markdown page / 以 Markdown 输出')
    .action((pack: string, options: { markdown?: true }, command: Command) => {
      const { language, json } = globalsOf(command);
      show(pack, { language, json, markdown: options.markdown === true });
    });
  rules
    .command('diff')
    .description('what changes between two packs, readings or days / 比较规则包')
    .argument('<before>', 'PACK[+READING][@DAY]')
    .argument('<after>', 'PACK[+READING][@DAY]')
    .option('--bill <file>', 'and what it means for this bill / 以及对一张账单的影响')
    .action((before: string, after: string, options: { bill?: string }, command: Command) => {
      const { language, json } = globalsOf(command);
      diff([before, after], options.bill, { language, json });
    });
}
