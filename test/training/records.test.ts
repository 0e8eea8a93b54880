// The records of training: every line that counts is signed and names the one before it, so that whatever is done to the file
// afterwards is found; an examination leaves a trace from its first moment; several programs may write at once.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { type NewResult, recordsIn } from '../../src/training/records/records.ts';
import { attemptsAt } from '../../src/training/records/result.ts';
import { signerIn } from '../../src/training/records/signature.ts';
import type { LogHead } from '../../src/training/session/log.ts';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';
import { start } from './practice.ts';

const drill: NewResult = {
  kind: 'drill',
  trainee: '李四',
  class: '一班',
  at: '2011-08-15 10:00:00',
  item: 'prompt-inpatient',
  title: { zh: '住院期间', en: 'inpatient' },
  prompts: ['inpatient'],
  points: 20,
  of: 100,
  parts: [{ part: 'path', points: 20, of: 40, lost: [{ zh: '没有做：对账', en: 'not done: reconcile', points: 20 }] }],
  seconds: 90,
  keys: 12,
  hints: 0,
};
const exam: NewResult = {
  ...drill,
  kind: 'exam',
  item: '7',
  title: { zh: '考试 7', en: 'Examination 7' },
  passed: false,
};

function value<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function threeLines() {
  const at = temporaryFolder();
  const records = recordsIn(at);
  records.add(drill);
  records.add({ ...drill, kind: 'exam-item', examination: 'a' });
  records.add({ ...exam, examination: 'a' });
  const file = join(at, 'results.jsonl');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const altered = (changed: readonly string[]) => {
    writeFileSync(file, `${changed.join('\n')}\n`);
    return records.alterations().map(({ line, what }) => `${line} ${what}`);
  };
  return { at, records, file, lines, altered };
}

describe('whatever is done to the results afterwards is found', () => {
  test('an untouched file: drills, scenarios of an examination and examinations are all signed', () => {
    const { records, lines, altered } = threeLines();
    expect(records.alterations()).toEqual([]);
    expect(value(records.results())).toHaveLength(3);
    // The order of keys within a line says nothing.
    const turned = lines.map((line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse())));
    expect(altered([lines[0]!, lines[1]!, turned[2]!])).toEqual([]);
  });

  test('every field of every line is covered, the reasons for lost points too', () => {
    const { lines, altered } = threeLines();
    for (const place of [0, 1, 2]) {
      const line = JSON.parse(lines[place]!) as Record<string, unknown>;
      for (const key of Object.keys(line).filter((each) => each !== 'signature')) {
        const changed = { ...line };
        const before = line[key];
        if (typeof before === 'number') changed[key] = before + 1;
        else if (typeof before === 'boolean') changed[key] = !before;
        else if (key === 'kind') changed[key] = before === 'drill' ? 'exam' : 'drill';
        else if (key === 'at') changed[key] = '2011-08-16 10:00:00';
        else if (typeof before === 'string') changed[key] = `${before}x`;
        else if (key === 'parts') changed[key] = [{ ...drill.parts[0], lost: [] }];
        else if (key === 'prompts') changed[key] = [];
        else changed[key] = { zh: '别的', en: 'other' };
        const lone = lines.with(place, JSON.stringify(changed));
        expect(altered(lone), key).toContain(`${place + 1} changed`);
      }
      const { signature: _signature, ...unsigned } = line;
      expect(altered(lines.with(place, JSON.stringify(unsigned)))).toContain(`${place + 1} unsigned`);
    }
  });

  test('a line taken away, copied or moved is found by the one after it; one of another folder by its key', () => {
    const { lines, altered } = threeLines();
    const [one, two, three] = [lines[0]!, lines[1]!, lines[2]!];
    expect(altered([one, three])).toEqual(['2 moved']);
    expect(altered([two, three])).toEqual(['1 moved']);
    expect(altered([one, two, two, three])).toEqual(['3 moved']);
    expect(altered([one, three, two])).toEqual(['2 moved', '3 moved']);
    expect(altered([one, two, threeLines().lines[2]!])).toEqual(['3 changed']);
  });
});

describe('an examination leaves a trace from its first moment', () => {
  test('begun and never ended it stands as not passed; its own result takes its place', () => {
    const records = recordsIn(temporaryFolder());
    const begun = { ...exam, points: 0, attempt: 1, begun: true, examination: 'a' } as const;
    records.add(begun);
    expect(value(records.results())).toMatchObject([{ kind: 'exam', begun: true, passed: false, points: 0 }]);
    records.add({ ...exam, examination: 'a', attempt: 1 });
    expect(value(records.results())).toMatchObject([{ points: 20, attempt: 1 }]);
    expect(records.alterations()).toEqual([]);
  });

  test('attempts at a paper are counted by trainee, given up or not', () => {
    const records = recordsIn(temporaryFolder());
    const next = (trainee: string) => {
      const kept = records.addAfter((standing) => ({
        ...exam,
        trainee,
        begun: true,
        examination: `${trainee} ${attemptsAt(standing, trainee, 7)}`,
        attempt: attemptsAt(standing, trainee, 7) + 1,
      }));
      return kept.attempt;
    };
    expect([next('张三'), next(' 张三 '), next('李四'), next('张三')]).toEqual([1, 2, 1, 3]);
    expect(attemptsAt(value(records.results()), '张三', 8)).toBe(0);
  });
});

describe('what cannot be read', () => {
  test('a line that is no result is refused with its place; one that was cut short is left out', () => {
    const at = temporaryFolder();
    const file = join(at, 'results.jsonl');
    const records = recordsIn(at);
    records.add(drill);
    records.add(exam);
    const kinds = () => value(records.results()).map(({ kind }) => kind);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.slice(0, -30));
    expect(kinds()).toEqual(['drill']);
    // The next result has a line of its own, be the one before it cut short or only without its end.
    records.add(exam);
    expect(kinds()).toEqual(['drill', 'exam']);
    writeFileSync(file, whole.slice(0, -1));
    records.add(drill);
    expect(kinds()).toEqual(['drill', 'exam', 'drill']);
    expect(records.alterations()).toEqual([]);
    writeFileSync(file, `{"kind":"drill"}\n${whole}`);
    expect(records.results()).toMatchObject({ ok: false, error: { line: 1 } });
  });
});

/** Adds so many results in a process of its own. */
async function adding(folder: string, count: number): Promise<void> {
  const path = JSON.stringify(join(top, 'src/training/records/records.ts'));
  const program = `const { recordsIn } = await import(${path});
    const records = recordsIn(${JSON.stringify(folder)});
    for (let n = 0; n < ${count}; n += 1) records.add(${JSON.stringify(drill)});`;
  const args = ['--no-warnings', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
}

describe('several programs at once', () => {
  test('two that begin in an empty folder use one key, and their lines form one chain', async () => {
    const at = temporaryFolder();
    await Promise.all([adding(at, 10), adding(at, 10)]);
    const records = recordsIn(at);
    expect(value(records.results())).toHaveLength(20);
    expect(records.alterations()).toEqual([]);
    expect(signerIn(at).isGenuine(value(records.results())[0]!)).toBe(true);
    expect(readdirSync(at).filter((name) => name.startsWith('signing-key'))).toEqual(['signing-key.pem']);
  });

  test('two logs begun in the same second have files of their own', () => {
    const at = temporaryFolder();
    const head: LogHead = {
      mode: 'drill',
      scenario: 'x',
      trainee: null,
      start: start as Timestamp,
      hospital: '1',
      window: 1,
    };
    // Both looked before either had made its file: the second name is found by trying.
    const [one, other] = [recordsIn(at).beginLog('x', head), recordsIn(at).beginLog('x', head)];
    one.listen({ t: 1, told: 1 });
    other.listen({ t: 2, told: 2 });
    one.close();
    other.close();
    expect(readFileSync(one.path, 'utf8').trimEnd().split('\n')[1]).toBe('{"t":1,"told":1}');
    expect(readFileSync(other.path, 'utf8').trimEnd().split('\n')[1]).toBe('{"t":2,"told":2}');
  });
});
