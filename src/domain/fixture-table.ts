// Tables of the invented city (comma-separated text): strict reading, with the place of everything that is wrong.
// Pure: hospital and center each read their own files with it. It knows no column of any of them.

import { failure, ok, type Result } from './result.ts';

/** What is wrong in a fixture file, and where; line and column count from 1. */
export interface FixtureProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The path of the value in the file, as in `wang-xiulan.age`. */
  readonly key: string;
  readonly expected: string;
}

/** One line for people: `file:line:column key: expected …`. */
export function describeFixtureProblem(problem: FixtureProblem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.key}: expected ${problem.expected}`;
}

/** What a column may hold; `unique` columns never hold one value twice. */
export interface ColumnRule {
  readonly pattern: RegExp;
  readonly expected: string;
  readonly unique?: boolean;
}

export interface TableRow<Column extends string> {
  readonly cells: Readonly<Record<Column, string>>;
  /** A problem at one cell of this row, for checks that need more than the row. */
  problemAt(column: Column, expected: string): FixtureProblem;
}

interface Cell {
  readonly text: string;
  readonly column: number;
}

/** A cell in quotation marks may hold commas; a quotation mark it cannot hold. */
const cellPattern = /(?:"([^"]*)"|([^,"]*))(,|$)/y;

/** The cells of a line; undefined where its quotation marks do not close. */
function cellsOf(line: string): readonly Cell[] | undefined {
  const cells: Cell[] = [];
  for (let at = 0; ; ) {
    cellPattern.lastIndex = at;
    const match = cellPattern.exec(line);
    if (!match) return undefined;
    cells.push({ text: match[1] ?? match[2] ?? '', column: at + 1 });
    if (match[3] === '') return cells;
    at = cellPattern.lastIndex;
  }
}

/** Reads one line; pushes what is wrong and answers nothing then. */
function readRow<Column extends string>(
  place: { readonly file: string; readonly line: number },
  cells: readonly Cell[] | undefined,
  rules: Readonly<Record<Column, ColumnRule>>,
  problems: FixtureProblem[],
): TableRow<Column> | undefined {
  const columns = Object.keys(rules) as Column[];
  if (!cells) {
    problems.push({ ...place, column: 1, key: 'row', expected: 'quotation marks only around a whole cell' });
    return undefined;
  }
  if (cells.length !== columns.length) {
    problems.push({ ...place, column: 1, key: 'row', expected: `${columns.length} cells, found ${cells.length}` });
    return undefined;
  }
  const texts: Partial<Record<Column, string>> = {};
  const starts = new Map<Column, number>();
  columns.forEach((column, index) => {
    const cell = cells[index] ?? { text: '', column: 1 };
    texts[column] = cell.text;
    starts.set(column, cell.column);
    if (!rules[column].pattern.test(cell.text)) {
      problems.push({ ...place, column: cell.column, key: column, expected: rules[column].expected });
    }
  });
  return {
    cells: texts as Record<Column, string>,
    problemAt: (column, expected) => ({ ...place, column: starts.get(column) ?? 1, key: column, expected }),
  };
}

function repeated<Column extends string>(
  rows: readonly TableRow<Column>[],
  rules: Readonly<Record<Column, ColumnRule>>,
): readonly FixtureProblem[] {
  return (Object.keys(rules) as Column[])
    .filter((column) => rules[column].unique)
    .flatMap((column) => {
      const seen = new Set<string>();
      return rows.flatMap((row) => {
        const text = row.cells[column];
        if (seen.has(text)) return [row.problemAt(column, `a value of its own; ${text} is there already`)];
        seen.add(text);
        return [];
      });
    });
}

/**
 * Reads a table: `#` lines and empty lines are comments, the first other line names the columns in the order of `rules`.
 * A cell with commas stands in quotation marks; all problems are answered together.
 */
export function readFixtureTable<Column extends string>(
  file: string,
  text: string,
  rules: Readonly<Record<Column, ColumnRule>>,
): Result<readonly TableRow<Column>[], readonly FixtureProblem[]> {
  const lines = text
    .split(/\r?\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'));
  const header = Object.keys(rules).join(',');
  const [first, ...rest] = lines;
  if (first?.content !== header) {
    return failure([{ file, line: first?.line ?? 1, column: 1, key: 'header', expected: header }]);
  }
  const problems: FixtureProblem[] = [];
  const rows = rest.flatMap(({ content, line }) => {
    const row = readRow({ file, line }, cellsOf(content), rules, problems);
    return row ? [row] : [];
  });
  problems.push(...repeated(rows, rules));
  return problems.length > 0 ? failure(problems) : ok(rows);
}
