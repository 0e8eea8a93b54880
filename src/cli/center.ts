// `yibao-pos center serve`: the insurance center as a process of its own, for many counters.

import { type Command, InvalidArgumentError } from 'commander';
import type { EmbeddedCenter } from '../center/center.ts';
import { type Credentials, type ServedCenter, serveCenter, type TlsFiles } from '../center/server/serve-center.ts';
import { dateOfTimestamp } from '../domain/date.ts';
import { inLanguage } from '../domain/language.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { openCityOrReport, reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { readTlsFiles } from './secret-file.ts';
import { demandHospitals, type HospitalKey, readSignKeys } from './sign-keys.ts';

interface ServeArguments {
  readonly port: number;
  readonly host: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly signKeys?: string;
}

const highestPort = 65_535;
const defaultPort = 8710;

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > highestPort) throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return port;
}

export function registerCenterCommand(program: Command): void {
  const center = program.command('center').description('the insurance center / 医保中心');
  center
    .command('serve')
    .description('the center for many counters, over HTTP / 为多个窗口提供医保中心')
    .option('--port <n>', 'the port; 0 picks a free one', parsePort, defaultPort)
    .option('--host <address>', 'the address to listen at', '127.0.0.1')
    .option('--tls-cert <file>', 'PEM: speaks https with this certificate / 证书')
    .option('--tls-key <file>', 'PEM: its private key / 证书的私钥')
    .option('--sign-keys <file>', "'institution-code key' on each line: their messages are signed (SM3) / 签名密钥")
    .addHelpText(
      'after',
      '\nThe first line of standard output says where it is: CENTER URL. SIGTERM and SIGINT end it.\n' +
        'A second one on the same data takes a port of its own; the two are one center.\n' +
        'SIGHUP has it read certificate and keys again; what is wrong with a new one is told, and the old ones stay.\n' +
        'POST /fsi/api takes messages; GET /healthz tells state and day, /metrics counts, /docs describes every transaction.\n' +
        '\nExamples:\n  yibao-pos center serve --date 2011-08-15\n' +
        '  yibao-pos counter --date 2011-08-15 --center http://127.0.0.1:8710\n' +
        '  yibao-pos center serve --host 0.0.0.0 --tls-cert center.pem --tls-key center.key --sign-keys keys\n',
    )
    .action((options: ServeArguments, command: Command) => serve(options, globalsOf(command)));
}

/** Everything that options name as files. */
interface GivenFiles {
  readonly tls?: TlsFiles;
  readonly keys?: readonly HospitalKey[];
}

const keysFile = (file: string) => ({ option: '--sign-keys', file });

/** Throws WrongUsage, naming the file and what was expected of it. */
function readFiles({ tlsCert, tlsKey, signKeys }: ServeArguments): GivenFiles {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new WrongUsage('--tls-cert and --tls-key are given together / 须同时给出');
  }
  return {
    ...(tlsCert === undefined || tlsKey === undefined
      ? {}
      : { tls: readTlsFiles({ option: '--tls-cert', file: tlsCert }, { option: '--tls-key', file: tlsKey }) }),
    ...(signKeys !== undefined && { keys: readSignKeys(keysFile(signKeys)) }),
  };
}

/** The same for this center: keys are of its hospitals. */
function credentialsOf(
  { tls, keys }: GivenFiles,
  { signKeys = '' }: ServeArguments,
  center: EmbeddedCenter,
): Credentials {
  if (keys) demandHospitals(keys, keysFile(signKeys), (code) => center.inspection.hospital(code) !== undefined);
  return {
    ...(tls && { tls }),
    ...(keys && { signKeys: new Map(keys.map(({ code, key }) => [code, key])) }),
  };
}

async function serve(options: ServeArguments, globals: Globals): Promise<void> {
  const files = readFiles(options);
  const hangUps = files.tls || files.keys ? heedHangUps() : undefined;
  const city = openCityOrReport(globals);
  if (!city) return;
  try {
    const credentials = credentialsOf(files, options, city.center);
    const warm = city.warmUp();
    if (!warm.ok) reportCityProblem(warm.error, globals.language);
    else await serveUntilTold(city.center, options, { credentials, hangUps }, globals);
  } finally {
    city.close();
  }
}

async function serveUntilTold(
  center: EmbeddedCenter,
  options: ServeArguments,
  { credentials, hangUps }: { readonly credentials: Credentials; readonly hangUps: HangUps | undefined },
  globals: Globals,
): Promise<void> {
  const { clock, language } = globals;
  const { host, port: wanted } = options;
  const told = endAsked(hangUps);
  const parts = { center, clock, elapsed: () => systemSchedule.now(), host, port: wanted };
  const served = await serveCenter({ ...parts, ...credentials });
  if (!served.ok) {
    const { cause, remedy } = served.error;
    process.stderr.write(`yibao-pos: ${inLanguage(cause, language)}\n  → ${inLanguage(remedy, language)}\n`);
    process.exitCode = ExitCode.wrongUsage;
    return;
  }
  const { url, port } = served.value;
  hangUps?.heed(() => readAgain(served.value, options, center));
  const document = { url, port, founded: center.foundedOn, today: dateOfTimestamp(clock.now()) };
  process.stdout.write(globals.json ? `${JSON.stringify(document)}\n` : `CENTER ${url}\n`);
  await told;
  await served.value.close();
}

interface HangUps {
  /** What each hang-up asks for from now on; one that came before is made good at once. */
  heed(ask: () => void): void;
}

/** From now on no hang-up ends the process: files that were exchanged while it started are read again once it has. */
function heedHangUps(): HangUps {
  let isOwed = false;
  let ask = () => {
    isOwed = true;
  };
  process.on('SIGHUP', () => ask());
  return {
    heed(next) {
      ask = next;
      if (isOwed) next();
    },
  };
}

/** All of them, or none: a new certificate with old keys is nothing that anybody asked for. */
function readAgain(served: ServedCenter, options: ServeArguments, center: EmbeddedCenter): void {
  try {
    served.renew(credentialsOf(readFiles(options), options, center));
    process.stderr.write('yibao-pos: certificate and keys were read again / 已重新读取证书和密钥\n');
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    process.stderr.write(`yibao-pos: ${error.message}\n  → the old ones stay / 继续使用原有的证书和密钥\n`);
  }
}

/** Resolves at the first signal to end; a second one ends at once. A hang-up ends what has no files to read again. */
function endAsked(hangUps: HangUps | undefined): Promise<void> {
  const hangUp = hangUps ? [] : (['SIGHUP'] as const);
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', ...hangUp] as const) process.once(signal, () => resolve());
  });
}
