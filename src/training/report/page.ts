// The printable report: one HTML file without anything from elsewhere, one A4 sheet for the class and one a trainee.

import { inLanguage, type Language, type Text } from '../../domain/language.ts';
import type { TrainingResult } from '../records/result.ts';
import type { Signed } from './merge.ts';
import { style, words } from './page-words.ts';
import type { ClassSummary, LossSummary, PromptSummary, Summary, TraineeSummary } from './summary.ts';

export interface PageOptions {
  readonly language: Language;
  readonly signed: (result: TrainingResult) => Signed;
}

type Say = (text: Text) => string;

const latest = 10;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Units of the picture for one percent, and where the columns stand. */
const scale = 0.5;
const foot = 55;

/** A column a value, its height the percent; each with what is said of it. */
function chart(columns: readonly { readonly percent: number; readonly about: string }[]): string {
  const shown = columns.slice(-40);
  const width = 400 / Math.max(shown.length, 10);
  const bars = shown.map(({ percent, about }, index) => {
    const height = Math.max(1, percent * scale);
    const x = (index * width + 1).toFixed(1);
    return `<rect x="${x}" y="${(foot - height).toFixed(1)}" width="${(width - 2).toFixed(1)}" height="${height.toFixed(1)}" fill="#555"><title>${escaped(about)}</title></rect>`;
  });
  const lines = [0, 50, 100].map(
    (percent) =>
      `<line x1="0" x2="400" y1="${foot - percent * scale}" y2="${foot - percent * scale}" stroke="#bbb"/><text x="404" y="${foot + 3 - percent * scale}" font-size="8">${percent} %</text>`,
  );
  return `<svg viewBox="0 0 440 ${foot + 4}" role="img">${lines.join('')}${bars.join('')}</svg>`;
}

const bar = (percent: number) => `<td class="bar"><i style="width:${percent}%"></i></td>`;

function table(heads: readonly (readonly [Text, 'n' | ''])[], rows: readonly string[], say: Say): string {
  const titles = heads.map(([text, of]) => `<th${of === '' ? '' : ` class="${of}"`}>${say(text)}</th>`).join('');
  return `<table><thead><tr>${titles}</tr></thead>\n<tbody>${rows.map((row) => `<tr>${row}</tr>`).join('\n')}</tbody></table>`;
}

function promptTable(prompts: readonly PromptSummary[], say: Say): string {
  const empty: Text = { zh: '', en: '' };
  return table(
    [
      [words.prompt, ''],
      [words.times, 'n'],
      [words.share, 'n'],
      [empty, ''],
      [words.latest, 'n'],
    ],
    prompts.map(
      ({ number, text, count, percent, latest: now }) =>
        `<td>${number} ${say(text)}</td><td class="n">${count}</td><td class="n">${percent} %</td>${bar(percent)}<td class="n">${now} %</td>`,
    ),
    say,
  );
}

function verdictOf({ lastExam, passed }: TraineeSummary, say: Say): string {
  if (lastExam === undefined) return say(words.none);
  return `${lastExam} % ${say(passed ? words.passed : words.failed)}`;
}

function examFacts(summary: TraineeSummary, { signed }: PageOptions, say: Say): string {
  const exam = summary.results.findLast(({ kind }) => kind === 'exam');
  if (!exam) return say(words.none);
  const { terms, interventions = 0 } = exam;
  const watched = terms?.trainerMayAct ? [`${say(words.mayAct)} ${interventions}`] : [];
  const parts = terms
    ? [
        `${terms.scenarios} ${say(words.scenarios)}`,
        `${terms.questions} ${say(words.questions)}`,
        `${terms.minutes} ${say(words.minutes)}`,
        `${say(words.passMark)} ${terms.pass} %`,
        ...watched,
      ]
    : [];
  const again = (exam.attempt ?? 1) > 1 ? [`${say(words.attempt)} ${exam.attempt}`] : [];
  const facts = [verdictOf(summary, say), escaped(exam.at), ...again, say(words[signed(exam)])].join(' · ');
  return parts.length === 0 ? facts : `${facts}<br>${parts.join(' · ')}`;
}

/** Nothing where nothing was lost, or nobody said why. */
function lossTable(lost: readonly LossSummary[], say: Say): string {
  if (lost.length === 0) return '';
  const rows = lost.map(
    ({ text, points, times }) => `<td>${say(text)}</td><td class="n">${times}</td><td class="n">-${points}</td>`,
  );
  const heads = [
    [words.what, ''],
    [words.times, 'n'],
    [words.points, 'n'],
  ] as const;
  return `<h2>${say(words.lost)}</h2>\n${table(heads, rows, say)}\n`;
}

function traineeSection(summary: TraineeSummary, options: PageOptions, say: Say): string {
  const weak = summary.weakest
    .map(({ number, text, latest: now }) => `${number} ${say(text)}（${now} %）`)
    .join('<br>');
  const rows = summary.results
    .slice(-latest)
    .map(
      (result) =>
        `<td>${escaped(result.at)}</td><td>${say(result.title)}</td><td class="n">${result.points} / ${result.of}</td>` +
        `<td class="n">${result.seconds}</td><td class="n">${result.hints}</td>`,
    );
  const number = summary.number === '' ? '' : `<dt>${say(words.number)}</dt><dd>${escaped(summary.number)}</dd>\n`;
  const course = summary.course.map((percent) => ({ percent, about: `${percent} %` }));
  return `<section>
<h1>${say(words.title)}</h1>
<dl>
<dt>${say(words.trainee)}</dt><dd>${escaped(summary.trainee)}</dd>
${number}<dt>${say(words.class)}</dt><dd>${summary.class === '' ? say(words.noClass) : escaped(summary.class)}</dd>
<dt>${say(words.overall)}</dt><dd>${summary.percent} %（${summary.count} ${say(words.times)}）</dd>
<dt>${say(words.exam)}</dt><dd>${examFacts(summary, options, say)}</dd>
<dt>${say(words.weak)}</dt><dd>${weak === '' ? say(words.none) : weak}</dd>
</dl>
<h2>${say(words.course)}</h2>
${chart(course)}
${lossTable(summary.lost, say)}<h2>${say(words.results)}</h2>
${table(
  [
    [words.when, ''],
    [words.what, ''],
    [words.points, 'n'],
    [words.seconds, 'n'],
    [words.hints, 'n'],
  ],
  rows,
  say,
)}
<footer>${say(words.clock)}</footer>
</section>`;
}

function classSection(of: ClassSummary, say: Say): string {
  const numbered = of.trainees.some(({ number }) => number !== '');
  const rows = of.trainees.map(
    (each) =>
      `<td>${escaped(each.trainee)}</td>${numbered ? `<td>${escaped(each.number)}</td>` : ''}<td class="n">${each.count}</td>` +
      `<td class="n">${each.percent} %</td>${bar(each.percent)}<td>${verdictOf(each, say)}</td>` +
      `<td>${each.weakest.map(({ number }) => number).join(' ')}</td>`,
  );
  const days = of.days.map(({ day, percent, count }) => ({ percent, about: `${day} ${percent} % (${count})` }));
  const span = [...new Set([of.days.at(0)?.day, of.days.at(-1)?.day])].filter((day) => day !== undefined).join(' – ');
  const empty: Text = { zh: '', en: '' };
  return `<section class="class">
<h1>${say(words.classTitle)}${of.class === '' ? '' : ` ${escaped(of.class)}`}</h1>
<dl>
<dt>${say(words.people)}</dt><dd>${of.trainees.length}</dd>
<dt>${say(words.overall)}</dt><dd>${of.percent} %（${of.count} ${say(words.times)}）</dd>
<dt>${say(words.exams)}</dt><dd>${of.passed} / ${of.examined}</dd>
</dl>
<h2>${say(words.trainee)}</h2>
${table(
  [
    [words.trainee, ''],
    ...(numbered ? ([[words.number, '']] as const) : []),
    [words.times, 'n'],
    [words.share, 'n'],
    [empty, ''],
    [words.exam, ''],
    [words.weak, ''],
  ],
  rows,
  say,
)}
<h2>${say(words.byPrompt)}</h2>
${promptTable(of.prompts, say)}
<h2>${say(words.byDay)}${span === '' ? '' : ` ${span}`}</h2>
${chart(days)}
<footer>${say(words.clock)}</footer>
</section>`;
}

export function reportPage({ classes }: Summary, options: PageOptions): string {
  const say: Say = (text) => escaped(inLanguage(text, options.language));
  const sheets = classes.flatMap((of) => [
    classSection(of, say),
    ...of.trainees.map((trainee) => traineeSection(trainee, options, say)),
  ]);
  const lang = options.language === 'zh' ? 'zh-CN' : 'en';
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${say(words.title)}</title><style>${style}</style></head>
<body>
${sheets.join('\n')}
</body></html>
`;
}
