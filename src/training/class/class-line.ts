// A counter's line to its class: posts what happens, takes commands, and comes back by itself when the instructor does. The
// counter never waits for it, and goes on without it.

import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Schedule } from '../../hospital/schedule.ts';
import { type ClassAddress, paths } from './class-address.ts';
import { type ClassCommand, commandFrom } from './command.ts';
import { type Now, reportText, type TapeItem } from './report.ts';
import { beatEvery } from './serve-class.ts';
import { Tape } from './tape.ts';

/** `unknown-code`: there is a class, but this is not its code. */
export type LineState = 'away' | 'connected' | 'unknown-code';

export interface ClassLineParts {
  readonly address: ClassAddress;
  /** The counter's own, a UUID: the same as long as it runs. */
  readonly id: string;
  readonly trainee: string;
  readonly schedule: Schedule;
  readonly now: () => Now;
  /** Each command once, however often it comes. */
  readonly obey: (id: string, command: ClassCommand) => void;
  readonly onState: (state: LineState) => void;
}

export interface ClassLine {
  readonly state: () => LineState;
  put(item: TapeItem): void;
  /** What `now` answers has changed. */
  touch(): void;
  /** What the class does not have yet is given to it, if it is there. */
  close(): Promise<void>;
}

/** Milliseconds. */
const firstPause = 200;
const longestPause = 2000;
const silence = 3 * beatEvery;
const postWaits = 5000;
const lastPostWaits = 1000;
const itemsInAReport = 500;

class OpenLine implements ClassLine {
  readonly #parts: ClassLineParts;
  readonly #tape = new Tape();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #obeyed = new Set<string>();
  #state: LineState = 'away';
  #pause = firstPause;
  #stopAlarm = () => {};
  #stream: ClientRequest | undefined;
  #posting: Promise<void> | undefined;
  #touched = true;
  /** How the class was last told that it looks here; that time passes is not told by itself. */
  #told = '';
  #closed = false;

  constructor(parts: ClassLineParts) {
    this.#parts = parts;
    this.#connect();
  }

  state(): LineState {
    return this.#state;
  }

  put(item: TapeItem): void {
    this.#tape.put(item);
    this.touch();
  }

  touch(): void {
    this.#touched = true;
    // Everything that happens in one turn goes into one report.
    if (!this.#posting) this.#posting = Promise.resolve().then(() => this.#post());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopAlarm();
    await Promise.race([
      this.#posting,
      new Promise((resolve) => this.#parts.schedule.after(lastPostWaits, () => resolve(undefined))),
    ]);
    this.#stream?.destroy();
    this.#agent.destroy();
  }

  #headers() {
    const { address, trainee } = this.#parts;
    return { authorization: `Bearer ${address.code}`, trainee: encodeURIComponent(trainee) };
  }

  #connect(): void {
    const { host, port } = this.#parts.address;
    const stream = request({
      host,
      port,
      path: paths.commands(this.#parts.id),
      headers: this.#headers(),
      agent: false,
    });
    this.#stream = stream;
    stream.setTimeout(silence, () => stream.destroy());
    stream.on('response', (response) => this.#listen(response));
    stream.on('error', () => {});
    stream.on('close', () => this.#lost());
    stream.end();
  }

  #listen(response: IncomingMessage): void {
    if (response.statusCode !== 200) {
      this.#become(response.statusCode === 401 ? 'unknown-code' : 'away');
      response.resume();
      return;
    }
    this.#pause = firstPause;
    this.#told = '';
    this.#become('connected');
    this.touch();
    // That it broke off is heard of the request.
    response.on('error', () => {});
    let rest = '';
    response.setEncoding('utf8').on('data', (piece: string) => {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#heard(line);
    });
  }

  #heard(line: string): void {
    let said: { readonly id?: unknown; readonly command?: unknown };
    try {
      said = JSON.parse(line);
    } catch {
      return;
    }
    const { id } = said;
    const command = commandFrom(said.command);
    if (typeof id !== 'string' || this.#obeyed.has(id)) return;
    this.#obeyed.add(id);
    if (command) this.#parts.obey(id, command);
    else this.put({ refused: id, cause: { zh: '该窗口不懂这条指令', en: 'the counter does not know this command' } });
  }

  #lost(): void {
    if (this.#state === 'connected') this.#become('away');
    if (this.#closed) return;
    this.#stopAlarm = this.#parts.schedule.after(this.#pause, () => this.#connect());
    this.#pause = Math.min(longestPause, this.#pause * 2);
  }

  #become(state: LineState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onState(state);
  }

  /** One report after another until the class has everything, or cannot be reached. */
  async #post(): Promise<void> {
    while (this.#state === 'connected' && (this.#touched || !this.#tape.isHad())) {
      this.#touched = false;
      const now = this.#parts.now();
      const looks = JSON.stringify({ ...now, seconds: 0 });
      if (this.#tape.isHad() && looks === this.#told) continue;
      const { trainee } = this.#parts;
      const have = await this.#send(reportText({ trainee, ...this.#tape.rest(itemsInAReport), now }));
      if (have === undefined) break;
      this.#tape.has(have);
      this.#told = looks;
    }
    this.#posting = undefined;
    // Not taken though the line is open: later, or when something happens.
    if (this.#state === 'connected' && !this.#tape.isHad() && !this.#closed) {
      this.#parts.schedule.after(longestPause, () => this.touch());
    }
  }

  /** Answers how much the class has; undefined where it did not say. */
  #send(text: string): Promise<number | undefined> {
    const { host, port } = this.#parts.address;
    const headers = { ...this.#headers(), 'content-type': 'application/json; charset=utf-8' };
    const path = paths.report(this.#parts.id);
    return new Promise((resolve) => {
      const post = request({ host, port, path, headers, method: 'POST', agent: this.#agent }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          body += piece;
        });
        response.on('end', () => resolve(haveIn(body)));
        response.on('error', () => resolve(undefined));
      });
      post.setTimeout(postWaits, () => post.destroy());
      post.on('error', () => resolve(undefined));
      post.on('close', () => resolve(undefined));
      post.end(text);
    });
  }
}

function haveIn(body: string): number | undefined {
  try {
    const { have } = JSON.parse(body) as { readonly have?: unknown };
    return typeof have === 'number' && Number.isInteger(have) && have >= 0 ? have : undefined;
  } catch {
    return undefined;
  }
}

/** Begins to look for the class at once. */
export function openClassLine(parts: ClassLineParts): ClassLine {
  return new OpenLine(parts);
}
