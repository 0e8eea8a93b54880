// The class without processes: what a command is, what the instructor's book makes of a counter's tape, and that what a trainer
// does is neither the trainee's merit nor their time.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText, parseClassAddress } from '../../src/training/class/class-address.ts';
import { ClassBook, type ClassEvent, type Seat, type Sending } from '../../src/training/class/class-book.ts';
import { eventData, readOrder } from '../../src/training/class/class-lines.ts';
import { type ClassCommand, commandData, commandFrom } from '../../src/training/class/command.ts';
import { type Now, type Report, readReport, reportText, type TapeItem } from '../../src/training/class/report.ts';
import { Tape } from '../../src/training/class/tape.ts';
import { recordsIn } from '../../src/training/records/records.ts';
import type { TrainingResult } from '../../src/training/records/result.ts';
import { merged } from '../../src/training/report/merge.ts';
import { keepReceived } from '../../src/training/report/receive.ts';
import { keyName } from '../../src/ui/keys/key.ts';
import { keyNamed } from '../../src/ui/keys/key-named.ts';
import { temporaryFolder } from '../support/program.ts';
import { start } from './practice.ts';

const now: Now = {
  at: 'working',
  title: null,
  patient: '王*兰',
  card: 'wang-xiulan',
  next: null,
  seconds: 3,
  score: { points: 1, of: 60 },
  held: 'free',
  screen: ['挂号'],
};
const one = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';
const result: TrainingResult = {
  kind: 'drill',
  trainee: 'T 07',
  class: '',
  at: '2026-03-02 10:00:00',
  item: 'ordinary-visit',
  title: { zh: '题', en: 't' },
  prompts: [],
  points: 3,
  of: 60,
  parts: [],
  seconds: 9,
  keys: 4,
  hints: 0,
};
const items: readonly TapeItem[] = [
  { head: { mode: 'drill', scenario: 'ordinary-visit', trainee: 'T', start, hospital: '0002', window: 1 } },
  { entry: { t: 0, saw: { hospital: '0002', station: 'register', at: 'awaiting-card' } } },
  { entry: { t: 5, did: { name: 'line', value: 'down' }, by: 'trainer' } },
  { done: '1.1', t: 5 },
  { entry: { t: 9, held: 'frozen' } },
  { refused: '1.2', cause: { zh: '不', en: 'no' } },
  { scored: { points: 3, of: 60 } },
  { result },
];

function openBook(seats: readonly Seat[] = []) {
  const events: ClassEvent[] = [];
  const kept: (readonly Seat[])[] = [];
  let count = 0;
  let elapsed = 0;
  const book = new ClassBook({
    seats,
    elapsed: () => elapsed,
    newId() {
      count += 1;
      return `1.${count}`;
    },
    listen: (event) => void events.push(event),
    seated: (seated) => void kept.push(seated),
  });
  return { book, events, kept, wait: (ms: number) => (elapsed += ms) };
}

const report = (more: Partial<Report>): Report => ({ trainee: 'T', from: 0, items: [], now, ...more });
const placesTold = (events: readonly ClassEvent[]) =>
  events.flatMap((event) => (event.kind === 'told' ? [event.place] : []));

describe('what an instructor can have done is written in the words of a scenario', () => {
  const commands: readonly [unknown, ClassCommand['do']][] = [
    ['freeze', 'freeze'],
    ['hand-back', 'hand-back'],
    [{ line: 'cut-after-arrival' }, 'step'],
    [{ fault: { name: 'mute-card', at: 'reader' } }, 'step'],
    [{ befall: { unpay: 'wang-xiulan' } }, 'step'],
    [{ mend: { pay: 'wang-xiulan' } }, 'step'],
    [{ insert: 'wang-xiulan' }, 'step'],
    [{ clear: null }, 'step'],
    [{ scenario: 'ordinary-visit' }, 'scenario'],
    [{ key: 'ctrl+r' }, 'key'],
  ];
  test.each(commands)('%j', (data, kind) => {
    const command = commandFrom(data);
    expect(command?.do).toBe(kind);
    expect(command && commandData(command)).toEqual(data);
  });

  const none = [
    'explode',
    7,
    null,
    [],
    {},
    { line: 'sideways' },
    { line: 'up', clear: null },
    { pin: 'right' },
    { tender: 'exact' },
    { restart: null },
  ];
  test.each(none)('%j is none: it is unknown, misspelt, or for the hands at the window only', (data) => {
    expect(commandFrom(data)).toBeUndefined();
  });

  test('an order names a counter, or all', () => {
    expect(readOrder('{"to":5,"do":"freeze"}')).toEqual({ ok: true, value: { to: 5, command: { do: 'freeze' } } });
    expect(readOrder('{"to":"all","do":"thaw"}').ok).toBe(true);
    for (const line of [
      '',
      '{',
      '{"to":"some","do":"thaw"}',
      '{"to":1.5,"do":"thaw"}',
      '{"do":"thaw"}',
      '{"to":1,"do":"x"}',
    ]) {
      expect(readOrder(line).ok).toBe(false);
    }
  });

  test('which key was pressed is never told on: it may be a digit of a PIN', () => {
    const sent = eventData({ kind: 'sent', counter: 1, id: '1.1', command: { do: 'key', key: '7' } });
    expect(JSON.stringify(sent)).not.toContain('7');
  });

  test.each(['enter', 'ctrl+r', 'w', '1', '中', 'alt+1', 'shift+tab', 'page-up', '+', 'f9'])(
    'the key %s has one name, there and back',
    (name) => {
      const key = keyNamed(name);
      expect(key && keyName(key)).toBe(name);
    },
  );

  test.each(['', 'enterr', 'ctrl+1', 'super+a', '\u0003', '12'])('%j is no key', (name) => {
    expect(keyNamed(name)).toBeUndefined();
  });
});

describe('the address of a class', () => {
  test.each([
    ['http://127.0.0.1:8711/k7qm3fp2', '127.0.0.1', 8711],
    ['http://[::1]:8711/K7QM3FP2', '::1', 8711],
    ['http://trainer/k7qm3fp2/', undefined, undefined],
    ['https://127.0.0.1:8711/k7qm3fp2', undefined, undefined],
    ['http://127.0.0.1:8711', undefined, undefined],
    ['http://127.0.0.1:8711/short', undefined, undefined],
    ['127.0.0.1:8711/k7qm3fp2', undefined, undefined],
  ])('%s', (text, host, port) => {
    const read = parseClassAddress(text);
    expect(read.ok ? [read.value.host, read.value.port] : [undefined, undefined]).toEqual([host, port]);
    if (read.ok) expect(addressText(read.value)).toBe(text.toLowerCase());
  });
});

describe('a counter tells its class everything once, whoever was away', () => {
  test('a report is the same when it is read', () => {
    const read = readReport(reportText(report({ items })));
    expect(read).toEqual({ ok: true, value: report({ items }) });
  });

  test.each(['', '[]', '{"trainee":"T"}', reportText(report({})).replace('"from":0', '"from":-1')])(
    'no report: %s',
    (text) => {
      expect(readReport(text).ok).toBe(false);
    },
  );

  test('any reports in any pieces, repeated, with the instructor begun anew in between: each place once, in order', () => {
    const event = fc.oneof(
      fc.constant('put' as const),
      fc.constant('post' as const),
      // The report arrived, its answer did not.
      fc.constant('post-unanswered' as const),
      fc.constant('new-instructor' as const),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (happens, most) => {
        const tape = new Tape();
        let class_ = openBook();
        let put = 0;
        const post = () => class_.book.report(one, report(tape.rest(most)));
        for (const what of happens) {
          if (what === 'put') {
            tape.put({ scored: { points: put, of: 99 } });
            put += 1;
          } else if (what === 'post') tape.has(post());
          else if (what === 'post-unanswered') post();
          else class_ = openBook();
        }
        // First the class says what it has; then the rest comes in pieces.
        tape.has(post());
        while (!tape.isHad()) tape.has(post());
        expect(placesTold(class_.events)).toEqual(Array.from({ length: put }, (_, place) => place));
      }),
    );
  });

  test('what left a gap is not taken, and the place from which on it is wanted is answered', () => {
    const { book, events } = openBook();
    expect(book.report(one, report({ from: 3, items: items.slice(3) }))).toBe(0);
    expect(placesTold(events)).toEqual([]);
    expect(book.report(one, report({ items }))).toBe(items.length);
  });
});

describe('results come to the instructor by themselves', () => {
  test('each is kept once, however often the tape is heard, under the name of the class; beside the copy of the counter it counts once', () => {
    const records = recordsIn(temporaryFolder());
    const at = recordsIn(temporaryFolder());
    const sent = at.add(result);
    expect([keepReceived(records, sent, '一班'), keepReceived(records, sent, '一班')]).toEqual([true, false]);
    const kept = records.results();
    const there = at.results();
    if (!kept.ok || !there.ok) throw new Error('not kept');
    const both = merged([
      { from: 'counter', results: there.value },
      { from: 'instructor', results: kept.value },
    ]);
    expect([both.results.map((each) => each.class), both.repeated]).toEqual([['一班'], 1]);
    expect(records.alterations()).toEqual([]);
  });

  test('what is no result is not taken from a tape', () => {
    const broken = reportText(report({ items: [{ result }] })).replace('"drill"', '"gift"');
    expect(readReport(broken).ok).toBe(false);
  });
});

describe('a command reaches the counter it is meant for', () => {
  test('only that one hears it; who is not connected is not sent anything, now or later', () => {
    const { book } = openBook();
    const heard: [string, Sending][] = [];
    book.listens(one, 'A', (sending) => heard.push(['A', sending]));
    const goes = book.listens(other, 'B', (sending) => heard.push(['B', sending]));
    expect(book.send(2, { do: 'freeze' }).ok).toBe(true);
    expect(heard.map(([who]) => who)).toEqual(['B']);
    goes();
    expect(book.send(2, { do: 'thaw' }).ok).toBe(false);
    expect(book.send(3, { do: 'thaw' }).ok).toBe(false);
  });

  test('what may not have arrived is sent again under the same id, until it is answered', () => {
    const { book, events, wait } = openBook();
    const heard: string[] = [];
    const listen = () => book.listens(one, 'A', ({ id }) => heard.push(id));
    const goes = listen();
    book.send(1, { do: 'freeze' });
    goes();
    const again = listen();
    expect(heard).toEqual(['1.1', '1.1']);
    wait(40);
    book.report(one, report({ trainee: 'A', items: [{ done: '1.1', t: 7 }] }));
    expect(events.at(-2)).toEqual({ kind: 'done', counter: 1, id: '1.1', t: 7, ms: 40 });
    again();
    listen();
    expect(heard).toHaveLength(2);
  });

  test('everyone sits where they sat when the instructor is started again, in whatever order they come back', () => {
    const first = openBook();
    first.book.listens(one, 'A', () => {});
    first.book.listens(other, 'B', () => {});
    const second = openBook(first.kept.at(-1));
    second.book.listens(other, 'B', () => {});
    second.book.listens(one, 'A', () => {});
    expect(second.book.counters().map(({ number, id }) => [number, id])).toEqual([
      [1, one],
      [2, other],
    ]);
  });

  test('whoever starts their counter anew gets the place back; two of the same name sit side by side', () => {
    const { book } = openBook();
    const goes = book.listens(one, 'A', () => {});
    goes();
    book.listens(other, 'A', () => {});
    expect(book.counters().map(({ number, id }) => [number, id])).toEqual([[1, other]]);
    book.listens(one, 'A', () => {});
    expect(book.counters().map(({ number, id }) => [number, id])).toEqual([
      [1, other],
      [2, one],
    ]);
  });
});
