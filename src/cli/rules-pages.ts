// A rule pack as a Markdown page, in either language: how each benefit is composed, every figure with its condition, first day
// and source, and the readings that could be chosen. The pages under docs/rules/ are these.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { loadPack, packNames } from '../policy/load-pack.ts';
import type { BenefitRule, LineRule, Pack, Step } from '../policy/pack.ts';
import type { Parameter, Row } from '../policy/parameter.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { type RuleRef, sourceText } from '../policy/trace.ts';
import { publishedReview, reviewMarkdown } from './review-pages.ts';
import { conditionText } from './rules-text.ts';

const words = {
  since: { zh: '自', en: 'Since' },
  readings: { zh: '可选口径', en: 'Other readings' },
  documents: { zh: '依据文件', en: 'Documents' },
  benefits: { zh: '待遇', en: 'Benefits' },
  figures: { zh: '数值', en: 'Figures' },
  payers: { zh: '由谁支付', en: 'Who pays' },
  lines: { zh: '费用明细', en: 'Fee lines' },
  illnesses: { zh: '门特病种', en: 'Special illnesses' },
  appliesTo: { zh: '适用', en: 'For' },
  ledger: { zh: '台账', en: 'Ledger' },
  step: { zh: '步骤', en: 'Step' },
  does: { zh: '作用', en: 'Does' },
  given: { zh: '参数', en: 'With' },
  condition: { zh: '条件', en: 'When' },
  value: { zh: '值', en: 'Value' },
  from: { zh: '起始', en: 'From' },
  source: { zh: '出处', en: 'Source' },
  place: { zh: '位置', en: 'Place' },
  otherwise: { zh: '其他', en: 'otherwise' },
  all: { zh: '所有人', en: 'everyone' },
  nothing: { zh: '不享受待遇', en: 'nothing is granted' },
  reading: { zh: '口径', en: 'reading' },
  unused: { zh: '未用于结算', en: 'Decides no settlement' },
  account: { zh: '个人账户', en: 'personal account' },
  family: { zh: '家庭共济账户', en: 'family account' },
  cash: { zh: '现金', en: 'cash' },
  refunds: { zh: '退费', en: 'refunds' },
  waitingPeriod: { zh: '等待期', en: 'waiting period' },
  generated: {
    zh: '本页由规则包生成（`npm run generate`），请勿手改。',
    en: 'Generated from the rule pack (`npm run generate`); not to be edited.',
  },
  index: { zh: '规则包', en: 'Rule packs' },
} as const satisfies Record<string, Text>;

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('; ', '<br>');
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`;
  return `${line(titles)}|${titles.map(() => '---|').join('')}\n${rows.map(line).join('')}\n`;
}

/** The words of one page. */
class Page {
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  say(text: Text): string {
    return inLanguage(text, this.#language);
  }

  source(at: RuleRef): string {
    return `${sourceText(at.source, this.#language)} (\`${at.file}:${at.line}\`)`;
  }

  #step(step: Step): string[] {
    const given = step.bindings.map((binding) =>
      binding.kind === 'fund'
        ? `${binding.argument}: ${binding.fund}`
        : `${binding.argument}: ${this.say(binding.parameter.title)}`,
    );
    const { mechanism, condition } = step;
    return [mechanism.name, this.say(mechanism.about), given.join('; '), conditionText(condition, this.#language)];
  }

  benefit(benefit: BenefitRule): string {
    const who = conditionText(benefit.condition, this.#language, this.say(words.all));
    const head = `### ${this.say(benefit.title)}\n\n${this.say(words.appliesTo)}: ${who}  \n${this.say(words.ledger)}: ${benefit.ledger}  \n${this.say(words.source)}: ${this.source(benefit.at)}\n\n`;
    if (benefit.kind === 'none') return `${head}${this.say(words.nothing)} (${benefit.prompt})\n\n`;
    const titles = [words.step, words.does, words.given, words.condition].map((title) => this.say(title));
    return (
      head +
      table(
        titles,
        benefit.steps.map((step) => this.#step(step)),
      )
    );
  }

  #rows(row: Row): string[][] {
    const who = conditionText(row.condition, this.#language, this.say(words.otherwise));
    const reading = row.variant === undefined ? '' : ` (${this.say(words.reading)} +${row.variant})`;
    return row.values.map(({ written, since, at }) => [written, since, who + reading, this.source(at)]);
  }

  parameter({ name, title, rows, unused }: Parameter): string {
    const titles = [words.value, words.from, words.condition, words.source].map((text) => this.say(text));
    const aside = unused ? `${this.say(words.unused)}: ${this.say(unused)}\n\n` : '';
    return `### ${this.say(title)}\n\n\`${name}\`\n\n${aside}${table(
      titles,
      rows.flatMap((row) => this.#rows(row)),
    )}`;
  }

  lines(rules: readonly LineRule[]): string {
    const rows = rules.map(({ mechanism, classes, at }) => [
      classes.join(', '),
      this.say(mechanism.about),
      this.source(at),
    ]);
    return table(
      ['', words.does, words.source].map((text) => (text === '' ? '' : this.say(text as Text))),
      rows,
    );
  }

  payers({ account, family, cash, refunds, waitingPeriod }: Pack): string {
    const rows: string[][] = [[this.say(words.account), account.pays.join(', ') || '—', this.source(account.at)]];
    if (family) rows.push([this.say(words.family), family.pays.join(', '), this.source(family.at)]);
    rows.push([this.say(words.cash), '…', this.source(cash)]);
    if (refunds) rows.push([this.say(words.refunds), refunds.kinds.join(', '), this.source(refunds.at)]);
    if (waitingPeriod) {
      const { at, months } = waitingPeriod;
      rows.push([this.say(words.waitingPeriod), this.say(months.title), this.source(at)]);
    }
    return table(['', '', this.say(words.source)], rows);
  }

  whole(pack: Pack): string {
    const section = (title: Text, body: string) => (body === '' ? '' : `## ${this.say(title)}\n\n${body}`);
    const documents = [...pack.documents].map(([id, { title, about }]) => `- \`${id}\` ${title}: ${this.say(about)}\n`);
    const illnesses = pack.illnesses.map(({ code, name }) => [code, this.say(name)]);
    const readings = pack.knownVariants.map((variant) => `\`${pack.id}+${variant}\``).join(', ');
    return [
      `# ${this.say(pack.title)}\n\n`,
      `\`${pack.id}\` · ${this.say(words.since)} ${pack.since}${readings === '' ? '' : ` · ${this.say(words.readings)}: ${readings}`}\n\n`,
      section(words.documents, `${documents.join('')}\n`),
      section(words.benefits, pack.benefits.map((benefit) => this.benefit(benefit)).join('')),
      section(words.figures, [...pack.parameters.values()].map((parameter) => this.parameter(parameter)).join('')),
      section(words.lines, this.lines(pack.lines)),
      section(words.payers, this.payers(pack)),
      illnesses.length === 0 ? '' : section(words.illnesses, table(['', ''], illnesses)),
      `${this.say(words.generated)}\n`,
    ].join('');
  }
}

/** The pack as one page. */
export function packMarkdown(pack: Pack, language: Language): string {
  return new Page(language).whole(pack);
}

function fileOf(name: string, language: Language): string {
  return language === 'zh' ? `${name}.zh-CN.md` : `${name}.md`;
}

function indexPage(packs: readonly Pack[], language: Language): string {
  const list = packs.map(
    ({ id, title, since }) => `- [${inLanguage(title, language)}](${fileOf(id, language)}) · ${since}\n`,
  );
  const review = `- [${inLanguage(publishedReview().title, language)}](${fileOf('review', language)})\n`;
  return `# ${inLanguage(words.index, language)}\n\n${list.join('')}${review}\n${inLanguage(words.generated, language)}\n`;
}

/** The pages under docs/rules/ by name, each ready to write. Throws where a pack of the program is broken. */
export function publishedPages(): ReadonlyMap<string, string> {
  const packs = packNames().map((name) => {
    const pack = loadPack(name);
    if (!pack.ok) throw new Error(pack.error.map((problem) => problemText(problem, 'en')).join('\n'));
    return pack.value;
  });
  const pages = new Map<string, string>();
  for (const language of ['en', 'zh'] as const) {
    pages.set(fileOf('README', language), indexPage(packs, language));
    for (const pack of packs) pages.set(fileOf(pack.id, language), packMarkdown(pack, language));
    pages.set(fileOf('review', language), reviewMarkdown(publishedReview(), language));
  }
  return pages;
}
