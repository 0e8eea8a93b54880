// Keys: the decoder of raw terminal bytes (ECMA-48, xterm, rxvt, Linux console) and the one table of commands.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownKey } from '../../src/ui/keys/command.ts';
import { commands } from '../../src/ui/keys/commands.ts';
import { type DecoderState, decode, decoderStart, expire, pending } from '../../src/ui/keys/decoder.ts';
import { type Key, keyName } from '../../src/ui/keys/key.ts';

const bytes = (text: string) => [...new TextEncoder().encode(text)];

function keysOf(text: string): (string | undefined)[] {
  return decode(decoderStart, bytes(text)).keys.map(keyName);
}

function decodeAll(chunks: readonly (readonly number[])[]): { keys: Key[]; state: DecoderState } {
  let state = decoderStart;
  const keys: Key[] = [];
  for (const chunk of chunks) {
    const decoded = decode(state, chunk);
    state = decoded.state;
    keys.push(...decoded.keys);
  }
  return { keys, state };
}

describe('the decoder', () => {
  it.each([
    ['\u001b[A', 'up'],
    ['\u001bOB', 'down'],
    ['\u001b[H', 'home'],
    ['\u001b[4~', 'end'],
    ['\u001b[5~', 'page-up'],
    ['\u001b[6~', 'page-down'],
    ['\u001b[3~', 'delete'],
    ['\u001b[Z', 'shift+tab'],
    ['\u001bOP', 'f1'],
    ['\u001b[11~', 'f1'],
    ['\u001b[[A', 'f1'],
    ['\u001b[20~', 'f9'],
    ['\u001b[24~', 'f12'],
    ['\u001b[1;5C', 'ctrl+right'],
    ['\u0012', 'ctrl+r'],
    ['\r', 'enter'],
    ['\u007f', 'backspace'],
    ['\u001b1', 'alt+1'],
    ['\u001bOq', '1'],
    ['王', '王'],
  ])('reads %j as %s', (sequence, name) => {
    expect(keysOf(sequence)).toEqual([name]);
  });

  it('holds a lone Esc until the alarm says that nothing follows', () => {
    const decoded = decode(decoderStart, [0x1b]);
    expect(decoded.keys).toEqual([]);
    expect(pending(decoded.state)).toBe('escape');
    expect(expire(decoded.state).keys.map(keyName)).toEqual(['escape']);
  });

  it('takes a paste as text, whatever stands in it', () => {
    const decoded = decode(decoderStart, bytes('\u001b[200~内科\r\u0011\u001b[201~x'));
    expect(decoded.keys).toEqual([
      { kind: 'paste', text: '内科\r\u0011' },
      { kind: 'character', text: 'x', alt: false },
    ]);
  });

  it("reads the terminal's cursor report as a report, not as a key", () => {
    expect(decode(decoderStart, bytes('\u001b[1;3R')).keys).toEqual([{ kind: 'cursor-report', row: 1, column: 3 }]);
  });

  it('ignores sequences that are no keys: focus, mouse, device attributes', () => {
    expect(keysOf('\u001b[I\u001b[<0;1;1M\u001b[?62;c')).toEqual([]);
  });

  it('reads the same keys however the bytes are cut into chunks', () => {
    const piece = fc.constantFrom(
      'a',
      '9',
      '王',
      '，',
      '𠮷',
      '\r',
      '\t',
      '\u007f',
      '\u0012',
      '\u001b[A',
      '\u001b[20~',
      '\u001bOP',
      '\u001b[Z',
      '\u001b[200~粘贴 1\u001b[201~',
      '\u001b1',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 10 }), (pieces, cuts) => {
        const all = bytes(pieces.join(''));
        const places = [...new Set(cuts.map((cut) => (all.length === 0 ? 0 : cut % all.length)))].sort((a, b) => a - b);
        const chunks = [0, ...places].map((from, index) => all.slice(from, places[index] ?? all.length));
        expect(decodeAll(chunks).keys).toEqual(decode(decoderStart, all).keys);
      }),
    );
  });

  it('survives any bytes: it neither throws nor holds more than a sequence, unless a paste is open', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (chunks) => {
        const { state } = decodeAll(chunks.map((chunk) => [...chunk]));
        if (!state.pasting) expect(state.held.length).toBeLessThanOrEqual(32);
        expect(pending(expire(state).state)).toBe('nothing');
      }),
    );
  });

  it("loses nothing of a scanner's burst of 28 digits", () => {
    const burst = '0001201108150941050001700420';
    expect(keysOf(burst).join('')).toBe(burst);
  });
});

describe('the table of commands', () => {
  it('has one row an id, every row with a key that is no F-key', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const { keys } of commands) expect(keys.some((key) => !/^f\d+$/.test(key))).toBe(true);
  });

  it('names keys as people read them', () => {
    expect(['ctrl+r', 'enter', 'f9', 'w', 'alt+1', 'shift+tab', '?'].map(shownKey)).toEqual([
      'Ctrl+R',
      'Enter',
      'F9',
      'w',
      'Alt+1',
      'Shift+Tab',
      '?',
    ]);
  });
});
