// Compiles the rules of review: figures from their text, lists and documents looked up, templates checked against what
// their judge fills in. Every problem found is answered, each with its place.

import { dateOf } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { PackFile, type PackProblem } from '../pack-places.ts';
import type { PositionedYaml } from '../positioned-yaml.ts';
import { judgeOf } from './judges.ts';
import type {
  ReviewFigureData,
  ReviewHeadData,
  ReviewListData,
  ReviewRuleData,
  ReviewSubjectData,
} from './review-schema.ts';
import type { DatedFigure, FigureUnit, ReviewList, ReviewRule, ReviewRules } from './rule.ts';

export const reviewHead = 'review.yaml';

export interface ReviewFile<Data> {
  readonly yaml: PositionedYaml;
  readonly data: Data;
}

type Path = readonly (string | number)[];

const figureOf: Readonly<Record<FigureUnit, Text>> = {
  days: { zh: '天数，0 到 999 的整数', en: 'days, a whole number from 0 to 999' },
  minutes: { zh: '分钟数，0 到 999 的整数', en: 'minutes, a whole number from 0 to 999' },
  years: { zh: '周岁，0 到 999 的整数', en: 'years, a whole number from 0 to 999' },
  sex: { zh: 'female 或 male', en: 'female or male' },
};

function readFigure(unit: FigureUnit, written: string): DatedFigure['value'] | undefined {
  if (unit === 'sex') return written === 'female' || written === 'male' ? written : undefined;
  return /^\d{1,3}$/.test(written) ? Number(written) : undefined;
}

class Compiler {
  readonly problems: PackProblem[] = [];
  readonly lists = new Map<string, ReviewList>();
  readonly rules: ReviewRule[] = [];
  readonly #used = new Set<string>();
  readonly #places = new Map<string, { readonly file: PackFile; readonly path: Path }>();

  addList(file: PackFile, name: string, data: ReviewListData): void {
    const path = ['lists', name];
    const entries = data.items ?? data.diagnoses;
    if (!entries || (data.items && data.diagnoses) || Object.keys(entries).length === 0) {
      file.complain(path, {
        zh: 'items 与 diagnoses 恰有其一，且不为空',
        en: 'exactly one of items and diagnoses, not empty',
      });
      return;
    }
    if (this.lists.has(name)) {
      file.complain(path, { zh: '没有用过的名单名', en: 'a name that no other list has' }, name);
      return;
    }
    const at = file.refer(path, file.source(data, path), name, data.title);
    const of = data.items ? 'items' : 'diagnoses';
    this.lists.set(name, { name, of, entries: new Map(Object.entries(entries)), at });
    this.#places.set(name, { file, path });
  }

  #list(file: PackFile, path: Path, name: string | undefined, of: ReviewList['of']): ReviewList | undefined {
    if (name === undefined) return undefined;
    const list = this.lists.get(name);
    this.#used.add(name);
    if (list?.of === of) return list;
    const known = [...this.lists.values()].filter((each) => each.of === of).map((each) => each.name);
    file.complain(path, { zh: `名单之一：${known.join('、')}`, en: `a list of ${of}: ${known.join(', ')}` }, name);
    return undefined;
  }

  #figure(file: PackFile, path: Path, unit: FigureUnit, data: ReviewFigureData, title: Text): DatedFigure[] {
    const source = file.source(data, path);
    const values = Object.entries(data.values).map(([since, written]): DatedFigure => {
      const place = [...path, 'values', since];
      const value = readFigure(unit, written);
      if (value === undefined) file.complain(place, figureOf[unit], written);
      return {
        since: dateOf(since),
        value: value ?? 0,
        written,
        at: file.refer(place, source, String(path.at(-1)), title),
      };
    });
    if (values.length === 0) file.complain(path, { zh: '至少一个值', en: 'at least one value' });
    return values.sort((a, b) => (a.since < b.since ? 1 : -1));
  }

  /** Exactly what the judge takes, each in force from the rule's first day on. */
  #figures(file: PackFile, path: Path, data: ReviewRuleData): ReadonlyMap<string, readonly DatedFigure[]> {
    const { takes } = judgeOf(data.judge);
    const given = data.figures ?? {};
    const figures = new Map<string, readonly DatedFigure[]>();
    for (const [name, unit] of Object.entries(takes)) {
      const figure = given[name];
      const place = [...path, 'figures', name];
      if (!figure) {
        file.complain([...path, 'figures'], {
          zh: `${data.judge} 的参数 ${name}`,
          en: `the figure ${name} of ${data.judge}`,
        });
        continue;
      }
      const dated = this.#figure(file, place, unit, figure, data.title);
      const first = dated.at(-1);
      if (first && first.since > data.since) {
        file.complain(place, { zh: `自 ${data.since} 起的值`, en: `a value from ${data.since}` }, first.since);
      }
      figures.set(name, dated);
    }
    for (const name of Object.keys(given)) {
      if (name in takes) continue;
      const expected = Object.keys(takes).join(', ');
      const zh = expected === '' ? `${data.judge} 不取参数` : `参数之一：${expected}`;
      const en = expected === '' ? `no figure: ${data.judge} takes none` : `one of ${expected}`;
      file.complain([...path, 'figures', name], { zh, en }, name);
    }
    return figures;
  }

  /** A template names only what its judge fills in. */
  #template(file: PackFile, path: Path, { judge: name }: ReviewRuleData, template: Text): void {
    const judge = judgeOf(name);
    const known = judge.about === 'line' ? ['item', ...judge.gives] : judge.gives;
    for (const language of ['zh', 'en'] as const) {
      for (const [, word = ''] of template[language].matchAll(/\{([^}]*)\}/g)) {
        if (known.includes(word)) continue;
        const names = known.map((each) => `{${each}}`).join(' ');
        file.complain([...path, language], { zh: `只用 ${names}`, en: `only ${names}` }, `{${word}}`);
      }
    }
  }

  addRule(file: PackFile, id: string, data: ReviewRuleData): void {
    const path = ['rules', id];
    if (this.rules.some((rule) => rule.id === id)) {
      file.complain(path, { zh: '没有用过的规则名', en: 'a name that no other rule has' }, id);
    }
    const { title, severity, judge, visits, kinds, classes, message, remedy, act } = data;
    const at = file.refer(path, file.source(data, path), id, title);
    for (const key of ['message', 'remedy'] as const) this.#template(file, [...path, key], data, data[key]);
    if (judgeOf(judge).about === 'visit') {
      const ofLines = (['kinds', 'classes', 'items', 'exceptItems'] as const).find((key) => data[key] !== undefined);
      if (ofLines) {
        file.complain([...path, ofLines], {
          zh: `无此键：${judge} 看的是整次就诊`,
          en: `no such key: ${judge} looks at the visit`,
        });
      }
    }
    const list = (key: 'items' | 'exceptItems' | 'diagnoses' | 'exceptDiagnoses', of: ReviewList['of']) =>
      this.#list(file, [...path, key], data[key], of);
    this.rules.push({
      ...{ id, at, severity, judge, message, remedy, act, since: dateOf(data.since) },
      scope: {
        ...{ visits, kinds, classes },
        items: list('items', 'items'),
        exceptItems: list('exceptItems', 'items'),
        diagnoses: list('diagnoses', 'diagnoses'),
        exceptDiagnoses: list('exceptDiagnoses', 'diagnoses'),
      },
      figures: this.#figures(file, path, data),
    });
  }

  refuseUnused(): void {
    for (const [name, { file, path }] of this.#places) {
      if (!this.#used.has(name)) file.complain(path, { zh: '有规则用到的名单', en: 'to be used by a rule' });
    }
  }
}

/** Compiles what was read. `head`: review.yaml; `subjects`: its files, in order. */
export function compileReview(
  head: ReviewFile<ReviewHeadData>,
  subjects: readonly ReviewFile<ReviewSubjectData>[],
): Result<ReviewRules, PackProblem[]> {
  const documents = new Map(Object.entries(head.data.documents));
  const compiler = new Compiler();
  const files = subjects.map(({ yaml, data }) => ({
    file: new PackFile(yaml, documents, compiler.problems, reviewHead),
    data,
  }));
  for (const { file, data } of files) {
    for (const [name, list] of Object.entries(data.lists ?? {})) compiler.addList(file, name, list);
  }
  for (const { file, data } of files) {
    for (const [id, rule] of Object.entries(data.rules ?? {})) compiler.addRule(file, id, rule);
  }
  compiler.refuseUnused();
  if (compiler.problems.length > 0) return failure(compiler.problems);
  return ok({ title: head.data.title, documents, lists: [...compiler.lists.values()], rules: compiler.rules });
}
