// What review said, drawn: a mark at the line's end, and below it the words with what helps. A sign and a word each time,
// never its colour alone.

import type { Text } from '../../domain/language.ts';
import { type ReviewSeverity, severityText } from '../../domain/protocol/review.ts';
import { type ReviewFinding, refusals } from '../../hospital/visit/review.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { cells, type Line, line, type Meaning, quiet, type Span, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';

const signs: Readonly<Record<ReviewSeverity, string>> = { warn: '!', refuse: '×' };
const meanings: Readonly<Record<ReviewSeverity, Meaning>> = { warn: 'attention', refuse: 'refused' };

/** Words of four cells, for the narrow end of a row. */
const shortWords: Readonly<Record<ReviewSeverity, Text>> = {
  warn: { zh: '提醒', en: 'warn' },
  refuse: { zh: '拒付', en: 'deny' },
};

/** The graver of what was said of a line; undefined: nothing. */
function severityAt(findings: readonly ReviewFinding[], place: number): ReviewSeverity | undefined {
  const here = findings.filter((finding) => finding.line === place);
  if (here.length === 0) return undefined;
  return refusals(here).length > 0 ? 'refuse' : 'warn';
}

/** The mark of a row, five cells wide: "×拒付", "!提醒". */
export function rowMark(findings: readonly ReviewFinding[], place: number, pen: Pen): Span | undefined {
  const severity = severityAt(findings, place);
  return severity && span(`${signs[severity]}${pen.say(shortWords[severity])}`, meanings[severity], true);
}

/** One finding: sign, word and message; with `remedy` also what helps, set in below. */
function findingLines(finding: ReviewFinding, pen: Pen, width: number, remedy: boolean): Line[] {
  const { severity, message } = finding;
  const head = `${signs[severity]} ${pen.say(severityText[severity])} `;
  const indent = ' '.repeat(cells(head));
  const said = wrap(pen.say(message), width - cells(head)).map((text, row) =>
    line(row === 0 ? span(head, meanings[severity], true) : indent, span(text, meanings[severity])),
  );
  if (!remedy) return said;
  const label = `${pen.say(messages.remedy)} `;
  const helps = wrap(pen.say(finding.remedy), width - 2 - cells(label));
  return [...said, ...helps.map((text, row) => line('  ', row === 0 ? quiet(label) : ' '.repeat(cells(label)), text))];
}

/** Those of a line first, then the others in order. */
export function lineFirst(findings: readonly ReviewFinding[], place: number): readonly ReviewFinding[] {
  return [...findings.filter((one) => one.line === place), ...findings.filter((one) => one.line !== place)];
}

/** Findings in at most so many rows, each whole; what has no room is counted. Nothing for no findings. */
export function reviewLines(
  findings: readonly ReviewFinding[],
  pen: Pen,
  room: { readonly width: number; readonly rows: number },
  { remedy, more = messages.moreFindings }: { readonly remedy: boolean; readonly more?: (left: number) => Text },
): Line[] {
  const lines: Line[] = [];
  for (const [shown, finding] of findings.entries()) {
    const said = findingLines(finding, pen, room.width, remedy);
    const last = shown === findings.length - 1;
    if (lines.length + said.length <= room.rows - (last ? 0 : 1)) lines.push(...said);
    else {
      const left = findings.length - shown;
      return room.rows > lines.length ? [...lines, line(quiet(pen.say(more(left))))] : lines;
    }
  }
  return lines;
}

/** Everything that review said, with remedies, for reading. */
export function allReviewLines(findings: readonly ReviewFinding[], pen: Pen, width: number): Line[] {
  return findings.flatMap((finding) => [
    ...findingLines(finding, pen, width, true),
    line('  ', quiet(`${pen.say(finding.title)} · ${finding.rule}`)),
  ]);
}
