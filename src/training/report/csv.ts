// Results as CSV (RFC 4180), one line each, for whoever keeps them in a table. Titles and words are of one language; the byte
// order mark at the beginning is for the spreadsheets that would take UTF-8 for something else.

import { inLanguage, type Language, type Text } from '../../domain/language.ts';
import { promptEntry } from '../../domain/prompt-catalog.ts';
import type { TrainingResult } from '../records/result.ts';
import { traineeIn } from './trainee.ts';

type Say = (text: Text) => string;
type Field = (result: TrainingResult, say: Say) => string;

const kinds: Readonly<Record<TrainingResult['kind'], Text>> = {
  drill: { zh: '练习', en: 'drill' },
  'exam-item': { zh: '考试实操题', en: 'examination scenario' },
  exam: { zh: '考试', en: 'examination' },
};
const yes: Text = { zh: '是', en: 'yes' };
const no: Text = { zh: '否', en: 'no' };

/** How often a trainer acted on it; nothing where none could, and none did. */
function interventionsOf({ terms, interventions }: TrainingResult): string {
  if (interventions === undefined && terms?.trainerMayAct === undefined) return '';
  return String(interventions ?? 0);
}

const columns: readonly (readonly [Text, Field])[] = [
  [{ zh: '时间（本机时钟）', en: "time (machine's clock)" }, ({ at }) => at],
  [{ zh: '类别', en: 'kind' }, ({ kind }, say) => say(kinds[kind])],
  [{ zh: '班级', en: 'class' }, (result) => traineeIn(result.trainee, result.class).class],
  [{ zh: '姓名', en: 'trainee' }, (result) => traineeIn(result.trainee, result.class).name],
  [{ zh: '编号', en: 'number' }, (result) => traineeIn(result.trainee, result.class).number],
  [{ zh: '情景或试卷号', en: 'scenario or paper' }, ({ item }) => item],
  [{ zh: '题目', en: 'title' }, ({ title }, say) => say(title)],
  [{ zh: '提示', en: 'prompts' }, ({ prompts }) => prompts.map((id) => promptEntry(id).number).join(' ')],
  [{ zh: '得分', en: 'points' }, ({ points }) => String(points)],
  [{ zh: '满分', en: 'of' }, ({ of }) => String(of)],
  [{ zh: '用时（秒）', en: 'seconds' }, ({ seconds }) => String(seconds)],
  [{ zh: '按键', en: 'keys' }, ({ keys }) => String(keys)],
  [{ zh: '看提示次数', en: 'hints' }, ({ hints }) => String(hints)],
  [{ zh: '第几次考此卷', en: 'attempt' }, ({ attempt }) => (attempt === undefined ? '' : String(attempt))],
  [{ zh: '教员干预次数', en: 'interventions' }, interventionsOf],
  [{ zh: '及格', en: 'passed' }, ({ passed }, say) => (passed === undefined ? '' : say(passed ? yes : no))],
];

/** A field that begins like a formula is text all the same, in any spreadsheet. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function resultsAsCsv(results: readonly TrainingResult[], language: Language): string {
  const say: Say = (text) => inLanguage(text, language);
  const head = columns.map(([title]) => say(title));
  const rows = results.map((result) => columns.map(([, of]) => field(of(result, say))));
  return `\uFEFF${[head, ...rows].map((row) => `${row.join(',')}\r\n`).join('')}`;
}
