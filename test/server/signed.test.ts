// Signed messages (3-protocol, Envelope: signtype, cainfo): who has a key at the center is heard only under its signature,
// and believes only answers that bear the center's. Over real sockets, but for what needs none.

import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import { serveCenter } from '../../src/center/server/serve-center.ts';
import { signedMessages } from '../../src/center/server/signed-messages.ts';
import { signedTextOfAnswer, signedTextOfRequest } from '../../src/domain/protocol/canonical.ts';
import type { RequestEnvelope, Transport } from '../../src/domain/protocol/envelope.ts';
import { ok } from '../../src/domain/result.ts';
import { createCarriedLine } from '../../src/hospital/center-line.ts';
import { httpCarrier } from '../../src/hospital/http-carrier.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { signedCarrier } from '../../src/hospital/signed-carrier.ts';
import { clockAt, openCity } from '../center/counter.ts';
import { envelopeOf } from '../center/envelope.ts';
import { cityHospital, tcmHospital } from '../center/small-city.ts';
import { identify } from '../hospital/steps.ts';
import { choiceAt, openTownCenter, openWindow, people, pocketCard } from '../hospital/town.ts';
import { temporaryFolder } from '../support/program.ts';
import { post } from './served.ts';

const key = 'the key of the city hospital'.replaceAll(' ', '-');
const keys = new Map([
  [cityHospital.code, key],
  ['H12990000009', 'the-key-of-another-hospital'],
]);
const hmac = (by: string, text: string) => createHmac('sm3', by).update(text).digest('hex');

let sent = 0;
function signIn(but: Partial<RequestEnvelope> = {}, hospital = cityHospital): RequestEnvelope {
  sent += 1;
  const msgid = `${hospital.code}20110815090000${String(sent).padStart(4, '0')}`;
  return envelopeOf('9001', { signIn: { opter_no: '0003', mac: '', ip: '' } }, msgid, but);
}

function sign(envelope: RequestEnvelope, by = key, signtype: string | null = 'SM3'): Readonly<Record<string, unknown>> {
  const request = { ...envelope, signtype };
  return { ...request, cainfo: hmac(by, signedTextOfRequest(request)) };
}

// One center for all: each message has a number of its own.
const clock = clockAt('2011-08-15 09:00:00');
let center: EmbeddedCenter;
beforeAll(() => {
  center = openCity({ clock });
});
afterAll(() => center.close());

async function served() {
  const where = { host: '127.0.0.1', port: 0, signKeys: keys };
  const begun = await serveCenter({ center, clock, elapsed: () => systemSchedule.now(), ...where });
  if (!begun.ok) throw new Error(begun.error.cause.en);
  onTestFinished(() => begun.value.close());
  const { url } = begun.value;
  const carrier = httpCarrier({ url: new URL(url), schedule: systemSchedule, deadline: 5_000 });
  onTestFinished(() => carrier.close());
  const say = async (message: unknown) => JSON.parse((await post(url, JSON.stringify(message))).text);
  return { carrier, say };
}

test('a signed message is done, and its answer signed for its number; sent again it is answered as before', async () => {
  const { carrier, say } = await served();
  const message = signIn();
  const answer = await say(sign(message));
  const { sim_cainfo, ...rest } = answer;
  expect(rest).toMatchObject({ infcode: 0, sim_msgid: message.msgid });
  expect(sim_cainfo).toBe(hmac(key, signedTextOfAnswer(rest)));
  expect(await say(sign({ ...message, inf_time: '2011-08-15 09:00:05' }))).toEqual(answer);

  const carried = await signedCarrier(carrier, key).exchange(JSON.stringify(signIn()));
  expect(carried.ok && JSON.parse(carried.value)).toMatchObject({ infcode: 0 });
});

describe('what its hospital did not sign so is refused naming cainfo; nothing is kept of it', () => {
  const cases: Readonly<Record<string, (message: RequestEnvelope) => object>> = {
    unsigned: (message) => message,
    'signtype without cainfo': (message) => ({ ...message, signtype: 'SM3', cainfo: '' }),
    'cainfo without signtype': (message) => sign(message, key, null),
    'another kind of signature': (message) => sign(message, key, 'SM2'),
    'a signature that is no text': (message) => ({ ...sign(message), cainfo: [sign(message).cainfo] }),
    'capital letters': (message) => ({ ...sign(message), cainfo: String(sign(message).cainfo).toUpperCase() }),
    'cut short': (message) => ({ ...sign(message), cainfo: String(sign(message).cainfo).slice(0, 63) }),
    'another key': (message) => sign(message, `${key}.`),
    'the key of another hospital, which has one too': (message) => sign(message, 'the-key-of-another-hospital'),
    'changed after signing': (message) => ({ ...sign(message), opter: '0004' }),
    'with a field more': (message) => ({ ...sign(message), more: null }),
    'with a field less': (message) => {
      const { dev_no: _less, ...rest } = sign(message);
      return rest;
    },
  };
  test.each(Object.entries(cases))('%s', async (_name, written) => {
    const handle = signedMessages(center, () => keys);
    const message = signIn();
    const [handled] = handle([JSON.stringify(written(message))]);
    const refusal = JSON.parse(handled?.answer ?? '');
    expect(refusal).toMatchObject({ infcode: -1, err_msg: expect.stringMatching(/^cainfo: /), output: null });
    // Nothing is kept of it: the message as its hospital sent it may still come, and is done then (3-protocol, Envelope).
    expect(refusal).toMatchObject({ sim_undecided: '1' });
    expect(Object.keys(refusal)).not.toContain('sim_cainfo');
    expect(handled?.fate).toBe('refused');

    const [first] = handle([JSON.stringify(sign(message))]);
    expect(first?.fate).toBe('done');
  });

  test('null made 1e400, which JSON would write as null; nested beyond the stack', () => {
    const handle = signedMessages(center, () => keys);
    const text = JSON.stringify(sign(signIn()));
    const deep = `"input":${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    for (const bad of [text.replace('"dev_no":null', '"dev_no":1e400'), text.replace(/"input":\{.*?\}\}/, deep)]) {
      expect(bad).not.toBe(text);
      expect(JSON.parse(handle([bad])[0]?.answer ?? '').err_msg).toMatch(/^cainfo: /);
    }
  });
});

test('keys are asked for at each message: after an exchange the new one counts, the old one no more', () => {
  const newKey = `${key}-of-next-year`;
  let current: ReadonlyMap<string, string> = keys;
  const handle = signedMessages(center, () => current);
  const message = signIn();
  const fate = (by: string) => handle([JSON.stringify(sign(message, by))])[0]?.fate;
  expect(fate(newKey)).toBe('refused');
  current = new Map([[cityHospital.code, newKey]]);
  expect([fate(key), fate(newKey)]).toEqual(['refused', 'done']);
});

test('a hospital without a key goes on as before, and cannot speak for one that has one', async () => {
  const { say } = await served();
  const answer = await say(signIn({}, tcmHospital));
  expect(answer).toMatchObject({ infcode: 0 });
  expect(Object.keys(answer)).not.toContain('sim_cainfo');
  const forSomeoneElse = signIn({ fixmedins_code: tcmHospital.code });
  expect((await say(forSomeoneElse)).err_msg).toMatch(/^msgid: /);
  expect((await say('no message')).err_msg).not.toMatch(/cainfo/);
});

test('messages that came together are answered in their order, whoever of them is refused', () => {
  const handle = signedMessages(center, () => keys);
  const [one, other] = [signIn(), signIn()];
  const messages = [signIn({}, tcmHospital), signIn(), sign(one), signIn(), sign(other)];
  const answers = handle([...messages.map((each) => JSON.stringify(each)), '{']);
  const words = answers.map(({ answer }) => JSON.parse(answer)).map(({ err_msg, sim_msgid }) => err_msg ?? sim_msgid);
  expect(words).toEqual([
    undefined,
    expect.stringMatching(/^cainfo/),
    one.msgid,
    expect.stringMatching(/^cainfo/),
    other.msgid,
    expect.stringMatching(/^message/),
  ]);
});

/** A center in this process, under signatures, whose answers a stranger on the line may change. */
function signedLine(handle: (texts: readonly string[]) => readonly { readonly answer: string }[]) {
  const stranger = { change: (answer: string) => answer };
  const carrier: Transport = {
    exchange: async (request) => ok(stranger.change(handle([request])[0]?.answer ?? '')),
  };
  return { carrier, stranger };
}

describe('the hospital believes only an answer that the center signed for that message', () => {
  const strangers: Readonly<Record<string, [(answer: string) => string, RegExp]>> = {
    'without its signature': [(answer) => answer.replace(/,"sim_cainfo":"\w+"/, ''), /not signed/],
    'changed on the way': [(answer) => answer.replace('"infcode":0', '"infcode":-1'), /signature .* wrong/],
    'cut short': [(answer) => answer.slice(0, 100), /cannot be read/],
    'no message': [() => '[]', /no message/],
    'a refusal of the signature, which anybody can get': [
      () => '{"infcode":-1,"err_msg":"cainfo: x"}',
      /refuses our key/,
    ],
  };
  test.each(Object.entries(strangers))('%s: unreadable, perhaps done', async (_name, [change, cause]) => {
    const { carrier, stranger } = signedLine(signedMessages(center, () => keys));
    stranger.change = change;
    const carried = await signedCarrier(carrier, key).exchange(JSON.stringify(signIn()));
    const error = { kind: 'unreadable-answer', sent: 'maybe', cause: expect.stringMatching(cause) };
    expect(carried).toEqual({ ok: false, error });
  });

  test('the signed answer to another message; one signed with another key', async () => {
    const { carrier, stranger } = signedLine(signedMessages(center, () => keys));
    let before = '';
    stranger.change = (answer) => {
      before = answer;
      return answer;
    };
    await signedCarrier(carrier, key).exchange(JSON.stringify(signIn()));
    stranger.change = () => before;
    const carried = await signedCarrier(carrier, key).exchange(JSON.stringify(signIn()));
    expect(carried).toMatchObject({ error: { cause: 'the answer is to another message' } });

    const elsewhere = signedLine(signedMessages(center, () => new Map([[cityHospital.code, `${key}.`]])));
    const foreign = await signedCarrier(elsewhere.carrier, key).exchange(JSON.stringify(signIn()));
    expect(foreign).toMatchObject({ error: { cause: expect.stringMatching(/refuses our key/) } });
  });

  test('to a settlement: prompt 5 and in doubt, until reconciliation takes back what the center did', async () => {
    const town = openTownCenter();
    onTestFinished(() => town.close());
    const { carrier, stranger } = signedLine(signedMessages(town, () => new Map([[people, key]])));
    const carriedLine = { carrier: signedCarrier(carrier, key), schedule: systemSchedule, deadline: 5_000 };
    const window = openWindow({ center: town, folder: temporaryFolder(), line: createCarriedLine(carriedLine) });
    onTestFinished(() => window.close());
    await identify(window, pocketCard('wang-xiulan'));
    const shown = await window.act({ kind: 'choice-made', choice: choiceAt(window.desk) });
    expect(shown.visit.at).toBe('trial-shown');
    stranger.change = (answer) => answer.replace(/"sim_cainfo":"\w/, '"sim_cainfo":"g');
    const doubt = await window.act({ kind: 'confirmed' });
    expect(doubt).toMatchObject({ visit: { at: 'in-doubt', refusal: { prompt: 'center-call-failed' } } });
    expect(doubt.inFlight).toMatchObject([{ infno: '2207A' }]);
    stranger.change = (answer) => answer;
    const reconciled = await window.act({ kind: 'reconcile-asked' });
    expect(reconciled).toMatchObject({
      visit: { at: 'reconciled', outcomes: [{ verdict: 'reversed' }] },
      inFlight: [],
    });
  });
});
