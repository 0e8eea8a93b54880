// Rule packs as data, loaded strictly: bands with gaps, days out of order, rows that no bill and rules that no case reaches.

import { describe, expect, test } from 'vitest';
import { checkPack } from '../../src/policy/check-pack.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { complaintsOf, spoiled } from './spoiled-pack.ts';

describe('a pack that is not in order is refused, with file, line, column, key and what was expected', () => {
  const second = /upTo: "10000\.00", ownShare: "0\.10"/;
  test.each([
    [
      'a gap between bands',
      /from: "3000\.00", upTo/,
      'from: "3000.01", upTo',
      /inpatient\.yaml:25:\d+: .*values\.2006-01-01\[1\]\.from: expected the upTo of the band before \(there is a gap\), found 3000\.01/,
    ],
    [
      'bands that overlap',
      /from: "3000\.00", upTo/,
      'from: "2999.99", upTo',
      /inpatient\.yaml:25:\d+: .*\[1\]\.from: expected the upTo of the band before \(the two overlap\), found 2999\.99/,
    ],
    [
      'bands that are not sorted',
      /- \{ from: "0\.00", upTo: "3000\.00", ownShare: "0\.14" \}/,
      '- { from: "10000.00", upTo: "20000.00", ownShare: "0.14" }',
      /inpatient\.yaml:25:\d+: .*\[1\]\.from: expected bands from low to high, found 3000\.00/,
    ],
    [
      'a band without end before another',
      second,
      'ownShare: "0.10"',
      /inpatient\.yaml:26:\d+: .*\[2\]\.from: expected an upTo on the band before, which has no end/,
    ],
    [
      'an empty band',
      second,
      'upTo: "3000.00", ownShare: "0.10"',
      /inpatient\.yaml:25:\d+: .*\[1\]\.upTo: expected an amount above from, found 3000\.00/,
    ],
    [
      'a band with two shares',
      second,
      'upTo: "10000.00", ownShare: "0.10", rate: "0.90"',
      /inpatient\.yaml:25:\d+: .*\[1\]: expected exactly one of rate and ownShare/,
    ],
    [
      'an amount of a band as a float',
      second,
      'upTo: 10000.00, ownShare: "0.10"',
      /inpatient\.yaml:\d+:\d+: .*2006-01-01.*expected a figure in quotes/,
    ],
    [
      'a share above one',
      second,
      'upTo: "10000.00", ownShare: "1.10"',
      /inpatient\.yaml:25:\d+: .*\[1\]\.ownShare: expected a ratio from 0 to 1.*found 1\.10/,
    ],
    [
      'bands where one figure is meant',
      'values: { 2006-01-01: "25200.00" }',
      'values: { 2006-01-01: [{ from: "0.00", rate: "1" }] }',
      /inpatient\.yaml:\d+:\d+: parameters\.inpatient\.limit\.rows\[0\]\.values\.2006-01-01: expected an amount/,
    ],
    [
      'days that are not in order',
      'values: { 2006-01-01: "25200.00" }',
      'values: { 2007-01-01: "26000.00", 2006-01-01: "25200.00" }',
      /inpatient\.yaml:\d+:\d+: .*values\.2006-01-01: expected a day after 2007-01-01, oldest first/,
    ],
    [
      'the same day twice',
      'values: { 2006-01-01: "25200.00" }',
      'values: { 2006-01-01: "26000.00", 2006-01-01: "25200.00" }',
      /inpatient\.yaml:\d+:\d+: expected valid YAML .*unique/,
    ],
    [
      'rows whose bills and days overlap, so that one is never reached',
      '- { values: { 2006-01-01: "25200.00" } }',
      '- { values: { 2006-01-01: "25200.00" } }\n      - { when: { level: 2 }, values: { 2006-01-01: "26000.00" } }',
      /inpatient\.yaml:\d+:9: inpatient\.limit\[1\]: expected a row that some bill can reach/,
    ],
    [
      'a count that is no whole number',
      '- { values: { 2006-01-01: "25200.00" } }',
      '- { values: { 2006-01-01: "25200.00" } }\n  days:\n    title: { zh: 天, en: days }\n    unit: count\n    source: *pool\n    unused: { zh: 试, en: trial }\n    rows: [{ values: { 2006-01-01: "1.5" } }]',
      /inpatient\.yaml:\d+:\d+: parameters\.days\.rows\[0\]\.values\.2006-01-01: expected a whole number.*found 1\.5/,
    ],
  ])('%s', (_what, piece, by, expected) => {
    expect(complaintsOf(spoiled('inpatient.yaml', piece, by, 'county-2006')).join('\n')).toMatch(expected);
  });

  test('a band that no worked case reaches', () => {
    const folder = spoiled(
      'inpatient.yaml',
      '{ from: "20000.00", upTo: "40000.00", rate: "0.92" }',
      '{ from: "20000.00", upTo: "40000.00", rate: "0.92" }\n            - { from: "40000.00", upTo: "90000000.00", rate: "0" }\n            - { from: "90000000.00", rate: "0" }',
      'enterprise-example',
    );
    expect(checkPack(folder).problems.map((problem) => problemText(problem, 'en'))).toContainEqual(
      expect.stringMatching(
        /inpatient\.yaml:\d+:\d+: inpatient\.bands\[0\]\[4\]\..*: expected at least one worked case/,
      ),
    );
  });

  test('a rule that no worked case reaches', () => {
    const folder = spoiled(
      'inpatient.yaml',
      '- { values: { 2006-01-01: "25200.00" } }',
      '- { values: { 2006-01-01: "25200.00", 2031-01-01: "26000.00" } }',
      'county-2006',
    );
    expect(checkPack(folder).problems.map((problem) => problemText(problem, 'en'))).toEqual([
      expect.stringMatching(
        /^county-2006\/inpatient\.yaml:\d+:\d+: inpatient\.limit\[0\]\.2031-01-01: expected at least one worked case that reaches this rule$/,
      ),
    ]);
  });
});
