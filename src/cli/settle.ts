// `yibao-pos settle FILE|-`: one bill against a rule pack, no center and no database; or a stream of bills, one a line.
// What is computed is in policy/; here are reading, showing and the exit code.

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { inLanguage, type Language } from '../domain/language.ts';
import { billFromText, misfit } from '../policy/bill-input.ts';
import { packNames } from '../policy/load-pack.ts';
import { type InputProblem, problemText } from '../policy/positioned-yaml.ts';
import { answerDocument, settleInput } from '../policy/settle-input.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';
import { Packs } from './packs.ts';
import { settleStream } from './settle-stream.ts';
import { explainText, settlementText } from './settle-text.ts';

/** `pack`: one that exists, so that the example can be tried. */
const examples = (pack: string) => `
Examples:
  yibao-pos settle bill.yaml                     a table
  yibao-pos settle bill.yaml --explain           every rule that applied, and every one that did not
  yibao-pos settle bill.json --json              one JSON document
  yibao-pos settle - < bills.jsonl               one bill a line in, one JSON document a line out

A bill:
  pack: ${pack}
  date: 2011-08-10
  person: { scheme: employee, birth: 1946-03-01, status: retired }
  hospital: { level: 2 }
  visit: outpatient
  account: "150.00"
  lines:
    - { name: 阿莫西林胶囊, class: B, price: "12.60", quantity: "2", ceiling: "10.00", selfPayRatio: "0.05" }
`;

function textOf(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new WrongUsage(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WrongUsage(`${file}: not UTF-8 text / 不是 UTF-8 文本`);
  }
}

function refuse(problems: readonly InputProblem[], language: Language): never {
  throw new WrongUsage(problems.map((problem) => problemText(problem, language)).join('\n'));
}

interface SettleOptions {
  readonly explain: boolean;
  readonly json: boolean;
  readonly language: Language;
}

function settleFile(file: string, { explain, json, language }: SettleOptions): void {
  const read = billFromText(textOf(file), file);
  if (!read.ok) refuse(read.error, language);
  const { input, yaml } = read.value;
  const at = (path: readonly string[]) =>
    ({ kind: 'input', file, ...yaml.positionOf(path), key: path.join('.') }) as const;
  const pack = new Packs().get(input.pack);
  if (!pack.ok) {
    if (pack.error.kind === 'broken') refuse(pack.error.problems, language);
    refuse([{ ...at(['pack']), expected: pack.error.expected, found: input.pack }], language);
  }
  const wrong = misfit(pack.value, input.bill);
  if (wrong) refuse([{ ...at(wrong.path), expected: wrong.expected }], language);

  const answer = settleInput(pack.value, input, { trace: explain });
  if (json) process.stdout.write(`${JSON.stringify(answerDocument(answer, language), null, 2)}\n`);
  else if (!answer.ok) process.stdout.write(`${inLanguage(answer.error.text, language)}\n`);
  else {
    const settlement = answer.value;
    process.stdout.write(settlementText(pack.value, input.bill, settlement, language));
    if (settlement.trace) process.stdout.write(explainText(settlement.trace, language));
  }
  if (!answer.ok || answer.value.benefit.kind === 'none') process.exitCode = ExitCode.refused;
}

/** Adds `settle`. */
export function registerSettleCommand(program: Command): void {
  program
    .command('settle')
    .description('settle one bill against a rule pack, without center or database / 按规则包结算一张账单')
    .argument('<file>', 'a bill in YAML or JSON; - for JSON Lines on standard input')
    .option('--explain', 'with every rule that applied and every one that did not / 列出每条规则的适用情况')
    .addHelpText('after', () => examples(packNames()[0] ?? 'PACK'))
    .action(async (file: string, options: { explain?: true }, command: Command) => {
      const { language, json } = globalsOf(command);
      const explain = options.explain === true;
      if (file === '-') process.exitCode = await settleStream(process.stdin, process.stdout, { explain, language });
      else settleFile(file, { explain, json, language });
    });
}
