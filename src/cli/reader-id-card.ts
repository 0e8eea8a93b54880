// `yibao-pos reader read sam:…`: waits for an identity card to be laid on the reader, and prints what it says of its holder.

import { openIdReader } from '../../drivers/open.ts';
import type { IdCardEvent, IdCardPerson, IdCardReader, ReaderError, Result } from '../../drivers/reader.ts';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { maskNumber } from '../domain/person.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import type { Globals } from './globals.ts';
import { tableText } from './table.ts';

/** Milliseconds that the holder has to lay the card down. */
const PATIENCE = 30_000;

type Shown = Exclude<keyof IdCardPerson, 'photo'>;

const labels: readonly (readonly [Shown, Text])[] = [
  ['idNumber', { zh: '公民身份号码', en: 'identity number' }],
  ['name', { zh: '姓名', en: 'name' }],
  ['sex', { zh: '性别', en: 'sex' }],
  ['ethnicGroup', { zh: '民族', en: 'ethnic group' }],
  ['birth', { zh: '出生日期', en: 'date of birth' }],
  ['address', { zh: '住址', en: 'address' }],
  ['authority', { zh: '签发机关', en: 'issuing authority' }],
  ['validFrom', { zh: '有效期自', en: 'valid from' }],
  ['validUntil', { zh: '有效期至', en: 'valid until' }],
];

const sexes: Readonly<Record<IdCardPerson['sex'], Text>> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
};

/** Without what is the person's own: number, day of birth, where they live. The photo is never shown. */
function shown({ photo: _photo, ...person }: IdCardPerson, whole: boolean): Omit<IdCardPerson, 'photo'> {
  if (whole) return person;
  return {
    ...person,
    idNumber: maskNumber(person.idNumber),
    birth: `${person.birth.slice(0, 4)}****`,
    address: `${person.address.slice(0, 3)}****`,
  };
}

/** The next card that is read, or why none is. */
function nextCard(reader: IdCardReader): Promise<Result<IdCardPerson, ReaderError>> {
  return new Promise((resolve) => {
    const finish = (result: Result<IdCardPerson, ReaderError>) => {
      clearTimeout(timer);
      end();
      resolve(result);
    };
    const timer = setTimeout(() => {
      const seconds = PATIENCE / 1_000;
      finish({
        ok: false,
        error: {
          kind: 'no-card',
          cause: `no identity card was laid on the reader within ${seconds} s`,
          remedy: { zh: '请把身份证平放在读卡区上', en: 'Lay the identity card flat on the reader' },
        },
      });
    }, PATIENCE);
    const end = reader.subscribe((event: IdCardEvent) => {
      if (event.kind === 'id-card-read') finish({ ok: true, value: event.person });
      if (event.kind === 'id-card-unreadable' || event.kind === 'reader-gone')
        finish({ ok: false, error: event.error });
    });
  });
}

function personText(person: Omit<IdCardPerson, 'photo'>, language: Language): string {
  const rows = labels.map(([field, label]) => [
    inLanguage(label, language),
    field === 'sex' ? inLanguage(sexes[person.sex], language) : person[field],
  ]);
  return tableText([{ title: '' }, { title: '' }], rows);
}

/** Prints the card; answers the error that kept it from being read. */
export async function readIdCard(url: string, whole: boolean, globals: Globals): Promise<ReaderError | undefined> {
  const cards = url.startsWith('mock:') ? loadCardFixtures(globals.businessDate) : new Map();
  const opened = await openIdReader(url, { cards });
  if (!opened.ok) return opened.error;
  const { reader } = opened.value;
  process.stderr.write(
    `${inLanguage({ zh: '请放置身份证…', en: 'Lay the identity card on the reader …' }, globals.language)}\n`,
  );
  const read = await nextCard(reader).finally(() => reader.close());
  if (!read.ok) return read.error;
  const person = shown(read.value, whole);
  process.stdout.write(
    globals.json
      ? `${JSON.stringify({ reader: url, idCard: person }, null, 2)}\n`
      : personText(person, globals.language),
  );
  return undefined;
}
