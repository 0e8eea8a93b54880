// A secret from standard input: typed without echo at a terminal, the first line of anything else.

import type { ReadStream } from 'node:tty';

const ENTER = ['\r', '\n', '\u0004'];
const INTERRUPT = '\u0003';
const ERASE = ['\u007f', '\b'];

/** Without line end. Ctrl+C ends the program, as without raw mode. */
export async function readSecret(question: string): Promise<string> {
  const { stdin } = process;
  stdin.setEncoding('utf8');
  return stdin.isTTY ? typedAnswer(stdin, question, 'unseen') : firstLine(stdin);
}

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return (text.split('\n')[0] ?? '').replace(/\r$/, '');
}

/** What is typed up to Enter. Ctrl+C ends the program, as without raw mode. */
export async function typedAnswer(terminal: ReadStream, question: string, echo: 'echoed' | 'unseen'): Promise<string> {
  process.stderr.write(question);
  terminal.setRawMode(true);
  try {
    return await new Promise<string>((resolve) => {
      let secret = '';
      terminal.on('data', (keys: string) => {
        for (const key of keys) {
          if (ENTER.includes(key)) resolve(secret);
          else if (key === INTERRUPT) {
            terminal.setRawMode(false);
            process.kill(process.pid, 'SIGINT');
          } else if (ERASE.includes(key)) {
            if (echo === 'echoed' && secret !== '') process.stderr.write('\b \b');
            secret = secret.slice(0, -1);
          } else {
            if (echo === 'echoed') process.stderr.write(key);
            secret += key;
          }
        }
      });
    });
  } finally {
    terminal.setRawMode(false);
    terminal.removeAllListeners('data');
    terminal.pause();
    process.stderr.write('\n');
  }
}
