// Nothing that somebody does at a counter is forgotten by its log: every kind of event, everything that a key may bring about and
// every act at a desk is either put down as a step or named here, and then it leaves every row as it was.

import { expect, test } from 'vitest';
import { dateOf } from '../../src/domain/date.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { Desk, DeskEvent } from '../../src/hospital/desk.ts';
import type { ComparedRow } from '../../src/hospital/statement/day-statement.ts';
import { type StepName, stepSchemas } from '../../src/training/scenario/steps.ts';
import { contentHash } from '../../src/training/session/content-hash.ts';
import type { LogEntry } from '../../src/training/session/log.ts';
import { openPractice, type Practice } from '../../src/training/session/practice.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { carryOut } from '../../src/ui/carry-out.ts';
import type { Effect } from '../../src/ui/model/moment.ts';
import { firstScreen } from '../../src/ui/model/state.ts';
import { trayHand } from '../../src/ui/tray-hand.ts';
import { stageAt, start } from './practice.ts';

async function opened() {
  const time = replayTime(start);
  const entries: LogEntry[] = [];
  const listen = (entry: LogEntry) => void entries.push(entry);
  const practice = await openPractice({ stage: stageAt(time), hospital: '0002', time, listen });
  if (!practice.ok) throw new Error(JSON.stringify(practice.error));
  const steps = () => entries.flatMap((entry) => ('did' in entry ? [entry.did.name] : []));
  return { practice: practice.value, steps };
}

const hashOf = (practice: Practice) => contentHash(practice.city(), [practice.window()]);

/** The row of a statement, of somebody who settled here and whose settlement the center lost. */
const row: ComparedRow = {
  verdict: 'hospital-more',
  refund: '0',
  insutype: '310',
  psnNo: '1',
  patient: '王',
  mdtrtId: 'M',
  settlementId: 'S',
  msgid: 'G',
  infno: '2207A',
  own: {
    insutype: '310',
    refund: '0',
    total: 0 as Fen,
    fund: 0 as Fen,
    account: 0 as Fen,
    psnNo: '1',
    mdtrtId: 'M',
    settlementId: 'S',
    msgid: 'G',
    patient: '王',
    ticket: undefined,
    receipt: 'R',
    cash: 0 as Fen,
    cashTaken: 0 as Fen,
    sentBy: undefined,
  },
  center: undefined,
  sentBy: undefined,
  heldBy: undefined,
  said: '',
};

type Events = {
  readonly [Kind in DeskEvent['kind']]: readonly [Extract<DeskEvent, { kind: Kind }>, StepName | 'nothing'];
};

/** Another kind of event does not compile until it stands here. */
function everyEvent({ desk }: Practice): Events {
  const [department] = desk.lookup.departments('nk');
  const [doctor] = desk.lookup.doctors(department!);
  const [item] = desk.lookup.items('阿莫西林');
  const [diagnosis] = desk.lookup.diagnoses('gxy');
  const choice = { kind: 'ordinary', illness: undefined, department: department!, doctor: doctor! } as const;
  const supervisor = { code: '2008', name: '宋佳音', role: 'supervisor' } as const;
  const approval = { action: 'refund', by: supervisor, to: desk.place.operator } as const;
  const ticket = { number: '20110815-0001', patient: { holder: {} }, stage: { at: 'paid' } } as never;
  const day = dateOf('2011-08-15');
  return {
    'pin-entered': [{ kind: 'pin-entered', pin: '000000' }, 'pin'],
    'voucher-scanned': [{ kind: 'voucher-scanned', scanned: '1'.repeat(28) }, 'voucher'],
    'choice-made': [{ kind: 'choice-made', choice }, 'register'],
    confirmed: [{ kind: 'confirmed' }, 'confirm'],
    'cash-tendered': [{ kind: 'cash-tendered', tendered: 100 as Fen }, 'tender'],
    'step-chosen': [{ kind: 'step-chosen', step: 'retry' }, 'choose'],
    back: [{ kind: 'back' }, 'back'],
    'ticket-opened': [{ kind: 'ticket-opened', ticket, to: 'pay' }, 'open'],
    'diagnosis-set': [{ kind: 'diagnosis-set', diagnosis: diagnosis! }, 'diagnose'],
    'line-added': [{ kind: 'line-added', item: item!, quantity: '1', days: undefined }, 'order'],
    'line-removed': [{ kind: 'line-removed', index: 0 }, 'strike'],
    'line-changed': [{ kind: 'line-changed', index: 0, quantity: '1', days: 2 }, 'change'],
    'orders-sent': [{ kind: 'orders-sent' }, 'send'],
    'reconcile-asked': [{ kind: 'reconcile-asked' }, 'reconcile'],
    'refund-asked': [{ kind: 'refund-asked', wanted: { ticket: '20110815-0001' } }, 'refund'],
    'line-returned': [{ kind: 'line-returned', place: 0, quantity: '1' }, 'return'],
    'refund-approved': [{ kind: 'refund-approved', approval }, 'approve'],
    // The desk's own: a key opens a station by the desk's `openStation`, which is a step.
    'station-opened': [{ kind: 'station-opened' }, 'nothing'],
    'day-asked': [{ kind: 'day-asked', day, backUp: false }, 'state-day'],
    'row-to-mend': [{ kind: 'row-to-mend', row }, 'mend-row'],
    // The way to a row and back: looked at, and nothing else.
    'line-opened': [{ kind: 'line-opened', line: { insutype: '310', refund: '0' } }, 'nothing'],
    'statement-back': [{ kind: 'statement-back' }, 'nothing'],
  };
}

test('every event of a desk is put down as a step that the language of scenarios has, or leaves every row as it was', async () => {
  const { practice, steps } = await opened();
  for (const [kind, [event, step]] of Object.entries(everyEvent(practice))) {
    const [already, before] = [steps().length, hashOf(practice)];
    practice.desk.dispatch(event);
    await practice.settled();
    expect([kind, ...steps().slice(already)]).toEqual(step === 'nothing' ? [kind] : [kind, step]);
    if (step === 'nothing') expect([kind, hashOf(practice)]).toEqual([kind, before]);
    else expect(Object.keys(stepSchemas)).toContain(step);
  }
  await practice.end('left');
});

type Effects = { readonly [Do in Effect['do']]: readonly [Extract<Effect, { do: Do }>, readonly StepName[]] };

const wanted = {
  action: 'refund',
  about: { zh: '', en: '' },
  next: () => ({ kind: 'confirmed' }) as const,
} as const;

/** All that a key may bring about; those without a step are about the screen. */
const everyEffect: Effects = {
  dispatch: [{ do: 'dispatch', event: { kind: 'confirmed' } }, ['confirm']],
  'open-station': [{ do: 'open-station', station: 'refund' }, ['station']],
  'insert-card': [{ do: 'insert-card', card: 'wang-xiulan' }, ['insert']],
  'pull-card': [{ do: 'pull-card' }, ['remove']],
  'lay-id-card': [{ do: 'lay-id-card', card: 'wang-xiulan' }, ['id-card']],
  'take-id-card': [{ do: 'take-id-card' }, ['remove-id-card']],
  'set-fault': [{ do: 'set-fault', fault: 'mute-card' }, ['fault']],
  'clear-faults': [{ do: 'clear-faults' }, ['clear']],
  'set-line': [{ do: 'set-line', line: 'lose-next-answer' }, ['line', 'line']],
  approve: [{ do: 'approve', wanted, code: '2008', password: 'x' }, ['approve']],
  lock: [{ do: 'lock' }, ['lock']],
  'sign-in': [{ do: 'sign-in', code: '2002', password: 'x' }, ['sign-in']],
  print: [{ do: 'print', of: undefined as never }, []],
  repaint: [{ do: 'repaint' }, []],
  say: [{ do: 'say', notice: { text: { zh: '', en: '' }, meaning: 'fine' } }, []],
  quit: [{ do: 'quit' }, []],
};

test('everything that a key may bring about is put down, but for what is about the screen', async () => {
  const { practice, steps } = await opened();
  const { desk, mock, idMock, line } = practice;
  const hands = {
    desk,
    tray: trayHand(mock, [], line, [], { ...(idMock && { idMock }) }),
    receipt: () => [],
    onPrint: () => {},
    onRepaint: () => {},
    onQuit: () => {},
  };
  for (const [effect, expected] of Object.values(everyEffect)) {
    const [already, before] = [steps().length, hashOf(practice)];
    carryOut(effect, hands, { stands: () => firstScreen, inLine: () => firstScreen });
    await practice.settled();
    expect([effect.do, ...steps().slice(already)]).toEqual([effect.do, ...expected]);
    if (expected.length === 0) expect([effect.do, hashOf(practice)]).toEqual([effect.do, before]);
  }
  await practice.end('left');
});

/** Another act of a desk does not compile until it stands here. */
const everyAct: { readonly [Act in keyof Desk]: 'looks only' | 'by a key' | ((desk: Desk) => unknown) } = {
  place: 'looks only',
  lookup: 'looks only',
  reader: 'looks only',
  snapshot: 'looks only',
  subscribe: 'looks only',
  settled: 'looks only',
  signIn: 'by a key',
  lock: 'by a key',
  approve: 'by a key',
  dispatch: 'by a key',
  openStation: 'by a key',
  // Reads anew what others wrote; a practice has no others.
  refresh: (desk) => desk.refresh(),
  // A window that is idle tidies up by itself; one of a practice leaves it to whoever reconciles.
  tidy: (desk) => desk.tidy(),
  close: (desk) => desk.close(),
};

test('what a desk does that is no key’s is not put down, and leaves every row as it was', async () => {
  const { practice, steps } = await opened();
  await practice.play({ name: 'insert', value: 'wang-xiulan' }, 'script');
  await practice.play({ name: 'pin', value: 'right' }, 'script');
  const [already, before] = [steps(), hashOf(practice)];
  for (const act of Object.values(everyAct)) if (typeof act === 'function') await act(practice.desk);
  await practice.settled();
  expect([steps(), hashOf(practice)]).toEqual([already, before]);
  await practice.end('left');
});
