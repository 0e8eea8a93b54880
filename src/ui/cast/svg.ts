// Screen lines as a picture that scales (SVG): every word at its cell, Chinese two cells wide, colours by meaning, on a light
// ground or a dark one as whoever looks prefers. Frames and bars are drawn, so that no font parts them. The same lines always
// give the same text.

import { cells, type Line, type Span } from '../text/line.ts';

/** Of a cell, in user units. Letters are twice as wide as a cell, so that a Chinese character fills two. */
const cell = { width: 9, height: 24 };
/** Where letters stand on, below the top of their row. */
const baseline = 18;
const margin = 12;

const style = `.ground { fill: #fcfcfa; stroke: #c8c8c4 }
    text { font: 18px "Noto Sans Mono CJK SC", "Sarasa Mono SC", "Source Han Mono SC", Menlo, Consolas, monospace }
    text, rect.bar { fill: #1c1c1c }
    path { stroke: #8a8a86; fill: none }
    .strong { font-weight: bold }
    text.fine, rect.fine { fill: #13661f }
    text.attention, rect.attention { fill: #8a5300 }
    text.refused, rect.refused { fill: #b3161b }
    text.quiet, rect.quiet { fill: #696969 }
    rect.rest { fill: #d9d9d4 }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #16181b; stroke: #3c4046 }
      text, rect.bar { fill: #e6e6e3 }
      path { stroke: #72777f }
      text.fine, rect.fine { fill: #7bd389 }
      text.attention, rect.attention { fill: #f0b95a }
      text.refused, rect.refused { fill: #ff8d86 }
      text.quiet, rect.quiet { fill: #9aa0a8 }
      rect.rest { fill: #33373d }
    }`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** From the middle of a cell to its left, right, upper and lower edge. */
const strokes: Readonly<Record<string, string>> = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
  '├': 'rud',
  '┤': 'lud',
  '┬': 'lrd',
  '┴': 'lru',
  '┼': 'lrud',
};
const bars: Readonly<Record<string, string>> = { '█': 'bar', '░': 'rest' };

type Kind = 'blank' | 'frame' | 'bar' | 'rest' | 'narrow' | 'wide';

function kindOf(character: string): Kind {
  if (character.trim() === '') return 'blank';
  if (strokes[character]) return 'frame';
  const bar = bars[character];
  if (bar) return bar === 'bar' ? 'bar' : 'rest';
  return cells(character) === 2 ? 'wide' : 'narrow';
}

interface Run {
  readonly kind: Kind;
  text: string;
  /** The cell at which it begins. */
  readonly from: number;
}

/** Characters of one kind side by side. */
function runsOf(text: string, from: number): readonly Run[] {
  const runs: Run[] = [];
  let at = from;
  for (const character of text) {
    const kind = kindOf(character);
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += character;
    else runs.push({ kind, text: character, from: at });
    at += cells(character);
  }
  return runs;
}

function frameDrawn({ text, from }: Run, top: number): string {
  const middle = top + cell.height / 2;
  const d = [...text].map((character, index) => {
    const left = margin + (from + index) * cell.width;
    const x = left + cell.width / 2;
    const has = (side: string) => strokes[character]?.includes(side) ?? false;
    const across = `M${has('l') ? left : x} ${middle}H${has('r') ? left + cell.width : x}`;
    const down = `M${x} ${has('u') ? top : middle}V${has('d') ? top + cell.height : middle}`;
    return `${has('l') || has('r') ? across : ''}${has('u') || has('d') ? down : ''}`;
  });
  return `  <path d="${d.join('')}"/>\n`;
}

function drawn(run: Run, { meaning, strong }: Span, row: number): string {
  const top = margin + row * cell.height;
  const [x, width] = [margin + run.from * cell.width, cells(run.text) * cell.width];
  if (run.kind === 'blank') return '';
  if (run.kind === 'frame') return frameDrawn(run, top);
  const named = meaning === 'plain' ? '' : ` ${meaning}`;
  if (run.kind === 'bar' || run.kind === 'rest') {
    const classes = run.kind === 'rest' ? 'rest' : `bar${named}`;
    return `  <rect class="${classes}" x="${x}" y="${top + 6}" width="${width}" height="${cell.height - 12}"/>\n`;
  }
  const classes = `${strong ? 'strong' : ''}${named}`.trim();
  const attributes = `x="${x}" y="${top + baseline}" textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  return `  <text ${attributes}${classes === '' ? '' : ` class="${classes}"`}>${escaped(run.text)}</text>\n`;
}

function rowDrawn(row: Line, index: number): string {
  let from = 0;
  let text = '';
  for (const part of row) {
    for (const run of runsOf(part.text, from)) text += drawn(run, part, index);
    from += cells(part.text);
  }
  return text;
}

/** `title`: what is read to those who do not see it. */
export function svgOf(lines: readonly Line[], columns: number, title: string): string {
  const width = columns * cell.width + 2 * margin;
  const height = lines.length * cell.height + 2 * margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
  <title>${escaped(title)}</title>
  <style>
    ${style}
  </style>
  <rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
${lines.map(rowDrawn).join('')}</svg>
`;
}
