// Screen lines as a picture that scales (SVG): every character at its cell, Chinese two cells wide, colours by meaning, on
// a light ground or a dark one as whoever looks prefers. The same lines always give the same text.

import { cells, type Line, type Span } from '../text/line.ts';

/** Of a cell, in user units. */
const cell = { width: 9, height: 20 };
/** Where letters stand on, below the top of their row. */
const baseline = 15;
const margin = 12;

const style = `.ground { fill: #fcfcfa; stroke: #c8c8c4 }
    text { font: 15px "Noto Sans Mono CJK SC", "Sarasa Mono SC", "Source Han Mono SC", Menlo, Consolas, monospace; fill: #1c1c1c; white-space: pre }
    .strong { font-weight: bold }
    .fine { fill: #13661f }
    .attention { fill: #8a5300 }
    .refused { fill: #b3161b }
    .quiet { fill: #696969 }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #16181b; stroke: #3c4046 }
      text { fill: #e6e6e3 }
      .fine { fill: #7bd389 }
      .attention { fill: #f0b95a }
      .refused { fill: #ff8d86 }
      .quiet { fill: #9aa0a8 }
    }`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** The characters that are seen, each with the cell at which it begins. */
function placed(text: string, from: number): readonly { readonly character: string; readonly at: number }[] {
  const found: { character: string; at: number }[] = [];
  let at = from;
  for (const character of text) {
    if (character.trim() !== '') found.push({ character, at });
    at += cells(character);
  }
  return found;
}

function spanText({ text, meaning, strong }: Span, from: number, y: number): string {
  const seen = placed(text, from);
  if (seen.length === 0) return '';
  const classes = [...(strong ? ['strong'] : []), ...(meaning === 'plain' ? [] : [meaning])].join(' ');
  const named = classes === '' ? '' : ` class="${classes}"`;
  const x = seen.map(({ at }) => margin + at * cell.width).join(' ');
  const characters = escaped(seen.map(({ character }) => character).join(''));
  return `  <text x="${x}" y="${y}"${named}>${characters}</text>\n`;
}

function rowText(row: Line, index: number): string {
  let from = 0;
  let drawn = '';
  for (const part of row) {
    drawn += spanText(part, from, margin + index * cell.height + baseline);
    from += cells(part.text);
  }
  return drawn;
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
${lines.map(rowText).join('')}</svg>
`;
}
