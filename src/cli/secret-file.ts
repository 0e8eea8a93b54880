// Files that commands are given to speak safely: certificates and keys. Each is looked into before anything begins; what is
// wrong with one is told as wrong usage with the option, the file and what was expected, and never with what is in it.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { TlsFiles } from '../center/server/serve-center.ts';
import { WrongUsage } from './exit.ts';

/** A file, and the option that named it. */
export interface GivenFile {
  readonly option: string;
  readonly file: string;
}

/** Above this it is no certificate and no list of keys. */
const longest = 1_048_576;
const groupAndOthers = 0o077;

const said = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function unusable({ option, file }: GivenFile, expected: string): WrongUsage {
  return new WrongUsage(`${option} ${file}: ${expected}`);
}

function read(given: GivenFile, whose: 'anybody' | 'owner'): string {
  let descriptor: number;
  try {
    descriptor = openSync(given.file, 'r');
  } catch (error) {
    throw unusable(given, `cannot be read / 读不了: ${said(error)}`);
  }
  try {
    // Of the open file, not of its name: nothing can be exchanged in between.
    const { mode, size } = fstatSync(descriptor);
    if (whose === 'owner' && process.platform !== 'win32' && (mode & groupAndOthers) !== 0) {
      throw unusable(given, 'others can read it; expected the owner alone: chmod 600 / 其他用户可以读取，请 chmod 600');
    }
    if (size > longest) throw unusable(given, `expected at most ${longest} bytes / 太大`);
    return readFileSync(descriptor, 'utf8');
  } catch (error) {
    throw error instanceof WrongUsage ? error : unusable(given, `cannot be read / 读不了: ${said(error)}`);
  } finally {
    closeSync(descriptor);
  }
}

function certificateIn(text: string, given: GivenFile): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw unusable(given, 'expected a certificate in PEM (-----BEGIN CERTIFICATE-----) / 应为 PEM 证书');
  }
}

/** PEM of those whose certificates are trusted. */
export function readAuthority(given: GivenFile): string {
  const text = read(given, 'anybody');
  certificateIn(text, given);
  return text;
}

/** A certificate (with those above it, where it has some) and its private key, which belong together. */
export function readTlsFiles(certificate: GivenFile, key: GivenFile): TlsFiles {
  const files = { cert: read(certificate, 'anybody'), key: read(key, 'anybody') };
  const own = certificateIn(files.cert, certificate);
  let matches: boolean;
  try {
    matches = own.checkPrivateKey(createPrivateKey(files.key));
  } catch {
    throw unusable(
      key,
      'expected an unencrypted private key in PEM (-----BEGIN PRIVATE KEY-----) / 应为未加密的 PEM 私钥',
    );
  }
  if (!matches) throw unusable(key, `expected the private key of the certificate ${certificate.file} / 与证书不符`);
  try {
    createSecureContext(files);
  } catch (error) {
    throw unusable(certificate, `cannot be used / 不能用: ${said(error)}`);
  }
  return files;
}

/** A file that its owner alone can read. */
export function readOwnersFile(given: GivenFile): string {
  return read(given, 'owner');
}
