// What an error of PC/SC means, by its name (SCARD_W_REMOVED_CARD is RemovedCard), as one of the reader's typed errors. Pure.

import type { ReaderError, ReaderErrorKind } from '../reader.ts';
import { readerError } from '../reader-error.ts';

const kinds: ReadonlyMap<string, ReaderErrorKind> = new Map<string, ReaderErrorKind>([
  ['NoSmartCard', 'no-card'],
  ['RemovedCard', 'card-removed'],
  // Another program has reset it: what was selected and verified is gone.
  ['ResetCard', 'card-removed'],
  ['UnpoweredCard', 'card-removed'],
  ['InvalidHandle', 'card-removed'],
  ['UnresponsiveCard', 'mute-card'],
  ['UnsupportedCard', 'bad-atr'],
  ['AtrInvalid', 'bad-atr'],
  ['InvalidAtr', 'bad-atr'],
  ['ProtoMismatch', 'card-protocol'],
  ['SharingViolation', 'port-busy'],
  ['Timeout', 'no-answer'],
  ['CommError', 'no-answer'],
  ['CommDataLost', 'bad-frame'],
  ['NotTransacted', 'mute-card'],
  ['NoService', 'port-not-found'],
  ['ServiceStopped', 'port-not-found'],
  ['ServerTooBusy', 'port-busy'],
  ['NoReadersAvailable', 'port-not-found'],
  ['ReaderUnavailable', 'port-not-found'],
  ['UnknownReader', 'port-not-found'],
]);

/** Where the service itself is gone. */
export const serviceRemedy: ReaderError['remedy'] = {
  zh: '启动 PC/SC 服务（Linux：systemctl start pcscd；Windows：Smart Card 服务）',
  en: 'Start the PC/SC service (Linux: systemctl start pcscd; Windows: the service Smart Card)',
};

/** `thrown`: what pcsc-mini rejects with, an Error with a `code`. */
export function pcscError(
  thrown: unknown,
  doing: 'open' | 'listening' | 'power on' | 'command' | 'power off',
): ReaderError {
  const code = codeOf(thrown);
  const cause = `${doing}: PC/SC reports ${code}`;
  if (code === 'NoService' || code === 'ServiceStopped') return readerError('port-not-found', cause, serviceRemedy);
  // The service could not power it when it came, and says so when it is asked for.
  if (code === 'UnpoweredCard' && doing === 'power on') return readerError('mute-card', cause);
  return readerError(kinds.get(code) ?? 'refused-by-reader', cause);
}

function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) return String(thrown.code);
  return thrown instanceof Error ? thrown.message : String(thrown);
}
