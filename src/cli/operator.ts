// `yibao-pos operator`: who works at a hospital, and a new password for one of them.

import type { Command } from 'commander';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import type { ListedOperator, Operators } from '../hospital/operators/operators.ts';
import { type OperatorRefusal, roleWords } from '../hospital/operators/refusal.ts';
import { openOperatorsOf } from '../training/operators-of.ts';
import { passwordQuestion, reportOperatorRefusal } from './approval.ts';
import { reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { openQuestions } from './questions.ts';
import { tableText } from './table.ts';

interface HospitalOption {
  readonly hospital: string;
}

const hospitalOption = ['--hospital <code>', 'a designated hospital by code or number', '0001'] as const;

interface PasswordOptions extends HospitalOption {
  readonly by?: string;
  readonly approver?: string;
}

export function registerOperatorCommand(program: Command): void {
  const operator = program.command('operator').description('who works here, and their passwords / 操作员和密码');
  operator
    .command('list')
    .description('number, name, role, windows / 工号、姓名、角色、窗口')
    .option(...hospitalOption)
    .addHelpText('after', '\nExamples:\n  yibao-pos operator list\n  yibao-pos operator list --hospital 0002 --json\n')
    .action((options: HospitalOption, command: Command) => list(options, globalsOf(command)));
  operator
    .command('password')
    .argument('<code>', 'whose password / 工号')
    .description('sets a new password, asked twice without echo / 设新密码')
    .option(...hospitalOption)
    .option('--by <code>', 'a supervisor sets it, with their own password / 由组长重设')
    .option(
      '--approver <code>',
      'of a supervisor’s: one more supervisor; where there is none, the trainer, whose own takes both then / 组长的密码：再加一位组长，没有则教员（教员的密码则由两位组长）',
    )
    .addHelpText(
      'after',
      '\nAsks for the present password, or with --by for that of the supervisor (and of --approver); then twice for the new one.\n' +
        'A practice password sets nobody else’s: that one would count outside practice.' +
        '\n\nExamples:\n  yibao-pos operator password 1003\n  yibao-pos operator password 1003 --by 1008\n',
    )
    .action((code: string, options: PasswordOptions, command: Command) =>
      setPassword(code, options, globalsOf(command)),
    );
}

/** Runs with the operators of a hospital; what stands in the way has been said. */
async function withOperators(
  { hospital, founds }: HospitalOption & { readonly founds: boolean },
  { dataFolder, clock, language }: Globals,
  work: (operators: Operators) => void | Promise<void>,
): Promise<void> {
  const opened = openOperatorsOf(hospital, { dataFolder, clock, founds });
  if (!opened.ok) return reportCityProblem(opened.error, language);
  try {
    await work(opened.value.operators);
  } finally {
    opened.value.close();
  }
}

const titles: readonly Text[] = [
  { zh: '工号', en: 'number' },
  { zh: '姓名', en: 'name' },
  { zh: '角色', en: 'role' },
  { zh: '窗口', en: 'windows' },
  { zh: '密码', en: 'password' },
];

function passwordState({ locked, hasPracticePassword }: ListedOperator): Text {
  if (locked) return { zh: '已锁定', en: 'locked' };
  return hasPracticePassword ? { zh: '练习密码', en: 'for practice' } : { zh: '已自设', en: 'their own' };
}

function listText(listed: readonly ListedOperator[], language: Language): string {
  const rows = listed.map((each) => [
    each.code,
    each.name,
    inLanguage(roleWords[each.role], language),
    each.windows.join(' ') || '-',
    inLanguage(passwordState(each), language),
  ]);
  return tableText(
    titles.map((title) => ({ title: inLanguage(title, language) })),
    rows,
  );
}

function list(options: HospitalOption, globals: Globals): Promise<void> {
  return withOperators({ ...options, founds: false }, globals, (operators) => {
    const listed = operators.list();
    process.stdout.write(globals.json ? `${JSON.stringify(listed, null, 2)}\n` : listText(listed, globals.language));
  });
}

const newQuestion: Text = { zh: '新密码 (不显示): ', en: 'New password (not shown): ' };
const againQuestion: Text = { zh: '再输一次: ', en: 'Once more: ' };
const done: Text = { zh: '密码已更改', en: 'the password is changed' };
const notAlike: Text = { zh: '两次输入不同，没有更改', en: 'the two were not alike: nothing was changed' };

function setPassword(code: string, options: PasswordOptions, globals: Globals): Promise<void> {
  const { language } = globals;
  const { by = code, approver } = options;
  // A password of one's own may be set before the first patient comes.
  return withOperators({ ...options, founds: true }, globals, async (operators) => {
    const may = operators.maySetPassword(code, by, approver);
    if (!may.ok && may.error.kind === 'unknown-operator') throw new WrongUsage(unknownOf(may.error, language));
    if (!may.ok) return reportOperatorRefusal(may.error, language);
    const questions = openQuestions();
    const prove = async (number: string) => {
      const who = `${number} ${operators.find(number)?.name ?? ''} ${inLanguage(passwordQuestion, language)}`;
      return { code: number, password: await questions.askSecret(who) };
    };
    try {
      const setter = await prove(by);
      const second = approver === undefined ? undefined : await prove(approver);
      const first = await questions.askSecret(inLanguage(newQuestion, language));
      const again = await questions.askSecret(inLanguage(againQuestion, language));
      if (first !== again) {
        process.stderr.write(`yibao-pos: ${inLanguage(notAlike, language)}\n`);
        process.exitCode = ExitCode.wrongUsage;
        return;
      }
      const set = operators.setPassword(code, setter, first, second);
      if (set.ok) process.stdout.write(`${code} ${inLanguage(done, language)}\n`);
      else reportOperatorRefusal(set.error, language);
    } finally {
      questions.close();
    }
  });
}

function unknownOf({ cause }: OperatorRefusal, language: Language): string {
  return `${inLanguage(cause, language)} (yibao-pos operator list)`;
}
