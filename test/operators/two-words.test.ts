// Where a password takes the words of two, they are two people's: neither may be a word that one of them gave the other.

import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/operator.ts';
import { hashPassword } from '../../src/hospital/operators/password.ts';
import { house } from './house.ts';

const at = house();
const next = 'jade.river9';
const mine = 'quiet.harbor7';
const own = 'slow.lotus7';

function rosterOf(roles: Readonly<Record<string, Role>>) {
  return Object.entries(roles).map(([code, role]) => ({
    ...{ code, role, name: code, windows: [], practicePassword: `${code}${code}` },
  }));
}

describe('a new password', () => {
  it('of a witness is not first taken over, to be the second word of one person: of two, the trainer’s takes both', () => {
    const { operators, store, now } = at();
    const roster = rosterOf({ '1008': 'supervisor', '1018': 'supervisor', '1009': 'trainer', '1003': 'cashier' });
    for (const { code } of roster) store.operators.setPassword(code, hashPassword(own), { by: code }, now());
    const set = (of: string, password: string, second?: { code: string; password: string }) =>
      operators(false, roster).setPassword(of, { code: '1018', password: own }, password, second);
    expect(set('1009', mine)).toMatchObject({
      error: { kind: 'second-supervisor', remedy: { en: expect.stringContaining('the two supervisors') } },
    });
    expect(set('1009', mine, { code: '1003', password: own })).toMatchObject({ error: { kind: 'second-supervisor' } });
    expect(operators(false, roster).signIn('1009', own).ok).toBe(true);
    // With both it is set; but whoever typed it is not the trainer, who sets their own before it is a word besides.
    expect(set('1009', mine, { code: '1008', password: own }).ok).toBe(true);
    const another = {
      kind: 'set-by-another',
      remedy: { en: '1009 sets their own first: yibao-pos operator password 1009' },
    };
    expect(set('1008', next, { code: '1009', password: mine })).toMatchObject({ error: another });
    expect(operators(false, roster).maySetPassword('1008', '1018', '1009')).toMatchObject({ error: another });
    expect(operators(false, roster).signIn('1008', own).ok).toBe(true);
    const theirs = operators(false, roster).setPassword('1009', { code: '1009', password: mine }, 'calm.meadow5');
    expect(theirs.ok).toBe(true);
    expect(set('1008', next, { code: '1009', password: 'calm.meadow5' }).ok).toBe(true);
  });

  it('of one of three is not set by two of whom one gave the other the password, before a roster named them', () => {
    const { operators, store, now } = at();
    const roster = rosterOf({ '1008': 'supervisor', '1018': 'supervisor', '1028': 'supervisor' });
    for (const { code } of roster) store.operators.setPassword(code, hashPassword(own), { by: code }, now());
    store.operators.setPassword('1028', hashPassword(mine), { by: '1018' }, now());
    const set = (by: [string, string], second: [string, string]) =>
      operators(false, roster).setPassword('1008', { code: by[0], password: by[1] }, next, {
        code: second[0],
        password: second[1],
      });
    expect(set(['1018', own], ['1028', mine])).toMatchObject({ error: { kind: 'set-by-another' } });
    expect(set(['1028', mine], ['1018', own])).toMatchObject({ error: { kind: 'set-by-another' } });
    expect(operators(false, roster).signIn('1008', own).ok).toBe(true);
  });
});
