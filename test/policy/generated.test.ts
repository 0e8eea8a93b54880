// What is generated from the rules and kept in the repository is what the rules give now; and an editor that follows the
// published schema says the same as the loader.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publishedPages } from '../../src/cli/rules-pages.ts';
import { publishedSchemas } from '../../src/cli/rules-schema.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { top } from '../support/paths.ts';

describe.each([
  ['rules/schema', publishedSchemas],
  ['docs/rules', publishedPages],
] as const)('%s is not stale (`npm run generate`)', (folder, published) => {
  const files = published();

  test('it has these files and no other', () => {
    expect(readdirSync(join(top, folder)).sort()).toEqual([...files.keys()].sort());
  });

  test.each([...files])('%s', (name, text) => {
    expect(readFileSync(join(top, folder, name), 'utf8')).toBe(text);
  });
});

function kindOf(file: string): string {
  const kind = file.endsWith('pack.yaml') ? 'pack' : file.includes('cases') ? 'cases' : 'rules';
  if (!file.startsWith('review')) return kind;
  return file.endsWith('review.yaml') ? 'review-head' : kind === 'cases' ? 'review-cases' : 'review';
}

test('every file of rules/ names its schema, where it lies from there', () => {
  const files = readdirSync(rulesFolder(), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  expect(files.length).toBeGreaterThan(40);
  for (const file of files) {
    const [first] = readFileSync(join(rulesFolder(), file), 'utf8').split('\n');
    const [, path] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first!) ?? [];
    expect(`${file}: ${join(file, '..', path!)}`).toBe(`${file}: ${join('schema', `${kindOf(file)}.schema.json`)}`);
  }
});

test('the schema knows every mechanism with its arguments, and every fact', () => {
  const rules = JSON.parse(publishedSchemas().get('rules.schema.json')!);
  const steps = rules.properties.benefits.additionalProperties.properties.steps.items.properties;
  expect(steps['own-burden-bands']).toMatchObject({ required: ['of', 'limit', 'fund'], additionalProperties: false });
  expect(steps.rate.properties.fund.enum).toContain('hifp_pay');
  expect(Object.keys(rules.$defs.condition.properties)).toContain('monthsOfBreak');
});
