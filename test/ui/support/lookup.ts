// What the scripted desk's searches find: the few departments, items and diagnoses of these tests.

import type { Lookup } from '../../../src/hospital/desk.ts';
import { departments, diagnoses, doctors, items } from './people.ts';

type Search<Of> = { readonly code: string; readonly name: string; readonly initials: string } & Of;

function like<Of>(list: readonly Search<Of>[], query: string): readonly Search<Of>[] {
  const typed = query.toLowerCase();
  return list.filter((one) => one.initials.startsWith(typed) || one.code.startsWith(typed) || one.name.includes(query));
}

export const lookup: Lookup = {
  departments: (query) => like(departments, query),
  doctors: () => doctors,
  items: (query) => like(items, query),
  diagnoses: (query) => like(diagnoses, query),
};
