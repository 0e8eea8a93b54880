// The hospital's roster: who works there as what, who sits at which window, who begins with which practice password.

import type { ColumnRule, FixtureProblem, TableRow } from '../../domain/fixture-table.ts';
import type { Operator, Role } from '../../domain/operator.ts';

/** Someone of the roster. */
export interface RosterEntry extends Operator {
  /** The windows that they sit at; none for those who are called. */
  readonly windows: readonly number[];
  /** For practice, until its owner sets another. */
  readonly practicePassword: string;
}

const roles: readonly Role[] = ['cashier', 'doctor', 'supervisor', 'trainer'];

export const rosterRules = {
  hospital: { pattern: /^\d{4}$/, expected: 'a hospital number of 4 digits' },
  code: { pattern: /^\d{4}$/, expected: 'a staff code of 4 digits', unique: true },
  name: { pattern: /^\S.*$/, expected: 'a name' },
  role: { pattern: new RegExp(`^(${roles.join('|')})$`), expected: `one of ${roles.join(', ')}` },
  windows: { pattern: /^([1-9]\d?( [1-9]\d?)*)?$/, expected: 'window numbers from 1, a blank between, or nothing' },
  password: { pattern: /^[!-~]{8,64}$/, expected: 'a practice password of 8 to 64 letters, digits or signs' },
} as const satisfies Record<string, ColumnRule>;

export type RosterRow = TableRow<keyof typeof rosterRules>;

function entryOf({ cells }: RosterRow): RosterEntry {
  const { code, name, role, windows, password } = cells;
  return {
    code,
    name,
    // The column's own rule admits no other word.
    role: role as Role,
    windows: windows === '' ? [] : windows.split(' ').map(Number),
    practicePassword: password,
  };
}

/**
 * The roster of one hospital. Kept as problems: two at one window, a doctor whom the hospital does not have, nobody who
 * answers for the windows or nobody who teaches.
 */
export function rosterOf(
  hospital: string,
  rows: readonly RosterRow[],
  isDoctor: (code: string, name: string) => boolean,
  problems: FixtureProblem[],
): readonly RosterEntry[] {
  const ours = rows.filter(({ cells }) => cells.hospital === hospital);
  const taken = new Set<number>();
  for (const row of ours) {
    const { code, name, role, windows } = entryOf(row);
    if (role === 'doctor' && !isDoctor(code, name)) {
      problems.push(row.problemAt('code', 'number and name of a doctor of this hospital'));
    }
    for (const window of windows) {
      if (taken.has(window)) problems.push(row.problemAt('windows', `a window of their own; ${window} is taken`));
      taken.add(window);
    }
  }
  for (const role of ['supervisor', 'trainer'] as const) {
    const last = ours.at(-1);
    if (last && !ours.some(({ cells }) => cells.role === role)) {
      problems.push(last.problemAt('role', `at least one ${role} in hospital ${hospital}`));
    }
  }
  return ours.map(entryOf);
}

/** Who sits at which window, by window. */
export function windowsOf(roster: readonly RosterEntry[]) {
  return roster
    .flatMap(({ windows, code, name, role }) => windows.map((window) => ({ window, operator: { code, name, role } })))
    .sort((one, other) => one.window - other.window);
}
