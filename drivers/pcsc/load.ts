// Loads the package pcsc-mini, which brings PC/SC into Node, when a `pcsc:` URL is opened and never before. It is not
// among the packages of this program: whoever has a PC/SC reader installs it beside it.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';

/** What is used of pcsc-mini 0.1: its own declarations are there only where the package is. */
export interface PcscModule {
  readonly Client: new () => PcscClient;
}

export interface PcscClient {
  on(event: 'reader', listener: (reader: PcscReaderHandle) => void): this;
  on(event: 'error', listener: (error: unknown) => void): this;
  /** Throws where no PC/SC service runs. */
  start(): this;
  stop(): void;
}

export interface PcscReaderHandle {
  name(): string;
  on(event: 'change', listener: (status: { readonly raw: number }, atr: Uint8Array) => void): this;
  on(event: 'disconnect', listener: () => void): this;
  /** `mode`, `protocol`: as SCardConnect numbers them. */
  connect(mode: number, protocol: number): Promise<PcscCard>;
}

export interface PcscCard {
  /** 1 T=0, 2 T=1 */
  protocol(): number;
  reconnect(mode: number, initialisation: number): Promise<number>;
  disconnect(disposition: number): Promise<void>;
  state(): Promise<{ readonly atr: Uint8Array }>;
  transmit(command: Uint8Array): Promise<Uint8Array>;
}

/** Error: port-not-found, with what to install. */
export function loadPcsc(): Result<PcscModule, ReaderError> {
  let cause = '';
  // Beside this program, on NODE_PATH, or in the project that uses it.
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return done(createRequire(from)('pcsc-mini') as PcscModule);
    } catch (error) {
      cause ||= (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    }
  }
  return failed('port-not-found', `PC/SC needs the package pcsc-mini: ${cause}`, {
    zh: '安装 PC/SC 支持包：npm install pcsc-mini（Linux 另需 pcscd）；或改用 ccid: 串口读卡器',
    en: 'Install what PC/SC needs: npm install pcsc-mini (on Linux pcscd as well); or use a serial reader, ccid:',
  });
}
