// The day's end as a cashier does it, and files that forget: what a statement is tried on.

import type { Approval, ApprovedAction, Operator } from '../../src/domain/operator.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import { approvalFor, type DayStatement, nextStep } from '../../src/hospital/statement/day-statement.ts';
import { backUp } from '../../src/training/backup.ts';
import { restore } from '../../src/training/restore.ts';
import { businessDay, type Window } from '../hospital/town.ts';
import type { CityTime } from './week.ts';

/** The day as it was last stated. */
export async function stated(window: Window): Promise<DayStatement> {
  const { statement } = await window.desk.settled();
  if (statement.at !== 'stated' && statement.at !== 'rows') throw new Error(JSON.stringify(statement));
  return statement.statement;
}

export async function stateDay(window: Window, day = businessDay): Promise<DayStatement> {
  window.desk.dispatch({ kind: 'day-asked', day, backUp: false });
  return stated(window);
}

export function allow(action: ApprovedAction, by: Operator, to: Operator): Approval {
  return { action, by, to };
}

/** A supervisor's word for whoever sits at a window. */
export function secondPerson(window: Window, action: ApprovedAction): Approval {
  return allow(action, { code: '9001', name: '组长', role: 'supervisor' }, window.desk.place.operator);
}

/** Does what comes next for the first row that has something to do. */
export async function mendFirst(window: Window, approval?: Approval): Promise<DeskSnapshot> {
  const { rows } = await stated(window);
  const row = rows.find((each) => nextStep(each).do !== 'nothing');
  if (!row) throw new Error('nothing to put right');
  window.desk.dispatch({ kind: 'line-opened', line: { insutype: row.insutype ?? '310', refund: row.refund } });
  window.desk.dispatch({ kind: 'row-to-mend', row, ...(approval && { approval }) });
  return window.desk.settled();
}

/** States the day and does what comes next, row by row, each with the second person that it needs, until nothing is left. */
export async function mendAll(window: Window): Promise<DayStatement> {
  await stateDay(window);
  for (let patience = 20; patience > 0; patience -= 1) {
    const statement = await stated(window);
    const row = statement.rows.find((each) => nextStep(each).do !== 'nothing');
    if (!row) return statement;
    const action = approvalFor(row, { window: window.desk.place.window, operator: window.desk.place.operator.code });
    await mendFirst(window, action && secondPerson(window, action));
  }
  throw new Error('the day does not become flat');
}

export interface Forgetting {
  readonly folder: string;
  /** The data file that forgets. */
  readonly name: string;
  readonly clock: CityTime;
  /** What it forgets. */
  readonly work: (window: Window) => Promise<unknown>;
  readonly window: Window;
  /** Everybody goes home. */
  readonly close: () => Promise<void>;
}

/** A file is backed up, then comes the work, then the file is restored: a real way for two sides to differ. */
export async function forget({ folder, name, clock, work, window, close }: Forgetting): Promise<void> {
  const copied = await backUp({ dataFolder: folder, names: [name], day: businessDay }, () => {});
  if (!copied.ok) throw new Error(copied.error.en);
  await work(window);
  await close();
  const restored = restore(copied.value[0] ?? '', folder, clock.now());
  if (!restored.ok) throw new Error(restored.error.cause.en);
}
