// `yibao-pos prompts [ID]`: the ten documented prompts as a table, or one of them in full. It reads no city and no data.

import type { Command } from 'commander';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import {
  findPromptEntry,
  type PromptEntry,
  promptCatalog,
  promptSteps,
  type RetryPromise,
  stageNames,
  stepNames,
} from '../domain/prompt-catalog.ts';
import { WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';
import { tableText } from './table.ts';

const examples = `
Examples:
  yibao-pos prompts                   all ten, in the order of the deck
  yibao-pos prompts month-unpaid      one of them: cause, remedy, who acts, what may be done now
  yibao-pos prompts --json --lang en
`;

const retryNames: Readonly<Record<RetryPromise, Text>> = {
  now: { zh: '可能有用，马上重试', en: 'can help at once' },
  'after-remedy': { zh: '办妥之后有用', en: 'helps after the remedy' },
  no: { zh: '没有用', en: 'cannot help at this visit' },
};

const labels = {
  number: { zh: '序号', en: 'no.' },
  id: { zh: '编号', en: 'id' },
  text: { zh: '提示', en: 'text' },
  actor: { zh: '谁来办', en: 'who acts' },
  precedence: { zh: '先后', en: 'order' },
  stages: { zh: '环节', en: 'arises at' },
  cause: { zh: '原因', en: 'cause' },
  remedy: { zh: '办法', en: 'remedy' },
  retry: { zh: '重试', en: 'retry' },
  steps: { zh: '现在可以', en: 'may be done now' },
  source: { zh: '出处', en: 'source' },
} as const satisfies Record<string, Text>;

function documentOf(entry: PromptEntry, language: Language) {
  const say = (text: Text) => inLanguage(text, language);
  return {
    id: entry.id,
    number: entry.number,
    text: entry.template,
    stages: entry.stages,
    precedence: entry.precedence,
    cause: say(entry.cause),
    remedy: say(entry.remedy),
    whoActs: say(entry.actorName),
    actor: entry.actor,
    retry: entry.retry,
    steps: promptSteps.filter((step) => entry.steps[step].may),
    notNow: Object.fromEntries(
      promptSteps.flatMap((step) => {
        const permission = entry.steps[step];
        return permission.may ? [] : [[step, say(permission.because)]];
      }),
    ),
    source: entry.source,
  };
}

function listText(language: Language): string {
  const titles = [labels.number, labels.precedence, labels.id, labels.text, labels.actor];
  return tableText(
    titles.map((title) => ({ title: inLanguage(title, language) })),
    promptCatalog.map((entry) => [
      String(entry.number),
      entry.precedence.join(','),
      entry.id,
      `「${entry.template}」`,
      inLanguage(entry.actorName, language),
    ]),
  );
}

function entryText(entry: PromptEntry, language: Language): string {
  const say = (text: Text) => inLanguage(text, language);
  const comma = language === 'zh' ? '、' : ', ';
  const row = (label: Text, value: string) => [say(label), value];
  const steps = promptSteps.map((step) => {
    const permission = entry.steps[step];
    return permission.may ? ['', say(stepNames[step])] : ['', `(${say(stepNames[step])}: ${say(permission.because)})`];
  });
  const [first, ...others] = steps;
  return tableText(
    [{ title: '' }, { title: '' }],
    [
      row(labels.text, `「${entry.template}」`),
      row(labels.id, `${entry.id} (${entry.number})`),
      row(labels.stages, entry.stages.map((stage) => say(stageNames[stage])).join(comma)),
      row(labels.precedence, entry.precedence.join(comma)),
      row(labels.cause, say(entry.cause)),
      row(labels.remedy, say(entry.remedy)),
      row(labels.actor, say(entry.actorName)),
      row(labels.retry, say(retryNames[entry.retry])),
      row(labels.steps, first?.[1] ?? ''),
      ...others,
      row(labels.source, entry.source),
    ],
  );
}

function unknownPrompt(id: string, language: Language): WrongUsage {
  const known = promptCatalog.map((entry) => entry.id).join(', ');
  return new WrongUsage(language === 'zh' ? `没有提示 ${id}；有：${known}` : `no prompt ${id}; there are: ${known}`);
}

function run(id: string | undefined, language: Language, json: boolean): void {
  const entry = id === undefined ? undefined : findPromptEntry(id);
  if (id !== undefined && entry === undefined) throw unknownPrompt(id, language);
  if (json) {
    const document = entry ? documentOf(entry, language) : promptCatalog.map((one) => documentOf(one, language));
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    process.stdout.write(entry ? entryText(entry, language) : listText(language));
  }
}

export function registerPromptsCommand(program: Command): void {
  program
    .command('prompts')
    .description('the ten documented prompts: text, cause, remedy, who acts, precedence / 十种提示')
    .argument('[id]', 'one prompt by its id, as in month-unpaid / 提示编号')
    .addHelpText('after', examples)
    .action((id: string | undefined, _options: unknown, command: Command) => {
      const { language, json } = globalsOf(command);
      run(id, language, json);
    });
}
