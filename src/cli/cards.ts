// `yibao-pos cards`: the cards of the invented city and what each is good for. It inserts none; that is `--reader mock:ID`.

import type { Command } from 'commander';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { type CardSummary, loadCardSummaries } from './card-fixtures.ts';
import { globalsOf } from './globals.ts';
import { tableText } from './table.ts';

const examples = `
Examples:
  yibao-pos cards
  yibao-pos cards --json --lang en
  yibao-pos counter --reader mock:wang-xiulan      the counter, with this card in the reader
`;

const titles: readonly Text[] = [
  { zh: '卡', en: 'card' },
  { zh: '持卡人', en: 'holder' },
  { zh: '人员类别', en: 'class' },
  { zh: '密码', en: 'PIN' },
  { zh: '出现的提示', en: 'shows' },
  { zh: '说明', en: 'about' },
];

function documentOf(card: CardSummary, language: Language) {
  const { card: id, holder, pin, shows } = card;
  return {
    card: id,
    holder,
    class: inLanguage(card.class, language),
    pin,
    shows,
    about: inLanguage(card.about, language),
  };
}

function run(cards: readonly CardSummary[], language: Language, json: boolean): void {
  const documents = cards.map((card) => documentOf(card, language));
  if (json) {
    process.stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
    return;
  }
  const rows = documents.map((card) => [card.card, card.holder, card.class, card.pin, card.shows ?? '-', card.about]);
  process.stdout.write(
    tableText(
      titles.map((title) => ({ title: inLanguage(title, language) })),
      rows,
    ),
  );
}

export function registerCardsCommand(program: Command): void {
  program
    .command('cards')
    .description('the cards of the invented city and what each is good for / 练习卡')
    .addHelpText('after', examples)
    .action((_options: unknown, command: Command) => {
      const { language, json, businessDate } = globalsOf(command);
      run(loadCardSummaries(businessDate), language, json);
    });
}
