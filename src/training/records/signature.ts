// Signed results: a key of this machine's training folder signs what a drill or an examination was worth, so that a line that
// was changed afterwards is found. It proves that the line is as it was written here, not who sat at the keyboard.

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../domain/protocol/canonical.ts';
import type { TrainingResult } from './result.ts';

const keyFile = 'signing-key.pem';

/** What is signed: the whole result without its signature. */
function signedText(result: TrainingResult): Buffer {
  const { signature: _signature, ...rest } = result;
  return Buffer.from(canonicalJson(rest));
}

export interface Signer {
  sign(result: TrainingResult): TrainingResult;
  /** Whether a result is as it was signed here. */
  isGenuine(result: TrainingResult): boolean;
}

/** By what a line names the one before it. */
export function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('base64url');
}

/** Makes the key whole or not at all: of two programs that begin at once, both use the same. */
function makeKey(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const made = `${path}.${process.pid}`;
  writeFileSync(made, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(made, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(made);
  }
}

/** The key of a training folder, made at its first use (Ed25519); only its owner can read it. */
export function signerIn(folder: string): Signer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, keyFile);
  if (!existsSync(path)) makeKey(path);
  const key = createPrivateKey(readFileSync(path));
  const publicKey = createPublicKey(key);
  return {
    sign: (result) => ({ ...result, signature: sign(null, signedText(result), key).toString('base64') }),
    isGenuine(result) {
      if (result.signature === undefined) return false;
      return verify(null, signedText(result), publicKey, Buffer.from(result.signature, 'base64'));
    },
  };
}
