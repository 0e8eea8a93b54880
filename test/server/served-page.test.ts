// The examples of docs/served-center.md work as they stand.

import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { signedTextOfAnswer, signedTextOfRequest } from '../../src/domain/protocol/canonical.ts';
import { top } from '../support/paths.ts';
import { temporaryFolder } from '../support/program.ts';
import { serve } from './served.ts';

const page = readFileSync(join(top, 'docs', 'served-center.md'), 'utf8');
const [plain = '', signed = ''] = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, example]) => example);
const [, key = ''] = /^key=(\S+)$/m.exec(signed) ?? [];

async function run(example: string, url: string): Promise<Record<string, unknown>> {
  expect(example).toContain('http://127.0.0.1:8710');
  const { stdout } = await promisify(execFile)('sh', ['-c', example.replace('http://127.0.0.1:8710', url)]);
  return JSON.parse(stdout);
}

test('the curl examples of the page sign in: unsigned, and signed by openssl where the hospital has a key', async () => {
  const file = join(temporaryFolder(), 'keys');
  writeFileSync(file, `# the example\nH12990000002 ${key}\n`, { mode: 0o600 });
  const { url } = await serve({ args: ['--sign-keys', file] });
  const signedIn = { infcode: 0, output: { signinoutb: { sign_time: expect.any(String) } } };
  expect(await run(plain, url)).toMatchObject(signedIn);
  const { sim_cainfo, ...answer } = await run(signed, url);
  expect(answer).toMatchObject({ ...signedIn, sim_msgid: 'H12990000002201108150900000002' });
  expect(sim_cainfo).toBe(createHmac('sm3', key).update(signedTextOfAnswer(answer)).digest('hex'));
});

test('the worked example is the canonical form of its message, and so signed', () => {
  const [, example = ''] = /```json\n(\{.*\})\n```/.exec(page) ?? [];
  const [, signature] = /^is signed `(\w+)`/m.exec(page) ?? [];
  expect(signedTextOfRequest({ ...JSON.parse(example), cainfo: 'x' })).toBe(example);
  expect(createHmac('sm3', key).update(example, 'utf8').digest('hex')).toBe(signature);
  expect(signed).toContain(`message='${example}'`);
});
