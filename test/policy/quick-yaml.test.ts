// The quick reader against the library: on every rule file, and on texts spoiled at random, it reads the same and puts
// everything in the same place, or leaves it to the library.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packNames } from '../../src/policy/load-pack.ts';
import { type PositionedYaml, readPositioned, readWithLibrary } from '../../src/policy/positioned-yaml.ts';
import { readQuickly } from '../../src/policy/quick-yaml.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';

const files = readdirSync(rulesFolder(), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const textOf = (file: string) => readFileSync(join(rulesFolder(), file), 'utf8');

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

function placesOf(yaml: PositionedYaml): string[] {
  return pathsOf(yaml.content).map((path) => {
    const [here, key] = [yaml.positionOf(path), yaml.positionOfKey(path.slice(0, -1), String(path.at(-1)))];
    return `${path.join('.')} ${here.line}:${here.column} ${key.line}:${key.column}`;
  });
}

/** What both ways answer of a text, comparable. */
function told(read: ReturnType<typeof readPositioned>): unknown {
  return read.ok ? { content: read.value.content, places: placesOf(read.value) } : read.error;
}

describe('every rule file', () => {
  test.each(files)('%s is read as the library reads it', (file) => {
    const text = textOf(file);
    expect(told(readPositioned(text, file))).toEqual(told(readWithLibrary(text, file)));
  });

  const loadedAtStart = ['review', ...packNames()];
  test.each(files.filter((file) => loadedAtStart.some((name) => file.startsWith(`${name}/`))))(
    '%s, which a counter loads while somebody waits, is read quickly',
    (file) => expect(readQuickly(textOf(file))).toBeDefined(),
  );
});

/** Rule files of moderate length, whole or a stretch of their lines. */
const stretches = files.flatMap((file) => {
  const lines = textOf(file).split('\n').slice(0, 60);
  return [lines.join('\n'), lines.slice(0, 12).join('\n'), lines.slice(12, 30).join('\n')];
});
const pieces = [
  ...'{}[],:#&*!|>\'"%@`~-? \n\t\r.=<0123456789abnyé中',
  ': ',
  ' #',
  '- ',
  '\n  ',
  '\n- ',
  '---\n',
  '...',
  '<<: ',
  '&a ',
  '*a',
  '!!str ',
  'null',
  'true',
  'True',
  '0x1f',
  '1e3',
  '1.5',
  '.5',
  '+1',
  '007',
  '~',
  '"\\n"',
  "'x'",
  '? ',
  '|\n',
  '>-\n',
  '__proto__: 1',
  '2011-01-01',
  '-1',
  '12:30',
  'yes',
  '"a": 1',
  'a: 1',
  'a:1',
  '[1, 2',
  '{a: 1}',
  '{ a: 1, }',
];

describe('a text that was spoiled', () => {
  test('is read the same either way, or left to the library', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stretches),
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 1, noNaN: true }),
            cut: fc.integer({ min: 0, max: 12 }),
            put: fc.constantFrom('', ...pieces),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        (whole, changes) => {
          const text = changes.reduce((before, { at, cut, put }) => {
            const start = Math.floor(at * before.length);
            return before.slice(0, start) + put + before.slice(start + cut);
          }, whole);
          expect(told(readPositioned(text, 'x'))).toEqual(told(readWithLibrary(text, 'x')));
        },
      ),
      { numRuns: Number(process.env.QUICK_RUNS ?? 600) },
    );
  });
});
