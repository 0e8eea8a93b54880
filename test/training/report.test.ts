// What the results of a class come to: by class, trainee, prompt and over time; brought together from several machines, each
// result once; as tables, CSV and pages.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { doubts, summaryText } from '../../src/cli/report-text.ts';
import { recordsIn } from '../../src/training/records/records.ts';
import { resultLine, type TrainingResult } from '../../src/training/records/result.ts';
import { resultsAsCsv } from '../../src/training/report/csv.ts';
import { gather, receivedIn } from '../../src/training/report/gather.ts';
import { merged } from '../../src/training/report/merge.ts';
import { reportPage } from '../../src/training/report/page.ts';
import { summaryOf } from '../../src/training/report/summary.ts';
import { isMeant, traineeIn, traineeKey, traineeText } from '../../src/training/report/trainee.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';

const exam: TrainingResult = {
  kind: 'exam',
  trainee: '李四',
  class: '一班',
  at: '2026-03-02 10:00:00',
  item: '7',
  title: { zh: '考试 7', en: 'Examination 7' },
  prompts: [],
  points: 80,
  of: 100,
  parts: [],
  seconds: 900,
  keys: 0,
  hints: 0,
  passed: true,
};
const drill: TrainingResult = {
  ...exam,
  kind: 'drill',
  item: 'prompt-inpatient',
  title: { zh: '=住院"期间"', en: 'inpatient' },
  prompts: ['inpatient'],
  points: 20,
};
const at = (day: number, more: Partial<TrainingResult>): TrainingResult => ({
  ...drill,
  at: `2026-03-0${day} 09:00:00`,
  ...more,
});

function gathered(own: string, places: readonly string[] = []) {
  const result = gather(own, places);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('who a result belongs to', () => {
  test.each([
    ['张三 1207', '张三', '1207'],
    [' 张三  1207 ', '张三', '1207'],
    ['张三#1207', '张三', '1207'],
    ['张三（1207）', '张三', '1207'],
    ['1207 张三', '张三', '1207'],
    ['张三', '张三', ''],
    ['T12', 'T12', ''],
    ['1207', '1207', ''],
  ])('%j: name %s, number %j', (typed, name, number) => {
    expect(traineeIn(typed, '')).toEqual({ class: '', name, number });
  });

  test('what is shown is read back as the same person', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (typed) => {
        const once = traineeIn(typed, 'c');
        expect(traineeKey(traineeIn(traineeText(once), 'c'))).toBe(traineeKey(once));
      }),
    );
  });

  test('two of one name are two by number, and by class; each is found by name, number or both', () => {
    const results = [
      at(1, { trainee: '王芳 01' }),
      at(2, { trainee: '王芳 02' }),
      at(3, { trainee: ' 王芳  01' }),
      at(3, { trainee: '王芳 01', class: '二班' }),
    ];
    const { trainees } = summaryOf(results);
    expect(trainees.map(({ class: of, trainee, number, count }) => [of, trainee, number, count])).toEqual([
      ['二班', '王芳', '01', 1],
      ['一班', '王芳', '01', 2],
      ['一班', '王芳', '02', 1],
    ]);
    const [first] = results.map(({ trainee, class: of }) => traineeIn(trainee, of));
    expect(['王芳', '01', '王芳 01', '王芳 02', '02'].map((wanted) => first && isMeant(first, wanted))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('what results come to', () => {
  test('an examination is not counted beside its own scenarios; weak prompts are named', () => {
    const { trainees, prompts } = summaryOf([drill, exam]);
    expect(trainees).toMatchObject([{ trainee: '李四', count: 1, percent: 20, lastExam: 80, passed: true }]);
    expect(trainees[0]?.weakest.map(({ prompt }) => prompt)).toEqual(['inpatient']);
    expect(prompts).toMatchObject([{ prompt: 'inpatient', count: 1, percent: 20 }]);
  });

  test('a class: how many sat an examination, how many passed their last one, and its days', () => {
    const results = [
      exam,
      { ...exam, at: '2026-03-03 10:00:00', passed: false, points: 40 },
      { ...exam, trainee: '王五' },
      at(1, { points: 100 }),
      at(2, { points: 50 }),
      at(2, { points: 0, class: '二班' }),
    ];
    const { classes } = summaryOf(results);
    expect(classes.map((each) => [each.class, each.count, each.percent, each.examined, each.passed])).toEqual([
      ['二班', 1, 0, 0, 0],
      ['一班', 2, 75, 2, 1],
    ]);
    expect(classes[1]?.days).toEqual([
      { day: '2026-03-01', count: 1, percent: 100 },
      { day: '2026-03-02', count: 1, percent: 50 },
    ]);
  });

  test('why points were lost of late, summed over results whatever the moment, the dearest first', () => {
    const lost = (when: string, points: number) => ({ zh: `${when} 没有说明`, en: `${when} told nothing`, points });
    const part = (...each: ReturnType<typeof lost>[]) => [{ part: 'told' as const, points: 0, of: 20, lost: each }];
    const other = { zh: '多输错密码', en: 'a wrong PIN', points: 5 };
    const { trainees } = summaryOf([
      at(1, { parts: part(lost('00:10', 20)) }),
      at(2, { parts: [...part(lost('01:07', 10)), { part: 'economy', points: 0, of: 10, lost: [other] }] }),
    ]);
    expect(trainees[0]?.lost).toEqual([
      { text: { zh: '没有说明', en: 'told nothing' }, points: 30, times: 2 },
      { text: { zh: '多输错密码', en: 'a wrong PIN' }, points: 5, times: 1 },
    ]);
  });

  test('a prompt that is known by now is not practised again: the last five count', () => {
    const learnt = [0, 0, 0, 100, 100, 100, 100, 100].map((points, day) => at(day + 1, { points }));
    const { trainees, prompts } = summaryOf(learnt);
    expect(prompts).toMatchObject([{ count: 8, percent: 62, latest: 100 }]);
    expect(trainees[0]?.weakest).toEqual([]);
  });
});

describe('the results of several machines', () => {
  test('in any order, however often copied: each once, and the same report', () => {
    const results = [drill, exam, at(1, {}), at(2, { trainee: '王五' })];
    fc.assert(
      fc.property(
        fc.array(fc.shuffledSubarray(results), { minLength: 1, maxLength: 5 }),
        fc.shuffledSubarray(results, { minLength: results.length }),
        (copies, whole) => {
          const sources = [...copies, whole].map((each, place) => ({ from: String(place), results: each }));
          const { results: found, repeated, contradictions } = merged(sources);
          expect(contradictions).toEqual([]);
          expect(repeated).toBe(copies.flat().length);
          expect(summaryOf(found)).toEqual(summaryOf(results));
        },
      ),
    );
  });

  test('an examination that was begun counts as given up as long as no place has its result', () => {
    const begun = at(1, { kind: 'exam', begun: true, examination: 'e', points: 0, passed: false });
    const item = at(1, { kind: 'exam-item', examination: 'e', item: 'x' });
    const ended = at(2, { kind: 'exam', examination: 'e', points: 70, passed: true });
    const one = { from: 'a', results: [begun, item] };
    expect(merged([one]).results).toEqual([begun, item]);
    expect(merged([one, { from: 'b', results: [ended] }]).results).toEqual([item, ended]);
  });

  test('two examinations that end in the same second are two, also where one person sits both', () => {
    const one = at(1, { kind: 'exam', examination: 'e', points: 70 });
    const other = at(1, { kind: 'exam', examination: 'f', points: 20 });
    expect(merged([{ from: 'a', results: [one, other] }])).toMatchObject({ results: [one, other], contradictions: [] });
  });

  test('the same occasion with other points is named with both places; the first counts', () => {
    const { results, contradictions } = merged([
      { from: 'a', results: [drill] },
      { from: 'b', results: [{ ...drill, points: 99 }] },
    ]);
    expect(results).toEqual([drill]);
    expect(contradictions).toMatchObject([{ trainee: '李四', from: ['a', 'b'] }]);
    const none = { altered: [], unchecked: [], repeated: 0, results, contradictions, signed: () => 'genuine' as const };
    expect(doubts(none, 'zh')[0]).toContain('同一成绩两处不同');
  });

  test('data folders, training folders and files are read; of two copies the one that can be checked is taken', () => {
    const [one, two, copy] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const training = join(one, 'training');
    recordsIn(training).add(exam);
    recordsIn(two).add({ ...exam, trainee: '王五' });
    const kept = gathered(training).results;
    writeFileSync(join(copy, 'results.jsonl'), kept.map((each) => `${resultLine(each)}\n`).join(''));
    const all = gathered(training, [join(copy, 'results.jsonl'), one, two]);
    expect(all.results.map(({ trainee }) => trainee).sort()).toEqual(['李四', '王五'].sort());
    expect([all.repeated, all.altered, all.contradictions]).toEqual([1, [], []]);
    expect(all.results.map(all.signed)).toEqual(['genuine', 'genuine']);
    expect(gathered(training, [copy]).unchecked).toEqual([join(copy, 'results.jsonl')]);
    expect(gather(training, [join(one, 'nowhere')])).toMatchObject({ ok: false, error: { kind: 'nothing' } });
  });

  test('what the instructor received is in the report of its machine', () => {
    const training = join(temporaryFolder(), 'training');
    recordsIn(training).add(at(1, {}));
    const received = receivedIn(training, '一班');
    mkdirSync(received, { recursive: true });
    recordsIn(received).add(at(1, {}));
    recordsIn(received).add(at(2, { trainee: '王五' }));
    const { results, repeated } = gathered(training);
    expect([results.length, repeated]).toEqual([2, 1]);
  });
});

describe('how it is shown', () => {
  const long = at(1, { trainee: '欧阳非常长的名字 20260301', class: '二零二六年秋季第三期培训班' });
  const summary = summaryOf([drill, exam, long, { ...exam, trainee: '王芳 01' }]);

  test.each(['zh', 'en'] as const)('tables of at most 80 columns (%s)', (language) => {
    const lines = summaryText(summary, language, 80).split('\n');
    expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
    expect(lines.join('\n')).toContain('王芳 01');
  });

  test('CSV: quoted where needed, no field a formula (RFC 4180), titles in one language', () => {
    const [heads, row] = resultsAsCsv([drill], 'zh').split('\r\n');
    expect(heads).toBe(
      '\uFEFF时间（本机时钟）,类别,班级,姓名,编号,情景或试卷号,题目,提示,得分,满分,用时（秒）,按键,看提示次数,第几次考此卷,教员干预次数,及格',
    );
    expect(row).toContain(`"'=住院""期间"""`);
    expect(resultsAsCsv([drill], 'en')).toContain(',drill,一班,李四,,prompt-inpatient,inpatient,');
  });

  test('CSV: how often the trainer acted; nothing where none could, and none did', () => {
    const terms = { pass: 60, minutes: 30, scenarios: 1, questions: 0 };
    const watched = { ...exam, terms: { ...terms, trainerMayAct: true } } as const;
    const csv = resultsAsCsv([watched, { ...watched, interventions: 2 }, { ...exam, terms }, drill], 'en');
    const [heads = '', ...rows] = csv.split('\r\n').filter((line) => line !== '');
    const place = heads.split(',').indexOf('interventions') - heads.split(',').length;
    expect(rows.map((row) => row.split(',').at(place))).toEqual(['0', '2', '', '']);
  });

  test('one sheet a class and one a trainee, and nothing in it is markup that a name smuggled in', () => {
    const page = reportPage(summaryOf([exam, { ...drill, trainee: '<b>王</b>' }]), {
      language: 'zh',
      signed: () => 'genuine',
    });
    expect(page.match(/<section>/g)).toHaveLength(2);
    expect(page.match(/<section class="class">/g)).toHaveLength(1);
    expect(page).not.toContain('<b>王');
    expect(page).not.toMatch(/https?:/);
  });
});

test.each([
  [true, 3, 'the trainer was allowed to act, and did so this many times: 3'],
  [true, undefined, 'the trainer was allowed to act, and did so this many times: 0'],
  [undefined, undefined, undefined],
] as const)(
  'an examination that the trainer may act on (%s), and did %s times, says so on its sheet',
  (may, times, said) => {
    const terms = { pass: 60, minutes: 30, scenarios: 1, questions: 0, ...(may && { trainerMayAct: may }) };
    const sat = { ...exam, terms, ...(times !== undefined && { interventions: times }) };
    const page = reportPage(summaryOf([sat]), { language: 'en', signed: () => 'genuine' });
    if (said === undefined) expect(page).not.toContain('allowed to act');
    else expect(page).toContain(said);
  },
);

test('yibao-pos report: a place without results is refused with exit 2; what is not as it was signed with exit 1', async () => {
  const data = temporaryFolder();
  const training = join(data, 'training');
  recordsIn(training).add(exam);
  expect(await runProgram(['report', join(data, 'nowhere')])).toMatchObject({ code: 2, stdout: '' });
  expect((await runProgram(['report', '--data', data, '--trainee', '李四'])).code).toBe(0);
  const file = join(training, 'results.jsonl');
  const [kept] = gathered(training).results;
  writeFileSync(file, `${resultLine({ ...(kept ?? exam), points: 99 })}\n`);
  const found = await runProgram(['report', data]);
  expect([found.code, found.stderr.startsWith('签名无效')]).toEqual([1, true]);
}, 20_000);
