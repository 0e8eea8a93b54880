// The worked cases beside the rules, to the fen, no tolerance; and that they reach every value of the pack.

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPack, packNames } from '../../src/policy/load-pack.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { settle } from '../../src/policy/settle.ts';
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

  test('the cases use every value that a benefit can use, so that no figure stands untried', () => {
    const used = new Set<string>();
    for (const { input } of cases) {
      const pack = load(input.pack.slice(name.length));
      if (!pack.ok) throw new Error(JSON.stringify(pack.error));
      for (const entry of settle(pack.value, input.bill, { trace: true }).trace!) {
        if (entry.rule === 'value' && entry.applied) used.add(`${entry.at.key} ${entry.since}`);
      }
    }
    const pack = loadPack(name);
    if (!pack.ok) throw new Error(JSON.stringify(pack.error));
    const usable = pack.value.benefits.flatMap((benefit) =>
      benefit.kind === 'none'
        ? []
        : benefit.inner.filter(({ rule }) => rule === 'value').map(({ at, since }) => `${at.key} ${since}`),
    );
    expect(usable.filter((value) => !used.has(value))).toEqual([]);
  });
});
