// Results as CSV (RFC 4180), one line each, for whoever keeps them in a table.

import type { TrainingResult } from '../records/result.ts';

const columns: readonly (readonly [string, (result: TrainingResult) => string])[] = [
  ['at', ({ at }) => at],
  ['kind', ({ kind }) => kind],
  ['class', (result) => result.class],
  ['trainee', ({ trainee }) => trainee],
  ['item', ({ item }) => item],
  ['title', ({ title }) => title.zh],
  ['prompts', ({ prompts }) => prompts.join(' ')],
  ['points', ({ points }) => String(points)],
  ['of', ({ of }) => String(of)],
  ['seconds', ({ seconds }) => String(seconds)],
  ['keys', ({ keys }) => String(keys)],
  ['hints', ({ hints }) => String(hints)],
  ['passed', ({ passed }) => (passed === undefined ? '' : passed ? 'yes' : 'no')],
];

/** A field that begins like a formula is text all the same, in any spreadsheet. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function resultsAsCsv(results: readonly TrainingResult[]): string {
  const rows = [columns.map(([name]) => name), ...results.map((result) => columns.map(([, of]) => field(of(result))))];
  return rows.map((row) => `${row.join(',')}\r\n`).join('');
}
