// An asciicast, version 2: a header and one line a frame, as players of terminal recordings read it.
// Source: asciicast file format, version 2 (header: version, width, height; events: [time, "o", data]).

export interface CastFrame {
  /** Milliseconds since the start. */
  readonly t: number;
  readonly data: string;
}

export interface CastHead {
  readonly columns: number;
  readonly rows: number;
  readonly title: string;
}

const hideCursor = '\u001b[?25l\u001b[2J';

/** The whole file. Frames that draw the same as the one before are left out. */
export function asciicast({ columns, rows, title }: CastHead, frames: readonly CastFrame[]): string {
  const head = { version: 2, width: columns, height: rows, title, env: { TERM: 'xterm-256color' } };
  const lines: string[] = [JSON.stringify(head), JSON.stringify([0, 'o', hideCursor])];
  let before = '';
  for (const { t, data } of frames) {
    if (data === before) continue;
    before = data;
    lines.push(JSON.stringify([t / 1000, 'o', data]));
  }
  return `${lines.join('\n')}\n`;
}
