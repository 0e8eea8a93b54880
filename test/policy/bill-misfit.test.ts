// A bill that is well written, but that its pack cannot settle or that cannot be true: which key stands in the way.

import { describe, expect, test } from 'vitest';
import { billFromText, misfit } from '../../src/policy/bill-input.ts';
import { problemText } from '../../src/policy/positioned-yaml.ts';
import { changed, example } from './example-bill.ts';
import { packNamed } from './packs.ts';

describe('what the pack cannot settle', () => {
  const pack = packNamed('tianjin-2011');
  const misfitOf = (text: string) => {
    const read = billFromText(text, 'bill.yaml');
    if (!read.ok) throw new Error(read.error.map((problem) => problemText(problem, 'en')).join('\n'));
    return misfit(pack, read.value.input.bill);
  };

  test('the example fits', () => expect(misfitOf(example)).toBeUndefined());
  test('a day before the pack begins', () => {
    expect(misfitOf(changed('2011-08-10', '2010-12-31'))).toMatchObject({ path: ['date'] });
  });
  test('an inpatient visit: the deck has no inpatient table', () => {
    expect(misfitOf(changed('visit: outpatient', 'visit: inpatient'))).toMatchObject({ path: ['visit'] });
  });
  test('an illness code that Tianjin did not use', () => {
    const special = changed('visit: outpatient', 'visit: special-illness');
    expect(misfitOf(special)).toBeUndefined();
    expect(misfitOf(special.replace('illness: 4', 'illness: 12'))).toMatchObject({ path: ['illness'] });
    expect(misfitOf(special.replace('illness: 4', 'illness: "22"'))).toBeUndefined();
  });
  test('a veteran worker in service: a veteran worker is retired (2-benefits, section 2)', () => {
    const veteran = changed('veteranWorker: false', 'veteranWorker: true');
    expect(misfitOf(veteran)).toBeUndefined();
    expect(misfitOf(veteran.replace('status: retired', 'status: in-service'))).toMatchObject({
      path: ['person', 'status'],
    });
  });
  test('more deductible taken than there was in-scope expense', () => {
    expect(misfitOf(changed('deductible: "700.00"', 'deductible: "1200.00"'))).toBeUndefined();
    expect(misfitOf(changed('deductible: "700.00"', 'deductible: "1200.01"'))).toMatchObject({
      path: ['ledger', 'deductible'],
    });
  });
});
