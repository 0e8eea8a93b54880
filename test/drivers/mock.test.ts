// The whole way in one process: card application → driver → npm serialport's stream → our binding → emulated reader → card.

import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedReader, openReader } from '../../drivers/open.ts';
import { cards, wang } from './cards.ts';

let opened: OpenedReader | undefined;
afterEach(async () => opened?.reader.close());

async function open(url: string) {
  const result = await openReader(url, { cards });
  if (!result.ok) throw new Error(result.error.cause);
  opened = result.value;
  if (!opened.mock) throw new Error('no hand');
  return { ...opened, mock: opened.mock };
}

describe('mock: (5-readers, The mock)', () => {
  it('reads a whole card and verifies its PIN', async () => {
    const { reader, card } = await open('mock:wang');
    const { id: _id, pin: _pin, ...data } = wang;
    expect(await card.read(reader)).toEqual({ ok: true, value: { ...data, area: '990100' } });
    expect(await card.verifyPin(reader, '000000')).toEqual({ ok: true, value: { at: 'wrong', triesLeft: 5 } });
    expect(await card.verifyPin(reader, '123456')).toEqual({ ok: true, value: { at: 'accepted' } });
  });
});
