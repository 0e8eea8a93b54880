// What a hospital of the city has of its own, and how it is found: by initials, code or characters, best match first.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HospitalData, loadHospital, placeAt } from '../../src/hospital/hospital-fixtures.ts';
import { createLookup } from '../../src/hospital/lookup.ts';
import { cityOn, foundingDays } from './cities.ts';

function hospital(code: string): HospitalData {
  const data = loadHospital(code);
  if (!data.ok) throw new Error(JSON.stringify(data.error));
  return data.value;
}

const people = hospital('0001');
const lookup = createLookup(people);

describe('a hospital', () => {
  test.each(['0001', '0002', '0003'])(
    '%s has doctors in every department and a price for every registration',
    (number) => {
      const data = hospital(number);
      for (const department of data.departments) {
        expect(data.doctors.get(department.code)?.length).toBeGreaterThan(0);
        expect(data.items.some(({ code }) => code === department.registrationItem)).toBe(true);
      }
      expect(data.windows.length).toBeGreaterThan(0);
    },
  );

  test('the people’s hospital has 12 departments or more, 220 items or more, 60 diagnoses or more', () => {
    expect(people.departments.length).toBeGreaterThanOrEqual(12);
    expect(people.items.length).toBeGreaterThanOrEqual(220);
    expect(people.diagnoses.length).toBeGreaterThanOrEqual(60);
  });

  test('a hospital is found by its institution code as by its number; 李敏 sits at window 3 (10-counter)', () => {
    expect(hospital('H12990000001').hospital).toEqual(people.hospital);
    expect(placeAt(people, 3)).toMatchObject({ hospital: { level: 3 }, window: 3, operator: { name: '李敏' } });
    expect(placeAt(people, 99)).toBeUndefined();
  });

  test('every item of the catalogue has a price, and history was charged at it', () => {
    const { seed } = cityOn(foundingDays[0]!);
    const prices = new Map(people.items.map(({ code, price }) => [code, price]));
    expect(seed.catalogue.map(({ code }) => code)).toEqual([...prices.keys()]);
    for (const { item, price } of seed.people.flatMap(({ history }) => history.flatMap(({ lines }) => lines))) {
      expect(price).toBe(prices.get(item));
    }
  });

  test('阿莫西林胶囊 is class B, 5 %, 12.60 with a ceiling of 10.00 (8-cli)', () => {
    expect(lookup.items('阿莫西林胶囊')[0]).toMatchObject({
      class: 'B',
      selfPayRatio: '0.05',
      price: '12.60',
      ceiling: '10.00',
    });
  });

  test('a class A item has no self-pay share, a class B item one between, a class C item all of it (2-benefits, 1)', () => {
    for (const { class: itemClass, selfPayRatio, name } of people.items) {
      const ratio = Number(selfPayRatio);
      expect(itemClass === 'A' ? ratio === 0 : itemClass === 'C' ? ratio === 1 : ratio > 0 && ratio < 1, name).toBe(
        true,
      );
    }
  });

  test('initials have one letter for every Chinese character, and keep Latin letters and digits', () => {
    for (const { name, initials } of [...people.items, ...people.diagnoses, ...people.departments]) {
      const shape = name.normalize('NFKC').toLowerCase();
      const pattern = [...shape]
        .map((sign) => (/\p{Script=Han}/u.test(sign) ? '[a-z]' : /[a-z0-9]/.test(sign) ? sign : ''))
        .join('');
      expect(initials, name).toMatch(new RegExp(`^${pattern}$`));
    }
  });

  test('readings that a dictionary gets wrong are the medical ones: 阿胶 e, 参苓白术 s, 重组 c', () => {
    expect(lookup.items('ejbxkl')[0]?.name).toBe('阿胶补血颗粒');
    expect(lookup.items('slbzs')[0]?.name).toBe('参苓白术散');
    expect(lookup.items('czrc')[0]?.name).toBe('重组人促红素注射液');
  });
});

describe('lookup', () => {
  test('the exact match comes first, then beginnings, then the rest', () => {
    const names = lookup.departments('nk').map(({ name }) => name);
    expect(names[0]).toBe('内科');
    expect(names).toContain('神经内科');
    const codes = lookup.diagnoses('E11.9');
    expect(codes.map(({ name }) => name)).toEqual(['2型糖尿病']);
    expect(lookup.diagnoses('e11').map(({ code }) => code)).toEqual(['E11.9', 'E11.2']);
  });

  test('capitals, spaces and full-width letters of an input method find the same', () => {
    const plain = lookup.items('amxljn');
    expect(plain[0]?.name).toBe('阿莫西林胶囊');
    for (const typed of ['AMXLJN', 'amxl jn', 'ａｍｘｌｊｎ']) expect(lookup.items(typed)).toEqual(plain);
  });

  test('nothing typed answers everything, nonsense nothing', () => {
    expect(lookup.items('')).toEqual(people.items);
    expect(lookup.items('zzzzzzzz')).toEqual([]);
    expect(lookup.doctors(lookup.departments('nk')[0]!).length).toBeGreaterThan(0);
  });

  test('everything is found by its own code, initials and name, and a longer query never finds more', () => {
    fc.assert(
      fc.property(fc.constantFrom(...people.items), fc.nat(), (item, cut) => {
        expect(lookup.items(item.code)[0]).toBe(item);
        expect(lookup.items(item.initials)).toContain(item);
        expect(lookup.items(item.name)[0]).toBe(item);
        const part = item.initials.slice(0, 1 + (cut % item.initials.length));
        const wider = new Set(lookup.items(part));
        for (const found of lookup.items(item.initials)) expect(wider.has(found)).toBe(true);
      }),
    );
  });
});
