// The rules of real-time review as a Markdown page, in either language: each rule with what it looks at, its figures, what
// it says and what helps, with sources; and the lists that rules refer to. The page under docs/rules/ is this.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { severityText } from '../domain/protocol/review.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { judgeOf } from '../policy/review/judges.ts';
import { loadReview } from '../policy/review/load-review.ts';
import type { ReviewList, ReviewRule, ReviewRules, ReviewScope } from '../policy/review/rule.ts';
import { type RuleRef, sourceText } from '../policy/trace.ts';

const words = {
  about: {
    zh: '医保中心在收到费用明细（2204）、预结算（2206A）和结算（2207A）时，以及医生送出处方之前（3101），逐行审核。**拒付**：改正之前不予受理；**提醒**：照常结算，由医生或收费员处理。已经结算的不再追究。',
    en: 'The center looks at each line when fee lines arrive (2204), at the trial (2206A) and at the settlement (2207A), and before a doctor sends orders (3101). **Refused**: not taken until mended. **Warning**: settled all the same, for doctor or cashier to act on. What is settled stays settled.',
  },
  rules: { zh: '规则', en: 'Rules' },
  looksFor: { zh: '查什么', en: 'Looks for' },
  at: { zh: '范围', en: 'Where' },
  figure: { zh: '数值', en: 'Figure' },
  from: { zh: '起始', en: 'From' },
  says: { zh: '提示', en: 'Says' },
  remedy: { zh: '办法', en: 'Remedy' },
  source: { zh: '出处', en: 'Source' },
  everything: { zh: '所有就诊和项目', en: 'every visit and item' },
  except: { zh: '不含', en: 'except' },
  lists: { zh: '名单', en: 'Lists' },
  documents: { zh: '依据文件', en: 'Documents' },
  generated: {
    zh: '本页由 rules/review/ 生成（`npm run generate`），请勿手改。',
    en: 'Generated from rules/review/ (`npm run generate`); not to be edited.',
  },
} as const satisfies Record<string, Text>;

const scopeWords: Readonly<Record<string, Text>> = {
  outpatient: { zh: '普通门诊', en: 'ordinary visits' },
  emergency: { zh: '急诊', en: 'emergency' },
  'special-illness': { zh: '门特', en: 'special illness' },
  drug: { zh: '药品', en: 'drugs' },
  service: { zh: '诊疗项目', en: 'services' },
  facility: { zh: '服务设施', en: 'facilities' },
  A: { zh: '甲类', en: 'class A' },
  B: { zh: '乙类', en: 'class B' },
  C: { zh: '丙类', en: 'class C' },
};

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

class Page {
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  say(text: Text): string {
    return inLanguage(text, this.#language);
  }

  #source(at: RuleRef): string {
    return `${sourceText(at.source, this.#language)} (\`${at.file}:${at.line}\`)`;
  }

  #scope({ visits, kinds, classes, items, exceptItems, diagnoses, exceptDiagnoses }: ReviewScope): string {
    const named = (of: readonly string[]) =>
      of.map((one) => this.say(scopeWords[one] ?? { zh: one, en: one })).join(', ');
    const listed = (list: ReviewList) => `[${this.say(list.at.title)}](#${list.name})`;
    const parts = [
      ...[visits, kinds, classes].flatMap((of) => (of ? [named(of)] : [])),
      ...[items, diagnoses].flatMap((list) => (list ? [listed(list)] : [])),
      ...[exceptItems, exceptDiagnoses].flatMap((list) => (list ? [`${this.say(words.except)} ${listed(list)}`] : [])),
    ];
    return parts.join(' · ') || this.say(words.everything);
  }

  rule(rule: ReviewRule): string {
    const figures = [...rule.figures].flatMap(([name, dated]) =>
      dated.map(({ written, since, at }): readonly [Text, string] => [
        words.figure,
        `${name} ${written} (${since}) · ${this.#source(at)}`,
      ]),
    );
    const rows: readonly (readonly [Text, string])[] = [
      [words.looksFor, this.say(judgeOf(rule.judge).tells)],
      [words.at, this.#scope(rule.scope)],
      [words.from, rule.since],
      ...figures,
      [words.says, this.say(rule.message)],
      [words.remedy, this.say(rule.remedy)],
      [words.source, this.#source(rule.at)],
    ];
    const body = rows.map(([name, value]) => `| ${this.say(name)} | ${cell(value)} |\n`);
    const severity = this.say(severityText[rule.severity]);
    return `### ${this.say(rule.at.title)} · ${severity}\n\n\`${rule.id}\`\n\n| | |\n|---|---|\n${body.join('')}\n`;
  }

  list({ name, entries, at }: ReviewList): string {
    const all = [...entries].map(([code, entry]) => `${code} ${entry}`).join(' · ');
    return `<a id="${name}"></a>\n### ${this.say(at.title)}\n\n${all}\n\n${this.say(words.source)}: ${this.#source(at)}\n\n`;
  }

  whole({ title, rules, lists, documents }: ReviewRules): string {
    const cited = [...documents].map(([id, { title: name, about }]) => `- \`${id}\` ${name}: ${this.say(about)}\n`);
    return [
      `# ${this.say(title)}\n\n${this.say(words.about)}\n\n`,
      `## ${this.say(words.documents)}\n\n${cited.join('')}\n`,
      `## ${this.say(words.rules)}\n\n${rules.map((rule) => this.rule(rule)).join('')}`,
      `## ${this.say(words.lists)}\n\n${lists.map((list) => this.list(list)).join('')}`,
      `${this.say(words.generated)}\n`,
    ].join('');
  }
}

/** The rules of the program. Throws where they are broken. */
export function publishedReview(): ReviewRules {
  const rules = loadReview();
  if (!rules.ok) throw new Error(rules.error.map((problem) => problemText(problem, 'en')).join('\n'));
  return rules.value;
}

export function reviewMarkdown(rules: ReviewRules, language: Language): string {
  return new Page(language).whole(rules);
}
