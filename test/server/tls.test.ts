// The center over https, and the files that it and a counter are given: certificates made by openssl, as an administrator
// makes them, and keys. What is wrong with a file is told with its name and what was expected, never with what is in it.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { serverLimits } from '../../src/center/server/limits.ts';
import { serveCenter } from '../../src/center/server/serve-center.ts';
import { readAuthority, readTlsFiles } from '../../src/cli/secret-file.ts';
import { demandHospitals, readSignKey, readSignKeys } from '../../src/cli/sign-keys.ts';
import { httpCarrier } from '../../src/hospital/http-carrier.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { clockAt, openCity } from '../center/counter.ts';
import { runProgram, temporaryFolder } from '../support/program.ts';
import { businessDay, serve } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

function written(name: string, text: string, mode = 0o600): string {
  writeFileSync(at(name), text);
  chmodSync(at(name), mode);
  return at(name);
}

function makeCertificate(name: string): { readonly cert: string; readonly key: string } {
  const files = { cert: at(`${name}.pem`), key: at(`${name}.key`) };
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const whom = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', [...made, ...whom, '-keyout', files.key, '-out', files.cert], { stdio: 'pipe' });
  return files;
}

const center = makeCertificate('center');
const stranger = makeCertificate('stranger');
const secret = '0123456789abcdef-of-the-people';

test('https only, to whom its certificate is trusted; a counter that signs reconciles over it', async () => {
  const keys = written('keys', `H12990000001 ${secret}\n`);
  const { url, port } = await serve({
    args: ['--tls-cert', center.cert, '--tls-key', center.key, '--sign-keys', keys],
  });
  expect(url).toBe(`https://127.0.0.1:${port}`);

  const health = (authority?: string) => {
    const parts = { url: new URL(url), schedule: systemSchedule, deadline: 5_000 };
    const carrier = httpCarrier({ ...parts, ...(authority && { authority: readAuthority(given(authority)) }) });
    onTestFinished(() => carrier.close());
    return carrier.health();
  };
  const untrusted = { kind: 'refused-connection', sent: 'no', cause: expect.stringMatching(/self-signed/) };
  expect(await health(stranger.cert)).toEqual({ ok: false, error: untrusted });
  expect(await health()).toEqual({ ok: false, error: untrusted });

  const inTheClear = connect(port, '127.0.0.1');
  let heard = '';
  inTheClear.on('error', () => {}).on('data', (bytes) => (heard += bytes));
  inTheClear.write('GET /healthz HTTP/1.1\r\nhost: center\r\n\r\n');
  await once(inTheClear, 'close');
  expect(heard).not.toContain('founded');
  expect(await health(center.cert)).toMatchObject({ ok: true, value: { today: businessDay } });

  const reconcile = (ca: string) => {
    const counter = ['--center-ca', ca, '--sign-key', written('key', `${secret}\n`), '--data', temporaryFolder()];
    return runProgram(['reconcile', '--center', url, '--date', businessDay, '--lang', 'en', ...counter]);
  };
  const [trusting, wary] = await Promise.all([reconcile(center.cert), reconcile(stranger.cert)]);
  expect([trusting.code, trusting.stderr]).toEqual([0, '']);
  expect(wary).toMatchObject({
    code: 5,
    stderr: expect.stringMatching(/cannot be reached: self-signed.*--center-ca/s),
  });
});

test('SIGHUP has it read certificate and keys again; a bad one is told, and the old ones stay', async () => {
  const own = {
    cert: written('own.pem', readFileSync(center.cert, 'utf8')),
    key: written('own.key', readFileSync(center.key, 'utf8')),
  };
  const keys = written('own-keys', `H12990000001 ${secret}\n`);
  const { url, program } = await serve({ args: ['--tls-cert', own.cert, '--tls-key', own.key, '--sign-keys', keys] });
  const says = createInterface({ input: program.child.stderr })[Symbol.asyncIterator]();
  const hangUp = async () => {
    program.child.kill('SIGHUP');
    return (await says.next()).value;
  };
  const trustedBy = async (authority: string) => {
    const trusted = readAuthority(given(authority));
    const carrier = httpCarrier({ url: new URL(url), schedule: systemSchedule, deadline: 5_000, authority: trusted });
    onTestFinished(() => carrier.close());
    return (await carrier.health()).ok;
  };

  written('own.pem', readFileSync(stranger.cert, 'utf8'));
  expect(await hangUp()).toMatch(/--tls-key .*expected the private key of the certificate/);
  expect((await says.next()).value).toMatch(/the old ones stay/);
  written('own.key', readFileSync(stranger.key, 'utf8'));
  written('own-keys', 'H12990000001 short\n');
  expect(await hangUp()).toMatch(/--sign-keys .*line 1: expected a key/);
  expect((await says.next()).value).toMatch(/the old ones stay/);
  expect([await trustedBy(center.cert), await trustedBy(stranger.cert)]).toEqual([true, false]);

  written('own-keys', `H12990000001 ${secret}-2\n`);
  expect(await hangUp()).toMatch(/were read again/);
  expect([await trustedBy(center.cert), await trustedBy(stranger.cert)]).toEqual([false, true]);
  const reconcile = (key: string) => {
    const counter = ['--center-ca', stranger.cert, '--sign-key', written('own-key', key), '--data', temporaryFolder()];
    return runProgram(['reconcile', '--center', url, '--date', businessDay, '--lang', 'en', ...counter]);
  };
  expect((await reconcile(`${secret}-2\n`)).code).toBe(0);
  expect((await reconcile(`${secret}\n`)).code).not.toBe(0);
});

test('who connects and never comes to the end of the handshake is cut; told to end, it waits for nobody there', async () => {
  const clock = clockAt(`${businessDay} 09:00:00`);
  const city = openCity({ clock });
  onTestFinished(() => city.close());
  const tls = readTlsFiles(given(center.cert), given(center.key));
  const where = { host: '127.0.0.1', port: 0, limits: { ...serverLimits, headers: 100 } };
  const begun = await serveCenter({ center: city, clock, elapsed: () => systemSchedule.now(), tls, ...where });
  if (!begun.ok) throw new Error(begun.error.cause.en);
  const dial = async () => {
    const socket = connect(begun.value.port, '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };
  await once(await dial(), 'close');
  const closed = once(await dial(), 'close');
  await begun.value.close();
  await closed;
});

const given = (file: string, option = '--file') => ({ option, file });

/** What it says of a file, in the words before the Chinese ones; no secret is in it. */
function said(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'WrongUsage') throw error;
    expect(error.message).not.toContain(secret);
    return error.message.replaceAll(`${folder}/`, '');
  }
  return '';
}

describe('files that cannot be used', () => {
  test('end the command before anything is opened: exit 2', async () => {
    const data = join(folder, 'never');
    const run = (...args: string[]) => runProgram(['center', 'serve', '--data', data, ...args]);
    const [alone, missing] = await Promise.all([
      run('--tls-cert', center.cert),
      run('--sign-keys', join(folder, 'none')),
    ]);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/--tls-cert and --tls-key .* together/)]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringMatching(/--sign-keys .*none: cannot be read/)]);
    expect(() => rmSync(data, { recursive: true })).toThrow(/ENOENT/);
  });

  const both = (cert: string, key: string) => () => readTlsFiles(given(cert, '--tls-cert'), given(key, '--tls-key'));
  const encrypted = () => {
    const args = ['pkey', '-in', center.key, '-aes128', '-passout', 'pass:x', '-out', at('encrypted.key')];
    execFileSync('openssl', args, { stdio: 'pipe' });
    return at('encrypted.key');
  };
  test('certificate and key, and whom to trust', () => {
    expect(said(both(center.cert, center.key))).toBe('');
    expect(said(both(center.key, center.key))).toMatch(/^--tls-cert center\.key: expected a certificate in PEM/);
    expect(said(both(center.cert, center.cert))).toMatch(/^--tls-key center\.pem: expected an unencrypted private key/);
    expect(said(both(center.cert, encrypted()))).toMatch(/^--tls-key encrypted\.key: expected an unencrypted/);
    expect(said(both(center.cert, stranger.key))).toMatch(
      /^--tls-key stranger\.key: .* of the certificate center\.pem/,
    );
    expect(said(both(folder, center.key))).toMatch(/^--tls-cert .*: cannot be read/);
    expect(said(() => readAuthority(given(center.key)))).toMatch(/expected a certificate in PEM/);
  });

  const people = `H12990000001 ${secret}`;
  test.each([
    [
      'a code that is none, a key that is short, one too many words, a code twice',
      `\n# c\n${people}\nH1 ${secret}\nH12990000002 short\nH12990000003 ${secret} x\n${people}\n`,
      'line 4: expected an institution code of 12 letters and digits, then the key\n  line 5: expected a key of 16 to 128 visible ASCII characters after H12990000002\n  line 6: expected a key of 16 to 128 visible ASCII characters after H12990000003\n  line 7: H12990000001 has a key already',
    ],
    [
      'the key before the code',
      `${secret} H12990000001`,
      'line 1: expected an institution code of 12 letters and digits, then the key',
    ],
    ['no key', '# nothing\n\n', 'no key in it; expected lines of an institution code and a key / 没有密钥'],
  ])('keys of hospitals: %s', (_name, text, problem) => {
    expect(said(() => readSignKeys(given(written('bad', text))))).toBe(`--file bad: ${problem}`);
  });

  test('keys that others can read; of a hospital that is none; two keys where one belongs', () => {
    for (const mode of [0o640, 0o604, 0o660]) {
      const file = given(written('open', people, mode));
      expect(said(() => readSignKeys(file))).toMatch(
        /^--file open: others can read it; expected the owner alone: chmod 600/,
      );
      expect(said(() => readSignKey(file))).toMatch(/chmod 600/);
    }
    const file = given(written('keys-two', `# people\r\n${people}\r\n\r\n  H12990000009\t${secret}  \n`));
    const keys = readSignKeys(file);
    expect(keys.map(({ line, code, key }) => [line, code, key])).toEqual([
      [2, 'H12990000001', secret],
      [4, 'H12990000009', secret],
    ]);
    const problem = said(() => demandHospitals(keys, file, (code) => code === 'H12990000001'));
    expect(problem).toBe('--file keys-two: line 4: H12990000009 is no designated hospital of this city');

    expect(readSignKey(given(written('own', `# ours\n${secret}\n`)))).toBe(secret);
    expect(said(() => readSignKey(given(written('own', `${secret}\n${secret}\n`))))).toMatch(
      /line 2: expected one line/,
    );
    expect(said(() => readSignKey(given(written('own', people))))).toMatch(/line 1: expected one line with a key/);
    expect(said(() => readSignKey(given(written('own', ''))))).toMatch(/line 1: expected one line/);
  });
});
