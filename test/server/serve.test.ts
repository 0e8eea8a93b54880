// `center serve` as a user starts it (8-cli): one ready line, the envelope of 3-protocol, an end that loses nothing.

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text as wholeText } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { envelopeOf } from '../center/envelope.ts';
import { runProgram, startProgram, temporaryFolder } from '../support/program.ts';
import { businessDay, post, serve } from './served.ts';

const signIn = JSON.stringify(
  envelopeOf('9001', { signIn: { opter_no: '0003', mac: '', ip: '' } }, `H12990000001${'20110815090000'}0001`),
);

test('says where it is, tells its state, answers a sign-in, and ends when told to', async () => {
  const served = await serve();
  const health = await (await fetch(`${served.url}/healthz`)).json();
  expect(health).toEqual({ status: 'ok', founded: businessDay, today: businessDay });
  const { status, type, text } = await post(served.url, signIn);
  expect([status, type]).toEqual([200, 'application/json; charset=utf-8']);
  const answer = JSON.parse(text);
  expect(answer).toMatchObject({ infcode: 0, err_msg: null });
  expect(answer.output.signinoutb.sign_no).toHaveLength(30);
  expect(await served.end()).toBe(0);

  // What was answered was kept: the same message gets the same answer from the next process.
  const again = await serve({ data: served.data });
  expect((await post(again.url, signIn)).text).toBe(text);
  expect(await again.end('SIGINT')).toBe(0);
});

test('without --json the ready line is CENTER and the address', async () => {
  const program = startProgram(['center', 'serve', '--port', '0', '--date', businessDay, '--data', temporaryFolder()]);
  expect(await program.line()).toMatch(/^CENTER http:\/\/127\.0\.0\.1:\d+$/);
  await program.kill();
});

describe('what is no message is refused in the same form', () => {
  test('malformed JSON, another content type, too long, no UTF-8, another address', async () => {
    const { url } = await serve();
    const refusal = async (body: string | Uint8Array<ArrayBuffer>, type?: string) => {
      const { status, text } = await post(url, body, type);
      const { infcode, err_msg, output } = JSON.parse(text);
      expect([infcode, output]).toEqual([-1, null]);
      return `${status} ${err_msg}`;
    };
    expect(await refusal('{')).toMatch(/^200 message: .*not JSON/);
    expect(await refusal('{}')).toMatch(/^200 infno: /);
    expect(await refusal('')).toMatch(/^200 message: .*not JSON/);
    expect(await refusal(signIn, 'text/plain')).toMatch(/^415 message: .*application\/json/);
    expect(await refusalOfLength(url, 4_194_305)).toMatch(/^413 message: .*too large/);
    expect(await refusal(new Uint8Array([0x22, 0xff, 0xfe, 0x22]))).toMatch(/^400 message: /);
    const elsewhere = await fetch(`${url}/elsewhere`);
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.json()).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('POST /fsi/api') });
  });
});

/**
 * What a body of this length is answered. It is stated and never sent: who goes on sending to somebody who has hung up
 * hears of that, and not always of the reason.
 */
async function refusalOfLength(url: string, length: number): Promise<string> {
  const headers = { 'content-type': 'application/json', 'content-length': length };
  const asked = request(`${url}/fsi/api`, { method: 'POST', headers });
  onTestFinished(() => void asked.on('error', () => {}).destroy());
  asked.flushHeaders();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const { err_msg } = JSON.parse(await wholeText(answer)) as { readonly err_msg: string };
  return `${answer.statusCode} ${err_msg}`;
}

describe('where it cannot be served', () => {
  test('a port that is taken: cause and remedy, exit 2', async () => {
    const { port } = await serve();
    const args = ['center', 'serve', '--port', String(port), '--date', businessDay, '--data', temporaryFolder()];
    const { code, stdout, stderr } = await runProgram([...args, '--lang', 'en']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`127\\.0\\.0\\.1:${port} is taken\\n {2}→ .*--port`));
  });

  test('an address of another machine; a port that is none', async () => {
    const data = temporaryFolder();
    const far = await runProgram(['center', 'serve', '--host', '192.0.2.1', '--data', data, '--lang', 'en']);
    expect([far.code, far.stderr]).toEqual([2, expect.stringMatching(/no address 192\.0\.2\.1\n.*--host/)]);
    const none = await runProgram(['center', 'serve', '--port', '65536', '--data', data]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/0 to 65535/)]);
  });
});
