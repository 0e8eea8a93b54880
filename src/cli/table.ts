// Plain aligned tables for standard output. Widths are counted in terminal cells, so that Chinese and Latin columns align.

import stringWidth from 'string-width';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

const GAP = '  ';

/** Text filled up with blanks to a width in cells. */
export function padded(text: string, width: number, align?: 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

/** Lines of a table, each ended; the title row first unless all titles are empty. No trailing blanks. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[], indent = ''): string {
  const titles = columns.map(({ title }) => title);
  const all = titles.some((title) => title !== '') ? [titles, ...rows] : rows;
  const widths = columns.map((_, index) => Math.max(...all.map((row) => stringWidth(row[index] ?? ''))));
  return all
    .map((row) => columns.map(({ align }, index) => padded(row[index] ?? '', widths[index] ?? 0, align)).join(GAP))
    .map((line) => `${indent}${line.trimEnd()}\n`)
    .join('');
}
