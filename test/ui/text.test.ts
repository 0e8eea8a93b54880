// Text in cells: measuring, wrapping with 避头尾, bars, and the substitution on consoles with wide ambiguous characters.

import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { asciiFrames, bar, lightFrames, percent } from '../../src/ui/text/frames.ts';
import { cells, fitLine, line, lineCells, plainText, spread, truncate } from '../../src/ui/text/line.ts';
import { framed } from '../../src/ui/text/panel.ts';
import { printable } from '../../src/ui/text/printable.ts';
import { wrap } from '../../src/ui/text/wrap.ts';

const words = fc
  .array(fc.constantFrom('结算', '医保中心', '，', '。', '）', '（', '“', '”', 'center', ' ', '25.20', '王', '、'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

describe('wrapping (7-facts: Ink wraps 。，） to the start of a line)', () => {
  it('never starts a line with closing punctuation, never ends one with opening, never is too wide', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (text, width) => {
        // A run of punctuation longer than the line has to be broken somewhere; a blank before 。 is nobody's Chinese.
        fc.pre(
          !/ [，。）”、]|[（“] /u.test(text) &&
            !/[，。）（“”、]{4,}/u.test(text) &&
            !/[\x21-\x7e“”（）]{12,}/u.test(text),
        );
        const lines = wrap(text, width);
        for (const one of lines) expect(cells(one)).toBeLessThanOrEqual(width);
        for (const one of lines.slice(1)) expect(one).not.toMatch(/^[，。）”、]/u);
        for (const one of lines.slice(0, -1)) expect(one).not.toMatch(/[（“]$/u);
      }),
    );
  });

  it('loses nothing but spaces', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 60 }), (text, width) => {
        expect(wrap(text, width).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('leaves a text that fits on its line', () => {
    expect(wrap('存在未完成的对账信息，提示海河市中医医院00022011081409310500017', 72)).toHaveLength(1);
  });
});

describe('cells', () => {
  it('fits any line to exactly its width', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), fc.integer({ min: 1, max: 90 }), (texts, width) => {
        expect(lineCells(fitLine(line(...texts), width))).toBe(width);
      }),
    );
  });

  it('marks a cut and never cuts a character in half', () => {
    expect(truncate('阿莫西林胶囊', 8)).toBe('阿莫西…');
    expect(truncate('阿莫西林', 8)).toBe('阿莫西林');
  });

  it('keeps the right side whole where both do not fit', () => {
    expect(plainText(spread(line('海河市人民医院三级'), line('09:41'), 14))).toBe('海河市…  09:41');
  });

  it('draws frames of exactly their size', () => {
    const rows = framed('提示', [line('该卡无效')], { width: 30, rows: 5 }, asciiFrames);
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(lineCells(row)).toBe(30);
  });
});

describe('bars', () => {
  it('has always its width, shows something for anything, and all only for all', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), (part, whole) => {
        const drawn = bar(part, whole, 20, asciiFrames);
        expect(drawn).toMatch(/^=*-*$/);
        expect(drawn).toHaveLength(20);
        expect(drawn.includes('=')).toBe(part > 0);
        expect(drawn.includes('-')).toBe(part < whole);
        expect(percent(part, whole) === 100).toBe(part >= whole);
      }),
    );
  });
});

describe('consoles that draw ambiguous characters two cells wide (7-facts)', () => {
  it('keeps the number of cells and leaves no ambiguous character', () => {
    const texts = fc.string({ unit: fc.constantFrom('×', '…', '·', '“', '王', 'a', '─', '█', '℃', '①', 'α', '，') });
    fc.assert(
      fc.property(texts, (text) => {
        const drawn = printable(text, 'two');
        expect(stringWidth(drawn)).toBe(stringWidth(text));
        expect(stringWidth(drawn, { ambiguousIsNarrow: false })).toBe(stringWidth(drawn));
      }),
    );
  });

  it('counts what it will draw: an escape sequence on a card moves no column', () => {
    const name = '王\u001b[31m秀兰';
    expect(cells(name)).toBe(cells(printable(name, 'one')));
  });

  it('takes control characters out of whatever a card says', () => {
    expect(printable('王\u001b[2J\u0007兰\u202e', 'one')).toBe('王[2J兰');
  });

  it('draws light lines of one cell each', () => {
    for (const drawn of Object.values(lightFrames)) expect(stringWidth(drawn)).toBe(1);
  });
});
