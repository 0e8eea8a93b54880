// 「为什么」: every figure of a split with the rules that made it, in sentences that can be read to a patient; below each its
// place in the rule files and its source, and then, quiet, the rules that did not apply and why not.

import { inLanguage } from '../../domain/language.ts';
import { type Fen, formatYuanGrouped, parseYuan, subtractFen } from '../../domain/money.ts';
import type { Split } from '../../hospital/visit/charge.ts';
import type { Patient } from '../../hospital/visit/people.ts';
import type { TracedFigure, TracedRule, TracedValue } from '../../hospital/visit/settlement-trace.ts';
import { amountLine, hasSupplement } from '../frame/money-rows.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { emptyLine, type Line, line, type Meaning, quiet, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { explanationIn } from './explanation.ts';

interface Figure {
  readonly name: string;
  readonly amount: Fen;
  /** Undefined: a sum, of which no rule speaks. */
  readonly of: TracedFigure | undefined;
}

function figuresOf(split: Split, patient: Patient, pen: Pen): Figure[] {
  const figure = (name: string, amount: Fen, of?: TracedFigure): Figure => ({ name, amount, of });
  const say = pen.say;
  return [
    figure(say(messages.total), split.total),
    figure(say(messages.fullSelfPay), split.fullSelfPay, 'fullSelfPay'),
    figure(say(messages.overCeiling), split.overCeiling, 'overCeiling'),
    figure(say(messages.priorSelfPay), split.priorSelfPay, 'priorSelfPay'),
    figure(say(messages.inScope), split.inScope),
    figure(say(messages.deductibleTaken), split.deductibleTaken, 'deductibleTaken'),
    figure(say(messages.fund), subtractFen(split.fundTotal, split.supplement), 'fund'),
    ...(hasSupplement(split, patient) ? [figure(say(messages.supplement), split.supplement, 'supplement')] : []),
    figure(say(messages.accountPays), split.account, 'account'),
    figure(say(messages.cash), split.cash, 'cash'),
  ];
}

/** A ratio of at most four places as a percentage, from its digits: 0.65 is 65 %. */
function percent(written: string): string {
  const [whole = '', places = ''] = written.split('.');
  const hundredths = Number(whole + places.padEnd(4, '0').slice(0, 4));
  return `${hundredths / 100} %`;
}

function valueText({ written, unit }: TracedValue, pen: Pen): string {
  if (unit === 'ratio') return percent(written);
  if (unit === 'choice') return pen.say(messages.choiceNamed(written));
  const amount = unit === 'yuan' ? parseYuan(written) : undefined;
  return amount?.ok ? formatYuanGrouped(amount.value) : explanationIn(written, pen.language);
}

/** 城镇职工门（急）诊报销比例 65 %（2011-01-01 起） */
function ruleName({ at, value, since }: TracedRule, pen: Pen): string {
  const said = value ? `${pen.say(at.title)} ${valueText(value, pen)}` : pen.say(at.title);
  return value && since !== undefined ? said + pen.say(messages.inForceSince(since)) : said;
}

function sentence(rule: TracedRule, split: Split, pen: Pen): string {
  const { item, before, after, reason } = rule;
  const about = split.lines.find((each) => each.item.code === item)?.item.name ?? item;
  const name = about === undefined ? ruleName(rule, pen) : `${about} · ${ruleName(rule, pen)}`;
  const [from, to] = [formatYuanGrouped(before), formatYuanGrouped(after)];
  const change = before === after ? messages.staysAt(from) : messages.becomes(from, to);
  return pen.say(messages.ruleSentence(name, pen.say(change), inLanguage(reason, pen.language)));
}

function placeText({ at }: TracedRule): string {
  return `${at.file}:${at.line} ${at.key}`;
}

/** A text in as many lines as it needs; the first begins with the mark, the others stand under its words. */
function hanging(mark: string, text: string, width: number, meaning: Meaning): Line[] {
  const indent = ' '.repeat(mark.length);
  return wrap(text, width - mark.length).map((part, row) => line(span((row === 0 ? mark : indent) + part, meaning)));
}

/** What is told, to whom and in how many cells. */
interface Told {
  readonly split: Split;
  readonly pen: Pen;
  readonly width: number;
}

function ruleLines(rules: readonly TracedRule[], { split, pen, width }: Told): Line[] {
  let source: string | undefined;
  return rules.flatMap((rule) => {
    // What is inside a benefit of others did not apply for that benefit's reason, which is said once.
    if (rule.ofOtherBenefit) return hanging('    - ', `${ruleName(rule, pen)} ${placeText(rule)}`, width, 'quiet');
    const [mark, meaning] = rule.applied ? (['  + ', 'plain'] as const) : (['  - ', 'quiet'] as const);
    const said = hanging(mark, sentence(rule, split, pen), width, meaning);
    const place = hanging('    ', placeText(rule), width, 'quiet');
    const from = pen.say(rule.at.source);
    const told = from === source ? pen.say(messages.sameSource) : from;
    source = from;
    return [...said, ...place, ...hanging('    ', pen.say(messages.sourceIs(told)), width, 'quiet')];
  });
}

/** Where a rule is told: benefits of others, and a figure that is not shown to this patient, come with the fund. */
function toldWith(rule: TracedRule, figures: readonly Figure[]): TracedFigure {
  return !rule.ofOtherBenefit && figures.some(({ of }) => of === rule.figure) ? rule.figure : 'fund';
}

/** A figure, and the rules that made it. */
function appliedLines(figure: Figure, rules: readonly TracedRule[], told: Told): Line[] {
  const head = amountLine(figure.name, figure.amount, told.width, { strong: true });
  return rules.length === 0 ? [head] : [head, ...ruleLines(rules, told), emptyLine];
}

/** The name of a figure, and the rules that were tried for it and did not apply; nothing where there are none. */
function otherLines(figure: Figure, rules: readonly TracedRule[], told: Told): Line[] {
  return rules.length === 0 ? [] : [line(quiet(figure.name)), ...ruleLines(rules, told), emptyLine];
}

/** A center that sends no trace has explained itself in a sentence a fund. */
function withoutTrace(split: Split, patient: Patient, pen: Pen, width: number): Line[] {
  return [
    ...figuresOf(split, patient, pen).map(({ name, amount }) => amountLine(name, amount, width)),
    emptyLine,
    ...split.explanation.flatMap((text) => wrap(explanationIn(text, pen.language), width).map((part) => line(part))),
  ];
}

/** Every figure with the rules that made it, so that they can be read out at once; then those that did not apply. */
export function whyLines(split: Split, patient: Patient, pen: Pen, width: number): Line[] {
  const { trace } = split;
  if (!trace || trace.rules.length === 0) return withoutTrace(split, patient, pen, width);
  const told = { split, pen, width };
  const figures = figuresOf(split, patient, pen);
  const of = (figure: Figure, applied: boolean) =>
    trace.rules.filter((rule) => rule.applied === applied && toldWith(rule, figures) === figure.of);
  const others = trace.rules.filter(({ applied }) => !applied).length;
  const missing = trace.leftOut > 0 ? wrap(pen.say(messages.rulesLeftOut(trace.leftOut)), width) : [];
  return [
    ...figures.flatMap((figure) => appliedLines(figure, of(figure, true), told)),
    ...(others > 0 ? [line(quiet(pen.say(messages.didNotApply(others)))), emptyLine] : []),
    ...figures.flatMap((figure) => otherLines(figure, of(figure, false), told)),
    ...missing.map((part) => line(quiet(part))),
  ];
}
