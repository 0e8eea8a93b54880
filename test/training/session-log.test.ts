// What is done at a window is put down in the words of a scenario, and done again from there, to the last row of the databases.

import { describe, expect, test } from 'vitest';
import { printedLines } from '../../src/training/print.ts';
import {
  entryLine,
  headLine,
  type LogEntry,
  type LogHead,
  readLog,
  type SessionLog,
} from '../../src/training/session/log.ts';
import { openPractice, type Practice } from '../../src/training/session/practice.ts';
import { replay } from '../../src/training/session/replay.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { asciicast } from '../../src/ui/cast/asciicast.ts';
import { createFilm } from '../../src/ui/cast/film.ts';
import { penFor } from '../../src/ui/language/pen.ts';
import { framesFor } from '../../src/ui/text/frames.ts';
import { stageAt, start } from './practice.ts';

const head: LogHead = { mode: 'visit', scenario: null, trainee: null, start, hospital: '0002', window: 1 };

async function practice(hospital = '0002') {
  const time = replayTime(start);
  const entries: LogEntry[] = [];
  const opened = await openPractice({
    stage: stageAt(time),
    hospital,
    time,
    listen: (entry) => void entries.push(entry),
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return { time, entries, practice: opened.value };
}

test('while the program is started anew the screen is looked at all the time; a window that was left is there again', async () => {
  const { practice: opened } = await practice('0001');
  await opened.play({ name: 'hospital', value: '0002' }, 'script');
  let looks = 0;
  const looking = setInterval(() => {
    const { queue, inFlight, day } = opened.desk.snapshot();
    looks += queue.refund.length + inFlight.length + day.paid + 1;
  }, 0);
  expect(await opened.play({ name: 'restart', value: null }, 'script')).toMatchObject({ ok: true });
  clearInterval(looking);
  expect(looks).toBeGreaterThan(0);
  expect(opened.window().desk.place.hospital.name).toBe('海河市中医医院');
  expect(await opened.play({ name: 'reconcile-at', value: '0001' }, 'script')).toMatchObject({ ok: true });
  await opened.end('left');
});

/** As a person would: with the hands and the desk, not as a script. */
async function ordinaryVisit({ desk, mock }: Practice, later: (seconds: number) => void): Promise<void> {
  const cardIn = new Promise<void>((resolve) => {
    const end = desk.reader.subscribe(({ kind }) => {
      if (kind !== 'card-in') return;
      end();
      resolve();
    });
  });
  mock.insert('wang-xiulan');
  await cardIn;
  await desk.settled();
  const after = async (seconds: number, act: () => void) => {
    later(seconds);
    act();
    await desk.settled();
  };
  await after(3, () => desk.dispatch({ kind: 'pin-entered', pin: '000000' }));
  await after(2, () => desk.dispatch({ kind: 'step-chosen', step: 'retry' }));
  await after(3, () => desk.dispatch({ kind: 'pin-entered', pin: '123456' }));
  const department = desk.lookup.departments('nk')[0]!;
  const doctor = desk.lookup.doctors(department)[1]!;
  const choice = { kind: 'ordinary', illness: undefined, department, doctor } as const;
  await after(4, () => desk.dispatch({ kind: 'choice-made', choice }));
  await after(1, () => desk.dispatch({ kind: 'confirmed' }));
  await after(1, () => desk.openStation('consult'));
  const ticket = desk.snapshot().queue.consult[0]!;
  await after(1, () => desk.dispatch({ kind: 'ticket-opened', ticket, to: 'consult' }));
  await after(1, () => desk.dispatch({ kind: 'diagnosis-set', diagnosis: desk.lookup.diagnoses('gxy')[0]! }));
  const item = desk.lookup.items('阿莫西林胶囊')[0]!;
  await after(9, () => desk.dispatch({ kind: 'line-added', item, quantity: '2', days: 3 }));
  await after(1, () => desk.dispatch({ kind: 'orders-sent' }));
  await after(70, () => desk.openStation('pay'));
  await after(1, () => desk.dispatch({ kind: 'confirmed' }));
  await after(5, () => desk.dispatch({ kind: 'cash-tendered', tendered: 1000 as never }));
}

async function film(log: SessionLog): Promise<string> {
  const size = { columns: 80, rows: 24 };
  const taken = createFilm({
    pen: penFor('zh', framesFor('one')),
    size,
    ambiguous: 'one',
    receipt: (practice) => (printed) => printedLines(practice.desk.place, printed),
  });
  const replayed = await replay({ log, stageAt, onStep: (practice, _entry, time) => taken.take(practice, time) });
  if (!replayed.ok) throw new Error(JSON.stringify(replayed.error));
  taken.close();
  return asciicast({ ...size, title: 'visit' }, taken.frames());
}

describe('a session is put down, and is the same when it is played again', () => {
  test('a visit by hand: the replay sees the same and leaves the same databases', async () => {
    const lived = await practice();
    let now = 0;
    await ordinaryVisit(lived.practice, (seconds) => {
      now += seconds * 1000;
      lived.time.goTo(now);
    });
    expect(lived.practice.desk.snapshot().visit.at).toBe('paid');
    const hash = await lived.practice.end('done');
    const text = [headLine(head), ...lived.entries.map(entryLine), ''].join('\n');
    const log = readLog(text);
    if (!log.ok) throw new Error(JSON.stringify(log.error));
    const replayed = await replay({ log: log.value, stageAt });
    if (!replayed.ok) throw new Error(JSON.stringify(replayed.error));
    expect(replayed.value.differences).toEqual([]);
    expect(replayed.value.hash).toBe(hash);
    expect(replayed.value.entries.map(entryLine)).toEqual(lived.entries.map(entryLine));
  });

  test('two films of one log are the same to the byte, and are an asciicast of version 2', async () => {
    const lived = await practice();
    let now = 0;
    await ordinaryVisit(lived.practice, (seconds) => {
      now += seconds * 1000;
      lived.time.goTo(now);
    });
    await lived.practice.end('done');
    const log = { head, entries: lived.entries };
    const [one, other] = [await film(log), await film(log)];
    expect(other).toBe(one);
    const [first = '', ...events] = one.trimEnd().split('\n');
    expect(JSON.parse(first)).toMatchObject({ version: 2, width: 80, height: 24 });
    const read = events.map((event) => JSON.parse(event) as [number, string, string]);
    expect(read.length).toBeGreaterThan(10);
    expect(read.every(([at, kind], index) => kind === 'o' && at >= (read[index - 1]?.[0] ?? 0))).toBe(true);
    expect(read.at(-1)?.[2]).toContain('找零');
  });

  test('no digit of a PIN is in a log: it keeps whether it was the right one', async () => {
    const lived = await practice();
    let now = 0;
    await ordinaryVisit(lived.practice, (seconds) => {
      now += seconds * 1000;
      lived.time.goTo(now);
    });
    await lived.practice.end('done');
    const text = lived.entries.map(entryLine).join('\n');
    expect(text).toContain('{"pin":"wrong"}');
    expect(text).toContain('{"pin":"right"}');
    expect(text).not.toContain('123456');
  });
});

describe('who proves themselves at the window', () => {
  test('a wrong password of the second person and a change of operators are played again; no password is in the log', async () => {
    const lived = await practice();
    const { desk } = lived.practice;
    let now = 0;
    await ordinaryVisit(lived.practice, (seconds) => {
      now += seconds * 1000;
      lived.time.goTo(now);
    });
    const later = async (act: () => unknown) => {
      now += 7000;
      lived.time.goTo(now);
      const answer = act();
      await desk.settled();
      return answer as { readonly ok: boolean; readonly value: never };
    };
    const { roster } = lived.practice.window().data;
    const passwordOf = (code: string) => roster.find((each) => each.code === code)!.practicePassword;
    const supervisor = roster.find(({ role }) => role === 'supervisor')!.code;
    const other = roster.find(({ role, code }) => role === 'cashier' && code !== desk.place.operator.code)!.code;
    await later(() => desk.dispatch({ kind: 'confirmed' }));
    await later(() => desk.openStation('refund'));
    const [ticket] = desk.snapshot().queue.refund;
    await later(() => desk.dispatch({ kind: 'refund-asked', wanted: { ticket: ticket!.number } }));
    await later(() => desk.dispatch({ kind: 'line-returned', place: 0, quantity: '1' }));
    await later(() => desk.dispatch({ kind: 'confirmed' }));
    expect((await later(() => desk.approve('refund', supervisor, 'geheim-1'))).ok).toBe(false);
    // Typed in the wrong field, it names nobody: nothing is kept of it.
    expect((await later(() => desk.approve('refund', 'geheim-2', ''))).ok).toBe(false);
    // As the screen does it: the word, and at once what it was wanted for.
    await later(() => {
      const word = desk.approve('refund', supervisor, passwordOf(supervisor));
      if (word.ok) desk.dispatch({ kind: 'refund-approved', approval: word.value });
    });
    expect(desk.snapshot().visit).toMatchObject({ refund: { at: 'refunded' } });
    await later(() => desk.lock());
    await later(() => desk.signIn(other, 'geheim-3'));
    await later(() => desk.signIn(other, passwordOf(other)));
    const hash = await lived.practice.end('done');
    const text = [headLine(head), ...lived.entries.map(entryLine), ''].join('\n');
    expect(text).not.toContain('geheim');
    expect(text).not.toContain(passwordOf(supervisor));
    expect(text).toContain(`{"approve":{"by":"${supervisor}","password":"wrong"}}`);
    expect(text).toContain(`{"sign-in":{"by":"${other}","password":"wrong"}}`);
    const log = readLog(text);
    if (!log.ok) throw new Error(JSON.stringify(log.error));
    const replayed = await replay({ log: log.value, stageAt });
    if (!replayed.ok) throw new Error(JSON.stringify(replayed.error));
    expect(replayed.value.differences).toEqual([]);
    expect(replayed.value.hash).toBe(hash);
  });
});
