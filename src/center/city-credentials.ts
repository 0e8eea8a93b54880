// What stands for the people of the city besides their cards: the PIN that the center keeps for each, as a salted hash, and
// the unique part of their e-voucher. From credentials.csv.

import type { FixtureProblem } from '../domain/fixture-table.ts';
import { failure, ok } from '../domain/result.ts';
import { type Read, tableOf } from './city-files.ts';
import type { CredentialSeed } from './city-seed.ts';
import { slug } from './city-tables.ts';

const rules = {
  person: { ...slug, unique: true },
  voucher: { pattern: /^\d{17}$/, expected: 'the unique part of an e-voucher, 17 digits', unique: true },
  salt: { pattern: /^[0-9a-f]{32}$/, expected: '32 hex digits', unique: true },
  hash: { pattern: /^[0-9a-f]{64}$/, expected: '64 hex digits' },
  tries: { pattern: /^[0-6]?$/, expected: 'tries from 0 to 6, or nothing' },
};

/** By the id of the person. `people`: those who may be named. */
export function readCredentials(
  folder: string,
  people: ReadonlySet<string>,
): Read<ReadonlyMap<string, CredentialSeed>> {
  const rows = tableOf(folder, 'city/credentials.csv', rules);
  if (!rows.ok) return rows;
  const problems: FixtureProblem[] = [];
  const found = new Map<string, CredentialSeed>();
  for (const { cells, problemAt } of rows.value) {
    const { person, voucher, salt, hash, tries } = cells;
    if (!people.has(person)) problems.push(problemAt('person', `a person of the center; ${person} is none`));
    found.set(person, { voucher, pin: { salt, hash }, ...(tries === '' ? {} : { triesLeft: Number(tries) }) });
  }
  return problems.length > 0 ? failure(problems) : ok(found);
}
