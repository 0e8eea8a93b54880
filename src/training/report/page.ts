// The printable report: one HTML file without anything from elsewhere, one A4 sheet a trainee.

import { inLanguage, type Language, type Text } from '../../domain/language.ts';
import type { TrainingResult } from '../records/result.ts';
import { percentOf, type Summary, type TraineeSummary } from './summary.ts';

const words = {
  title: { zh: '培训成绩单', en: 'Training report' },
  trainee: { zh: '学员', en: 'Trainee' },
  class: { zh: '班级', en: 'Class' },
  overall: { zh: '总成绩', en: 'Overall' },
  exam: { zh: '最近一次考试', en: 'Last examination' },
  passed: { zh: '及格', en: 'passed' },
  failed: { zh: '不及格', en: 'not passed' },
  none: { zh: '没有', en: 'none' },
  terms: { zh: '实操 + 理论、时限、及格线：', en: 'scenarios + questions, time, pass mark:' },
  weak: { zh: '还需练习', en: 'Practise again' },
  course: { zh: '成绩变化', en: 'Over time' },
  results: { zh: '最近的成绩', en: 'Latest results' },
  when: { zh: '时间', en: 'When' },
  what: { zh: '内容', en: 'What' },
  points: { zh: '得分', en: 'Points' },
  seconds: { zh: '秒', en: 'Seconds' },
  hints: { zh: '看提示次数', en: 'Hints' },
  genuine: { zh: '签名有效', en: 'signature valid' },
  forged: { zh: '签名无效', en: 'signature not valid' },
} satisfies Record<string, Text>;

const style = `
@page { size: A4; margin: 18mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #111; margin: 0; }
section { break-after: page; min-height: 240mm; padding: 8mm; max-width: 190mm; margin: auto; }
section:last-child { break-after: auto; }
h1 { font-size: 18pt; margin: 0 0 4mm; border-bottom: 2px solid #111; padding-bottom: 2mm; }
h2 { font-size: 12pt; margin: 7mm 0 2mm; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 6mm; margin: 0; }
dt { color: #555; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 1.2mm 2mm; border-bottom: 1px solid #ccc; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg { width: 100%; height: 34mm; }
@media screen { body { background: #eee; } section { background: #fff; margin: 8mm auto; } }
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A column a result, its height the percent. */
function courseChart(course: readonly number[]): string {
  const shown = course.slice(-40);
  const width = 400 / Math.max(shown.length, 10);
  const bars = shown.map((percent, index) => {
    const height = Math.max(1, percent);
    const x = (index * width + 1).toFixed(1);
    return `<rect x="${x}" y="${110 - height}" width="${(width - 2).toFixed(1)}" height="${height}" fill="#444"><title>${percent} %</title></rect>`;
  });
  const lines = [0, 50, 100].map(
    (percent) =>
      `<line x1="0" x2="400" y1="${110 - percent}" y2="${110 - percent}" stroke="#bbb"/><text x="404" y="${114 - percent}" font-size="10">${percent}</text>`,
  );
  return `<svg viewBox="0 0 430 116" role="img">${lines.join('')}${bars.join('')}</svg>`;
}

export interface PageOptions {
  readonly language: Language;
  /** Whether an examination's result is as it was signed. */
  readonly isGenuine: (result: TrainingResult) => boolean;
}

const latest = 12;

function traineeSection(summary: TraineeSummary, { language, isGenuine }: PageOptions): string {
  const say = (text: Text) => escaped(inLanguage(text, language));
  const exam = summary.results.filter(({ kind }) => kind === 'exam').at(-1);
  const verdict = summary.passed ? words.passed : words.failed;
  const examText = exam
    ? `${percentOf([exam])} %，${say(verdict)}（${escaped(exam.at)}，${say(isGenuine(exam) ? words.genuine : words.forged)}）`
    : say(words.none);
  const terms = exam?.terms;
  const termsText = terms ? `${terms.scenarios} + ${terms.questions}，${terms.minutes} min，≥ ${terms.pass} %` : '';
  const weak = summary.weakest.map(({ text, percent }) => `${say(text)}（${percent} %）`).join('；');
  const rows = summary.results
    .slice(-latest)
    .map(
      (result) =>
        `<tr><td>${escaped(result.at)}</td><td>${say(result.title)}</td><td class="n">${result.points} / ${result.of}</td>` +
        `<td class="n">${result.seconds}</td><td class="n">${result.hints}</td></tr>`,
    );
  return `<section>
<h1>${say(words.title)}</h1>
<dl>
<dt>${say(words.trainee)}</dt><dd>${escaped(summary.trainee)}</dd>
<dt>${say(words.class)}</dt><dd>${escaped(summary.class)}</dd>
<dt>${say(words.overall)}</dt><dd>${summary.percent} %（${summary.count}）</dd>
<dt>${say(words.exam)}</dt><dd>${examText}${termsText === '' ? '' : `<br>${say(words.terms)} ${termsText}`}</dd>
<dt>${say(words.weak)}</dt><dd>${weak === '' ? say(words.none) : weak}</dd>
</dl>
<h2>${say(words.course)}</h2>
${courseChart(summary.course)}
<h2>${say(words.results)}</h2>
<table><thead><tr><th>${say(words.when)}</th><th>${say(words.what)}</th><th class="n">${say(words.points)}</th><th class="n">${say(words.seconds)}</th><th class="n">${say(words.hints)}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</section>`;
}

export function reportPage({ trainees }: Summary, options: PageOptions): string {
  const title = escaped(inLanguage(words.title, options.language));
  const lang = options.language === 'zh' ? 'zh-CN' : 'en';
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head>
<body>
${trainees.map((trainee) => traineeSection(trainee, options)).join('\n')}
</body></html>
`;
}
