// The real center can be founded with the city on any of the days, and its ledgers come out as the cards list tells.

import { describe, expect, test } from 'vitest';
import { openCenter } from '../../src/center/center.ts';
import { type CalendarDate, timestampOf, yearOf } from '../../src/domain/date.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { cityOn, foundingDays } from './cities.ts';

function pack() {
  const loaded = loadPack('tianjin-2011');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

function founded(day: CalendarDate) {
  const center = openCenter({
    file: ':memory:',
    seed: cityOn(day).seed,
    pack: pack(),
    clock: { now: () => timestampOf(day, '09:00:00') },
  });
  if (!center.ok) throw new Error(JSON.stringify(center.error));
  return center.value;
}

describe.each(foundingDays)('the center founded on %s', (day) => {
  test('finds no contradiction in its ledgers', () => {
    const center = founded(day);
    expect(center.inspection.contradictions()).toEqual([]);
    center.close();
  });

  test.each([
    ['wang-xiulan', 'outpatient', 1_596_62, 'is past her deductible of 700'],
    ['wang-xiulan', 'special-illness', 1_566_93, 'has a ledger of its own for diabetes'],
    ['li-jianguo', 'outpatient', 769_47, 'stands just below the deductible of 800'],
    ['cheng-guoping', 'outpatient', 5_378_00, 'has little left of the limit of 5 500'],
  ])('%s, %s: %i fen in scope: %s (deck 000, 城镇职工门急诊)', (id, benefit, inScope) => {
    const center = founded(day);
    const { psnNo, account } = cityOn(day).people.get(id)!;
    expect(center.inspection.ledger(psnNo, yearOf(day), benefit).inScope).toBe(inScope);
    expect(center.inspection.person(psnNo)?.person.account).toBe(account);
    center.close();
  });
});
