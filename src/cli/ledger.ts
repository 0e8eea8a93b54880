// `yibao-pos ledger PERSON`: what the center has of someone's year: ledgers, settlements, refunds, account. Changes nothing of it.

import type { Command } from 'commander';
import type { PersonState } from '../center/inspect.ts';
import type { Language } from '../domain/language.ts';
import type { City } from '../training/city.ts';
import { demandCity, openCityOrReport } from './city.ts';
import { WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { ledgerDocument } from './ledger-document.ts';
import { ledgerText } from './ledger-text.ts';

const examples = `
PERSON is an identity number, a person number at the center, a card as in \`yibao-pos cards\`, or a name.

Examples:
  yibao-pos ledger wang-xiulan
  yibao-pos ledger 王秀兰 --json
  yibao-pos ledger 12990000000001 --unmasked --data ./city
`;

export function registerLedgerCommand(program: Command): void {
  program
    .command('ledger')
    .argument('<person>', 'identity number, person number, card or name / 证件号、人员编号、卡或姓名')
    .description("a person's year at the center: ledgers, settlements, refunds, account / 个人台账")
    .option('--unmasked', 'show the whole identity number / 显示完整证件号')
    .addHelpText('after', examples)
    .action((person: string, options: { unmasked?: true }, command: Command) =>
      show(person, options.unmasked === true, globalsOf(command)),
    );
}

/** Everyone who may be meant; a number or a card means one person at most, a name perhaps several. */
function meant({ center: { inspection }, cards }: City, wanted: string): readonly PersonState[] {
  const card = cards.get(wanted);
  const one =
    inspection.person(wanted) ??
    inspection.personByIdNumber(wanted.toUpperCase()) ??
    (card && inspection.personByIdNumber(card.socialSecurityNumber));
  if (one) return [one];
  return inspection
    .everyone()
    .flatMap((psnNo) => inspection.person(psnNo) ?? [])
    .filter(({ person }) => person.name === wanted);
}

function theOne(city: City, wanted: string, language: Language): PersonState {
  const [found, ...others] = meant(city, wanted);
  if (!found) {
    throw new WrongUsage(
      language === 'zh'
        ? `中心没有 ${wanted}；请用证件号、人员编号、卡（yibao-pos cards）或姓名`
        : `nobody at the center is ${wanted}: use an identity number, a person number, a card (yibao-pos cards) or a name`,
    );
  }
  if (others.length === 0) return found;
  const numbers = [found, ...others].map(({ person }) => person.psnNo).join(', ');
  throw new WrongUsage(
    language === 'zh'
      ? `有几位 ${wanted}，请用人员编号：${numbers}`
      : `several are called ${wanted}: use one of ${numbers}`,
  );
}

function show(wanted: string, unmasked: boolean, globals: Globals): void {
  const { language, json } = globals;
  demandCity(globals);
  const city = openCityOrReport(globals);
  if (!city) return;
  try {
    const document = ledgerDocument(city.center.inspection, theOne(city, wanted, language), unmasked);
    process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : ledgerText(document, language));
  } finally {
    city.close();
  }
}
