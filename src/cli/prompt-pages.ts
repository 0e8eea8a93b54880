// The ten prompts as pages under docs/prompts/, in both languages: what the catalogue says of each, and a picture of the screen,
// taken while the scenario that provokes it runs. At the scenario's own time, so that the same program draws the same picture.

import { dateOf } from '../domain/date.ts';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { type PromptEntry, promptCatalog, promptSteps, stageNames, stepNames } from '../domain/prompt-catalog.ts';
import { printedLines } from '../training/print.ts';
import type { Shelved } from '../training/scenario/shelf.ts';
import { openPractice, type Practice } from '../training/session/practice.ts';
import { replayTime } from '../training/session/session-time.ts';
import { filmedCounter } from '../ui/cast/film.ts';
import { svgOf } from '../ui/cast/svg.ts';
import { leastSize } from '../ui/frame/layout.ts';
import { screenDrawn } from '../ui/frame/screen.ts';
import { penFor } from '../ui/language/pen.ts';
import { framesFor } from '../ui/text/frames.ts';
import { ownFolders, shelfOrRefuse, startOf } from './training-stage.ts';

const languages: readonly Language[] = ['en', 'zh'];

/** For a scenario that names no day; those that come with the program all do. */
const someDay = dateOf('2011-08-15');

function isShown(practice: Practice, { id }: PromptEntry): boolean {
  const { visit } = practice.desk.snapshot();
  return visit.at === 'refused' && visit.refusal.prompt === id;
}

/** Plays a scenario until its prompt is on the screen, and draws that in each language. */
async function picturesOf(entry: PromptEntry, { scenario }: Shelved): Promise<ReadonlyMap<Language, string>> {
  const folders = ownFolders();
  const time = replayTime(startOf(scenario, someDay));
  const opened = await openPractice({
    stage: folders.stageAt(time),
    hospital: scenario.hospital,
    time,
    listen: () => {},
  });
  if (!opened.ok) throw new Error(`${scenario.file}: ${JSON.stringify(opened.error)}`);
  const practice = opened.value;
  try {
    for (const { step, line } of scenario.steps) {
      if (isShown(practice, entry)) break;
      const played = await practice.play(step, 'script');
      if (!played.ok) throw new Error(`${scenario.file}:${line}: ${played.error}`);
    }
    if (!isShown(practice, entry)) throw new Error(`${scenario.file}: the prompt ${entry.id} does not come`);
    const counter = filmedCounter(practice, time, (printed) => printedLines(practice.desk.place, printed));
    const { moment, around } = counter.view();
    counter.close();
    return new Map(
      languages.map((language) => {
        const { header, body, footer } = screenDrawn(moment, penFor(language, framesFor('one')), leastSize, around);
        const title = `${entry.number}. ${entry.template}`;
        return [language, svgOf([...header, ...body, ...footer], leastSize.columns, title)];
      }),
    );
  } finally {
    await practice.end('left');
    folders.clear();
  }
}

const words = {
  title: { zh: '十种提示', en: 'The ten prompts' },
  intro: {
    zh: '出自 deck 000「社会保障卡联网就医常见问题及解决办法」。图是终端的真实画面，由情景运行时摄下；本页自动生成，不要手改（`npm run generate`）。',
    en: 'From deck 000, items 1–10. The pictures are the real screen, taken while a scenario runs. This page is generated (`npm run generate`): do not edit it. What the terminal shows is Chinese, exactly as documented.',
  },
  shown: { zh: '提示', en: 'Prompt' },
  number: { zh: '序号', en: 'No.' },
  actor: { zh: '谁来办', en: 'Who acts' },
  cause: { zh: '原因', en: 'Cause' },
  remedy: { zh: '办法', en: 'Remedy' },
  stages: { zh: '环节', en: 'Arises at' },
  precedence: { zh: '先后', en: 'Order' },
  order: {
    zh: '先后：一个人同时有几种情况时，只提示链条上先遇到的一种（1 最先）。',
    en: 'Order: who is in several of these states at once is shown only the first that the chain meets (1 comes first).',
  },
  may: { zh: '现在可以', en: 'May be done now' },
  mayNot: { zh: '现在不可以', en: 'May not be done now' },
  provoked: { zh: '引出它的情景', en: 'Scenarios that provoke it' },
} satisfies Record<string, Text>;

function linked({ name, scenario }: Shelved, say: (text: Text) => string): string {
  return `[${say(scenario.title)}](../../fixtures/scenarios/${name}.yaml)`;
}

function section(entry: PromptEntry, shelf: readonly Shelved[], language: Language): string {
  const say = (text: Text) => inLanguage(text, language);
  const [comma, semicolon, colon] = language === 'zh' ? ['、', '；', '：'] : [', ', '; ', ': '];
  const may = promptSteps.filter((step) => entry.steps[step].may).map((step) => say(stepNames[step]));
  const mayNot = promptSteps.flatMap((step) => {
    const permission = entry.steps[step];
    return permission.may ? [] : [`${say(stepNames[step])}${colon}${say(permission.because)}`];
  });
  const facts: readonly (readonly [Text, string])[] = [
    [words.cause, say(entry.cause)],
    [words.remedy, say(entry.remedy)],
    [words.actor, say(entry.actorName)],
    [words.may, may.join(comma)],
    ...(mayNot.length > 0 ? [[words.mayNot, mayNot.join(semicolon)] as const] : []),
    [words.stages, entry.stages.map((stage) => say(stageNames[stage])).join(comma)],
    [words.precedence, entry.precedence.join(comma)],
    [
      words.provoked,
      provoking(entry, shelf)
        .map((each) => linked(each, say))
        .join(comma),
    ],
  ];
  return `## ${entry.number}. 「${entry.template}」

\`${entry.id}\`

![${entry.template}](${pictureName(entry, language)})

${facts.map(([label, value]) => `- **${say(label)}**${colon}${value}`).join('\n')}
`;
}

function pictureName({ id }: PromptEntry, language: Language): string {
  return language === 'zh' ? `${id}.zh-CN.svg` : `${id}.svg`;
}

function provoking({ id }: PromptEntry, shelf: readonly Shelved[]): readonly Shelved[] {
  return shelf.filter(({ prompts }) => prompts.includes(id));
}

function pageOf(shelf: readonly Shelved[], language: Language): string {
  const say = (text: Text) => inLanguage(text, language);
  const twin = language === 'zh' ? '[English](README.md)' : '[中文](README.zh-CN.md)';
  const titles = [words.number, words.shown, words.actor, words.precedence].map(say);
  const rows = promptCatalog.map(({ number, template, actorName, precedence }) =>
    [number, `「${template}」`, say(actorName), precedence.join(', ')].join(' | '),
  );
  return `# ${say(words.title)}

${twin}

${say(words.intro)}

| ${titles.join(' | ')} |
|${titles.map(() => '---').join('|')}|
${rows.map((row) => `| ${row} |`).join('\n')}

${say(words.order)}

${promptCatalog.map((entry) => section(entry, shelf, language)).join('\n')}`;
}

/** The scenario whose picture is taken: the one that is named after the prompt, before its further forms. */
function firstOf(entry: PromptEntry, shelf: readonly Shelved[]): Shelved {
  const named = provoking(entry, shelf).filter(({ name }) => name.startsWith(`prompt-${entry.id}`));
  const [first] = [...named].sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  if (first) return first;
  throw new Error(`no scenario shows the prompt ${entry.id}`);
}

/** The published files by name, each ready to write. */
export async function promptPages(): Promise<ReadonlyMap<string, string>> {
  const shelf = shelfOrRefuse('en');
  const pages = new Map<string, string>([
    ['README.md', pageOf(shelf, 'en')],
    ['README.zh-CN.md', pageOf(shelf, 'zh')],
  ]);
  for (const entry of promptCatalog) {
    const pictures = await picturesOf(entry, firstOf(entry, shelf));
    for (const [language, picture] of pictures) pages.set(pictureName(entry, language), picture);
  }
  return pages;
}
