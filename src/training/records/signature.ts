// Signed results: a key of this machine's training folder signs what an examination was worth, so that a line that was changed
// afterwards is found. It proves that the line is as it was written here, not who sat at the keyboard.

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultLine, type TrainingResult } from './result.ts';

const keyFile = 'signing-key.pem';

/** What is signed: the result without its signature. */
function signedText(result: TrainingResult): Buffer {
  const { signature: _signature, ...rest } = result;
  return Buffer.from(resultLine(rest));
}

export interface Signer {
  sign(result: TrainingResult): TrainingResult;
  /** Whether a result is as it was signed here. */
  isGenuine(result: TrainingResult): boolean;
}

/** The key of a training folder, made at its first use (Ed25519); only its owner can read it. */
export function signerIn(folder: string): Signer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, keyFile);
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  const key = createPrivateKey(readFileSync(path));
  const publicKey = createPublicKey(key);
  return {
    sign: (result) => ({ ...result, signature: sign(null, signedText(result), key).toString('base64') }),
    isGenuine({ ...result }) {
      if (result.signature === undefined) return false;
      return verify(null, signedText(result), publicKey, Buffer.from(result.signature, 'base64'));
    },
  };
}
