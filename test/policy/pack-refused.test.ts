// Rule packs as data, loaded strictly: every complaint has its place. Bands, days and rows: pack-refused-values.test.ts.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rulesFolder } from '../../src/policy/rules-folder.ts';
import { complaintsOf, spoiled } from './spoiled-pack.ts';

describe('a pack that is not in order is refused, with file, line, column, key and what was expected', () => {
  test.each([
    [
      'a figure that is not quoted',
      'deductibles.yaml',
      '"600.00"',
      '600.00',
      /deductibles\.yaml:9:\d+: .*rows\[0\]\.values\.2011-01-01: expected a figure in quotes/,
    ],
    [
      'an unknown key',
      'deductibles.yaml',
      'unit: yuan',
      'unit: yuan\n    colour: red',
      /deductibles\.yaml:7:5: parameters\.employee-outpatient\.deductible\.colour: expected no such key/,
    ],
    [
      'an unknown fact',
      'deductibles.yaml',
      'veteranWorker: true',
      'veteran: true',
      /deductibles\.yaml:9:\d+: .*when\.veteran: expected no such key/,
    ],
    [
      'a value that a fact cannot take',
      'rates.yaml',
      'level: 1 }',
      'level: 4 }',
      /rates\.yaml:12:\d+: .*when\.level: expected a value that this fact can take, found 4/,
    ],
    [
      'a value without a source',
      'deductibles.yaml',
      /^ {4}source:.*\n/m,
      '',
      /deductibles\.yaml:8:\d+: .*rows\[0\]: expected a source/,
    ],
    [
      'a waiting period of a parameter that is not there',
      'waiting-period.yaml',
      'months: waiting-period.months',
      'months: waiting-period.weeks',
      /waiting-period\.yaml:13:\d+: waitingPeriod\.months: expected the name of a parameter of this pack, found waiting-period\.weeks/,
    ],
    [
      'a waiting period that somebody has no value of',
      'waiting-period.yaml',
      '{ values',
      '{ when: { scheme: employee }, values',
      /waiting-period\.yaml:5:\d+: waiting-period\.months: expected a value from 2011-01-01 for .*resident.* \(waitingPeriod uses it\)/,
    ],
    [
      'an unknown document',
      'deductibles.yaml',
      'document: deck-000',
      'document: deck-999',
      /deductibles\.yaml:7:\d+: .*expected a document of pack\.yaml: deck-000, agreement-002, found deck-999/,
    ],
    [
      'an assumption without its reason',
      'limits.yaml',
      /^ {4}why:\n.*\n.*\n/m,
      '',
      /limits\.yaml:\d+:\d+: .*an assumption with `why` beside it/,
    ],
    [
      'a day that does not exist',
      'deductibles.yaml',
      '2011-01-01: "600.00"',
      '2011-02-30: "600.00"',
      /deductibles\.yaml:9:\d+: .*an existing day as yyyy-MM-dd/,
    ],
    [
      'an amount of three decimals',
      'deductibles.yaml',
      '"600.00"',
      '"600.001"',
      /deductibles\.yaml:9:\d+: .*an amount of at most two decimals.*found 600\.001/,
    ],
    ['a ratio above one', 'rates.yaml', '"0.95"', '"1.5"', /rates\.yaml:10:\d+: .*a ratio from 0 to 1.*found 1\.5/],
    [
      'an unknown mechanism',
      'employees.yaml',
      '- deductible:',
      '- deductable:',
      /employees\.yaml:10:\d+: .*expected one of waiting, deductible, .*rate, .*found deductable/,
    ],
    [
      'a missing argument',
      'employees.yaml',
      ', fund: hifob_pay',
      '',
      /employees\.yaml:12:\d+: .*expected the argument fund of rate/,
    ],
    [
      'an argument too many',
      'employees.yaml',
      ', fund: hifob_pay',
      ', fund: hifob_pay, tax: x',
      /employees\.yaml:12:\d+: .*tax: expected one of when, of, fund/,
    ],
    [
      'an unknown fund',
      'employees.yaml',
      'fund: hifob_pay',
      'fund: treasury',
      /employees\.yaml:12:\d+: .*fund: expected one of hifp_pay.*found treasury/,
    ],
    [
      'an unknown parameter',
      'employees.yaml',
      'of: employee-outpatient.rate',
      'of: employee-outpatient.rat',
      /employees\.yaml:12:\d+: .*the name of a parameter of this pack/,
    ],
    [
      'a parameter of another unit',
      'employees.yaml',
      'of: employee-outpatient.rate',
      'of: employee-outpatient.limit',
      /employees\.yaml:12:\d+: .*a parameter whose unit is ratio/,
    ],
    [
      'a choice that the mechanism does not know',
      'limits.yaml',
      '2011-01-01: expense',
      '2011-01-01: income',
      /employees\.yaml:11:\d+: .*on: expected one of expense, fund, found limit\.on: income/,
    ],
    [
      'a person without a rate',
      'rates.yaml',
      /^.*status: retired, level: 3.*\n/m,
      '',
      /rates\.yaml:5:\d+: employee-outpatient\.rate: expected a value from 2011-01-01 for scheme employee, status retired, .*level 3/,
    ],
    [
      'a value that begins later than the pack',
      'rates.yaml',
      /(status: retired, level: 3.*)2011-01-01/,
      '$12011-01-02',
      /rates\.yaml:5:\d+: employee-outpatient\.rate: expected a value from 2011-01-01 for scheme employee, status retired/,
    ],
    [
      'a parameter that nothing uses',
      'civil-servants.yaml',
      /^ {4}unused: \*inpatient\n/m,
      '',
      /civil-servants\.yaml:34:3: parameters\.civil-servant-inpatient\.large-amount-rate: expected to be used by a benefit/,
    ],
    [
      'two equal keys',
      'deductibles.yaml',
      'unit: yuan',
      'unit: yuan\n    unit: yuan',
      /deductibles\.yaml:7:\d+: expected valid YAML .*unique/,
    ],
    [
      'a file that is not there',
      'pack.yaml',
      'lines.yaml',
      'lignes.yaml',
      /lignes\.yaml:1:1: expected a readable file \(ENOENT\)/,
    ],
    [
      'steps and nothing at once',
      'employees.yaml',
      'ledger: outpatient',
      'ledger: outpatient\n    grants: nothing\n    prompt: no-outpatient-benefit',
      /employees\.yaml:\d+:\d+: benefits\.employee-outpatient: expected either steps, or grants/,
    ],
    [
      'no payers',
      'payers.yaml',
      /^payers:\n(.*\n)*/m,
      'illnesses: {}\n',
      /pack\.yaml:\d+:\d+: expected payers, in one of/,
    ],
    [
      'a file of the folder that is not listed',
      'pack.yaml',
      ', payers.yaml',
      '',
      /pack\.yaml:18:1: files: expected every rule file of the folder, found payers\.yaml/,
    ],
    [
      'a file listed twice',
      'pack.yaml',
      'lines.yaml,',
      'lines.yaml, lines.yaml,',
      /pack\.yaml:18:21: files\[1\]: expected each file only once, found lines\.yaml/,
    ],
    [
      'a file of another folder',
      'pack.yaml',
      'files: [',
      'files: [../youxi/inpatient.yaml, ',
      /pack\.yaml:18:9: files\[0\]: expected another file of this folder, found \.\.\/youxi\/inpatient\.yaml/,
    ],
    [
      'a name that is not its folder’s',
      'pack.yaml',
      'pack: tianjin-2011',
      'pack: tianjin-2012',
      /pack\.yaml:4:7: pack: expected the name of its folder, tianjin-2011, found tianjin-2012/,
    ],
    [
      'a fee-line rule given twice for a class',
      'lines.yaml',
      'mechanism: prior-self-pay\n    classes: [B]',
      'mechanism: ceiling\n    classes: [B]',
      /lines\.yaml:11:15: lines\[2\]\.classes\[0\]: expected a rule that is given once for each class, found B/,
    ],
  ])('%s', (_what, file, piece, by, expected) => {
    const complaints = complaintsOf(spoiled(file, piece, by)).join('\n');
    expect(complaints).toMatch(expected);
  });

  test('a reading that the pack does not have', () => {
    expect(complaintsOf(`${join(rulesFolder(), 'tianjin-2011')}+limit-on-moon`)[0]).toMatch(
      /pack\.yaml:\d+:\d+: pack: expected a variant of this pack: limit-on-fund, found limit-on-moon/,
    );
  });

  test('every problem is told at once, not only the first', () => {
    const folder = spoiled('employees.yaml', 'fund: hifob_pay', 'fund: treasury');
    const path = join(folder, 'rates.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"0.95"', '"95"'));
    expect(complaintsOf(folder)).toHaveLength(2);
  });
});
