// A visit without the social-security card (4-card, Other ways to identify the insured): the identity card with its PIN at
// the center, and the e-voucher. First the reducer alone, then a desk with both readers and a scanner at once.

import { describe, expect, it, onTestFinished } from 'vitest';
import { openIdReader } from '../../drivers/open.ts';
import type { CodeScanner, ScannerEvent } from '../../drivers/reader.ts';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { dateOf } from '../../src/domain/date.ts';
import { eVoucherOf } from '../../src/domain/e-voucher.ts';
import type { DeskSnapshot } from '../../src/hospital/desk.ts';
import type { VisitContext } from '../../src/hospital/visit/context.ts';
import type { VisitEffect } from '../../src/hospital/visit/effects.ts';
import type { VisitEvent } from '../../src/hospital/visit/events.ts';
import type { EVoucherHolder, IdCardHolder } from '../../src/hospital/visit/people.ts';
import { reduce } from '../../src/hospital/visit/reduce.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { temporaryFolder } from '../support/program.ts';
import { openTownCenter, openWindow } from './town.ts';
import { atPay, atRegister, choice, holder, insured, orderedTicket, otherHolder, refusalOf } from './visits.ts';

const { idNumber, name, sex, birth } = holder;
const idCard: IdCardHolder = { by: 'id-card', idNumber, name, sex, birth };
const otherIdCard: IdCardHolder = { ...idCard, idNumber: otherHolder.idNumber, name: otherHolder.name };
const code = eVoucherOf('12345678901234567', '12');
const voucher: EVoucherHolder = { ...idCard, by: 'e-voucher', code };
const without: VisitContext = { ...atRegister, slot: { at: 'none' } };
const payWithout: VisitContext = { ...atPay, slot: { at: 'none' } };

const laid: VisitEvent = { kind: 'id-card-read', holder: idCard };
const pin: VisitEvent = { kind: 'pin-entered', pin: '123456' };
const identified: VisitEvent = { kind: 'identified', insured };
const nothingHere: VisitEvent = { kind: 'looked-up', ticket: undefined, inDoubt: undefined };
const scanned = (text: string): VisitEvent => ({ kind: 'voucher-scanned', scanned: text });

function play(events: readonly VisitEvent[], context = without, from: VisitState = { at: 'awaiting-card' }) {
  let state = from;
  const effects: VisitEffect[] = [];
  for (const event of events) {
    const step = reduce(state, event, context);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects, did: effects.map((effect) => effect.do) };
}

describe('an identity card', () => {
  it('asks for the PIN, has the center check it, and leads to the choice of a department', () => {
    const { state, effects, did } = play([laid, pin, identified, nothingHere]);
    expect(did).toEqual(['identify-with-pin', 'look-up']);
    expect(effects[0]).toEqual({ do: 'identify-with-pin', holder: idCard, pin: '123456' });
    expect(state).toMatchObject({ at: 'choosing', patient: { known: 'by-center', holder: idCard } });
  });

  it('needs not stay: no state waits for it, and a social-security card that is pulled is not its affair', () => {
    const chosen = play([laid, pin, identified, nothingHere, { kind: 'choice-made', choice }]);
    expect(chosen.state.at).toBe('pricing');
    for (const at of [chosen.state, play([laid]).state])
      expect(play([{ kind: 'card-removed' }], without, at).state).toBe(at);
  });

  it('a wrong PIN is prompt 9 with the tries left; the next PIN is asked of the center again', () => {
    const wrong: VisitEvent = { kind: 'refused', refusal: { ...refusalOf('wrong-pin'), triesLeft: 4 } };
    const refused = play([laid, pin, wrong]);
    expect(refused.state).toMatchObject({ at: 'refused', refusal: { triesLeft: 4 }, resume: { at: 'entering-pin' } });
    const again = play([{ kind: 'step-chosen', step: 'retry' }, pin], without, refused.state);
    expect(again.did).toEqual(['identify-with-pin']);
  });

  it('no way leads past the PIN: after prompt 5 it is entered anew, or the visit is in cash', () => {
    const down: VisitEvent = { kind: 'refused', refusal: refusalOf('center-call-failed') };
    const refused = play([laid, pin, down]);
    const retry = play([{ kind: 'step-chosen', step: 'retry' }], without, refused.state);
    expect(retry).toMatchObject({ state: { at: 'entering-pin' }, did: [] });
    const cash = play([{ kind: 'step-chosen', step: 'settle-in-cash' }], without, refused.state);
    expect(cash.state).toMatchObject({ at: 'choosing', payment: { way: 'cash' }, patient: { known: 'by-card' } });
  });

  it('what the hospital has unfinished is looked for before anything is charged', () => {
    const due = orderedTicket;
    const { state } = play([laid, pin, identified, { kind: 'looked-up', ticket: due, inDoubt: undefined }], payWithout);
    expect(state).toMatchObject({ at: 'pricing', subject: { purpose: 'fees', ticket: { number: due.number } } });
  });

  it('stands in for the card of a ticket that was opened, if it is the same person’s; another’s is said', () => {
    const opened = play([{ kind: 'ticket-opened', ticket: orderedTicket, to: 'pay' }], payWithout);
    expect(opened.state).toMatchObject({ at: 'card-pulled', holder });
    expect(play([laid], payWithout, opened.state).state).toMatchObject({ at: 'entering-pin', holder: idCard });
    const other = play([{ kind: 'id-card-read', holder: otherIdCard }], payWithout, opened.state);
    expect(other.state).toMatchObject({ at: 'other-card', expected: holder, found: otherIdCard });
    expect(play([laid], payWithout, other.state).state).toMatchObject({ at: 'entering-pin', holder: idCard });
    const turned = play([{ kind: 'back' }], payWithout, other.state);
    expect(turned).toMatchObject({ state: { at: 'entering-pin', holder: otherIdCard }, did: [] });
  });

  it('one that does not read is said, and laid down again it begins the visit', () => {
    const remedy = { zh: '重新放置', en: 'lay it down again' };
    const said = play([{ kind: 'id-card-unreadable', remedy }]);
    expect(said.state).toMatchObject({ at: 'problem', problem: { kind: 'id-card-unreadable' } });
    expect(play([laid], without, said.state).state.at).toBe('entering-pin');
  });

  it('that has expired is refused at the door, with the day and what else will do', () => {
    const { state } = play([{ kind: 'id-card-expired', on: dateOf('2011-08-14') }]);
    expect(state).toMatchObject({ at: 'problem', problem: { kind: 'id-card-expired' } });
    if (state.at === 'problem') expect(state.problem.text.zh).toContain('2011-08-14');
  });

  it('laid down in the middle of somebody’s visit it changes nothing', () => {
    for (const from of [play([laid, pin, identified, nothingHere]).state, play([scanned(code)]).state])
      expect(play([{ kind: 'id-card-read', holder: otherIdCard }], without, from).state).toBe(from);
  });
});

describe('an e-voucher', () => {
  it('is asked of the center, without a PIN, and leads to the choice of a department', () => {
    const { state, did } = play([scanned(code), { kind: 'recognised', holder: voucher, insured }, nothingHere]);
    expect(did).toEqual(['recognise', 'look-up']);
    expect(state).toMatchObject({ at: 'choosing', patient: { holder: voucher } });
  });

  it.each([
    ['27 digits', code.slice(1), '28 位'],
    ['another issuer', `425${code.slice(3)}`, '424'],
    ['another extension', `${code.slice(0, 24)}9999`, '0000'],
    ['a letter', `${code.slice(1)}x`, '数字'],
  ])('%s: refused at the door with what was expected, and nothing is asked of the center', (_what, text, expected) => {
    const { state, did } = play([scanned(text)]);
    expect(did).toEqual([]);
    expect(state).toMatchObject({ at: 'problem', problem: { kind: 'no-voucher' } });
    if (state.at === 'problem') expect(state.problem.text.zh).toContain(expected);
    // The next one is scanned without a key in between; a card works as well.
    expect(play([scanned(code)], without, state).state.at).toBe('recognising');
    const card: VisitEvent = { kind: 'card-inserted', goal: { to: 'register' } };
    expect(play([card], without, state).state.at).toBe('reading-card');
  });

  it('pays a ticket that was opened, if it is the same person’s; another’s is said', () => {
    const opened = play([{ kind: 'ticket-opened', ticket: orderedTicket, to: 'pay' }], payWithout).state;
    const asked = play([scanned(code)], payWithout, opened).state;
    const same = play([{ kind: 'recognised', holder: voucher, insured }], payWithout, asked);
    expect(same.state).toMatchObject({ at: 'identifying', goal: { to: 'pay', ticket: orderedTicket.number } });
    const other = { ...voucher, idNumber: otherHolder.idNumber };
    const wrong = play([{ kind: 'recognised', holder: other, insured }], payWithout, asked);
    expect(wrong.state).toMatchObject({ at: 'other-card', found: other });
  });

  it('is nothing to a consulting room', () => {
    const { state } = play([scanned(code)], { ...without, goal: undefined });
    expect(state).toEqual({ at: 'awaiting-card' });
  });
});

/** A desk with the readers of both cards and a scanner; the center knows everyone's PIN and voucher. */
async function deskWithAll() {
  const center = openTownCenter();
  const city = loadCardFixtures(dateOf('2011-08-15'));
  const young = [...city.values()].find(({ birth }) => birth > '19800101')!;
  const cards = new Map([...city, ['expired', { ...young, issued: '19910801' }]]);
  const opened = await openIdReader('mock:', { cards });
  if (!opened.ok || !opened.value.mock) throw new Error('no mock reader of identity cards');
  const { reader: idReader, mock } = opened.value;
  let scan = (_event: ScannerEvent): void => {};
  const scanner: CodeScanner = {
    url: 'scanner:test',
    status: () => ({ at: 'ready' }),
    subscribe(listener) {
      scan = listener;
      return () => {};
    },
    close: async () => {},
  };
  const window = openWindow({ center, folder: temporaryFolder(), idReader, scanner });
  onTestFinished(async () => {
    await window.close();
    await idReader.close();
    center.close();
  });
  const until = (at: VisitState['at']): Promise<DeskSnapshot> =>
    new Promise((resolve) => {
      const look = () => {
        if (window.desk.snapshot().visit.at !== at) return;
        end();
        resolve(window.desk.snapshot());
      };
      const end = window.desk.subscribe(look);
      look();
    });
  return { center, cards, mock, window, until, scan: (text: string) => scan({ kind: 'code-scanned', text }) };
}

describe('the desk with both readers and a scanner', () => {
  it('registers by identity card; the PIN is in nothing that the desk shows or keeps', async () => {
    const { mock, window, until } = await deskWithAll();
    expect(window.desk.snapshot().idReader).toEqual({ at: 'no-card' });
    mock.insert('wang-xiulan');
    await until('entering-pin');
    window.desk.dispatch({ kind: 'pin-entered', pin: '123457' });
    expect(await until('refused')).toMatchObject({ visit: { refusal: { prompt: 'wrong-pin', triesLeft: 5 } } });
    window.desk.dispatch({ kind: 'step-chosen', step: 'retry' });
    window.desk.dispatch({ kind: 'pin-entered', pin: '123456' });
    const chosen = await until('choosing');
    expect(chosen.visit).toMatchObject({ patient: { holder: { by: 'id-card' }, insured: { name: '王秀兰' } } });
    expect(JSON.stringify(chosen.visit)).not.toContain('"123456"');
  });

  it('refuses a card past its day', async () => {
    const { mock, until } = await deskWithAll();
    mock.insert('expired');
    expect(await until('problem')).toMatchObject({ visit: { problem: { kind: 'id-card-expired' } } });
  });

  it('knows whose voucher was scanned', async () => {
    const { center, cards, until, scan } = await deskWithAll();
    scan(center.inspection.eVoucher(cards.get('li-jianguo')!.socialSecurityNumber)!);
    expect(await until('choosing')).toMatchObject({
      visit: { patient: { holder: { by: 'e-voucher', name: '李建国' }, known: 'by-center' } },
    });
  });
});
