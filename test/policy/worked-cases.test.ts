// The worked cases beside the rules, to the fen, no tolerance; and that they reach every rule of the pack.

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkPack } from '../../src/policy/check-pack.ts';
import { packNames } from '../../src/policy/load-pack.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { packLoader, readWorkedCases, runWorkedCase, type WorkedCase } from '../../src/policy/worked-cases.ts';

function casesOf(name: string): WorkedCase[] {
  const cases = readWorkedCases(join(rulesFolder(), name));
  if (!cases.ok) throw new Error(cases.error.map((one) => problemText(one, 'en')).join('\n'));
  return cases.value;
}

describe.each(packNames())('%s', (name) => {
  const load = packLoader(join(rulesFolder(), name));
  const cases = casesOf(name);

  test.each(cases.map((one) => [one.yaml.file, one.name, one.source, one] as const))(
    '%s: %s (%s)',
    (_file, _name, _source, one) => {
      expect(runWorkedCase(one, name, load).map((problem) => problemText(problem, 'en'))).toEqual([]);
    },
  );

  test('there are at least twelve', () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
  });

  test('the cases reach every rule of the pack, so that none stands untried', () => {
    expect(checkPack(join(rulesFolder(), name)).problems.map((problem) => problemText(problem, 'en'))).toEqual([]);
  });
});
