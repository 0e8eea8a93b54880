// A second person's word over any station: number, then password as stars; Esc goes back; what they approved goes to the desk.

import { describe, expect, it } from 'vitest';
import type { Timestamp } from '../../src/domain/date.ts';
import { carryOut } from '../../src/ui/carry-out.ts';
import type { Key, NamedKey } from '../../src/ui/keys/key.ts';
import { noModifiers } from '../../src/ui/keys/key.ts';
import { press } from '../../src/ui/keys/press.ts';
import { penFor } from '../../src/ui/language/pen.ts';
import { inLine } from '../../src/ui/model/entries.ts';
import type { Moment } from '../../src/ui/model/moment.ts';
import { firstScreen } from '../../src/ui/model/state.ts';
import { overlayOf } from '../../src/ui/overlays/view.ts';
import { askApproval } from '../../src/ui/sign-in/approval.ts';
import { framesFor } from '../../src/ui/text/frames.ts';
import { plainText } from '../../src/ui/text/line.ts';
import { scriptedDesk } from './support/scripted-desk.ts';

const now = '2011-08-15 09:41:00' as Timestamp;
const pen = penFor('zh', framesFor('one'));

/** A counter's screen with the overlay open; keys go in as they would from the keyboard. */
function opened() {
  const desk = scriptedDesk();
  let screen = inLine({ desk: desk.snapshot(), screen: firstScreen });
  const moment = (): Moment => {
    screen = inLine({ desk: desk.snapshot(), screen });
    const { place, lookup } = desk;
    return { screen, desk: desk.snapshot(), place, lookup, tray: undefined, now, furthest: 0 };
  };
  const wanted = {
    action: 'refund' as const,
    about: { zh: '王秀兰 退 48.20', en: '48.20 back to 王秀兰' },
    next: () => ({ kind: 'reconcile-asked' as const }),
  };
  screen = askApproval(moment(), wanted).screen;
  const none = () => {};
  const hands = { desk, tray: undefined, receipt: () => [], onPrint: none, onRepaint: none, onQuit: none };
  function strike(key: Key): void {
    const outcome = press(moment(), key);
    screen = outcome.screen;
    for (const effect of outcome.effects) {
      screen = carryOut(effect, hands, { stands: () => screen, inLine: () => moment().screen });
    }
  }
  return {
    desk,
    type(text: string) {
      for (const one of text) strike({ kind: 'character', text: one, alt: false });
    },
    named: (name: NamedKey) => strike({ kind: 'named', name, modifiers: noModifiers }),
    paste: (text: string) => strike({ kind: 'paste', text }),
    overlay: () => moment().screen.overlay.at,
    shown: () => {
      const drawn = overlayOf(moment(), pen, { width: 72, rows: 17 }, () => []);
      return drawn ? [drawn.title, ...drawn.lines.map(plainText)].join('\n') : '';
    },
  };
}

describe('the overlay', () => {
  it('says in place what is missing where Enter comes too early', () => {
    const screen = opened();
    screen.named('enter');
    expect(screen.shown()).toContain('还没有输工号');
    screen.type('1008');
    screen.named('enter');
    expect(screen.shown()).not.toContain('还没有');
    screen.named('enter');
    expect(screen.shown()).toContain('还没有输密码');
    expect(screen.overlay()).toBe('approval');
  });

  it('says what is to be approved, and shows the number but of the password only stars', () => {
    const counter = opened();
    counter.type('1008');
    counter.named('enter');
    counter.type('wa?q7');
    expect(counter.shown()).toContain('王秀兰 退 48.20');
    expect(counter.shown()).toMatch(/工号 +1008/);
    expect(counter.shown()).toMatch(/密码 +\*{5}$/m);
    expect(counter.shown()).not.toContain('wa?q7');
  });

  it('hands number and password to the desk, closes, and tells the desk what was approved', () => {
    const counter = opened();
    const asked: unknown[] = [];
    const approve = counter.desk.script.approve;
    counter.desk.script.approve = (...those) => {
      asked.push(those);
      return approve(...those);
    };
    counter.type('1008');
    counter.named('enter');
    counter.type('wa?q7');
    counter.named('enter');
    expect(asked).toEqual([['refund', '1008', 'wa?q7']]);
    expect(counter.desk.events[0]).toEqual({ kind: 'reconcile-asked' });
    expect(counter.overlay()).toBe('nothing');
  });

  it('stays open with the reason and the remedy where the desk refuses, the password empty again', () => {
    const counter = opened();
    const refusal = { zh: '密码不对，还可试 4 次', en: '' };
    const error = { kind: 'wrong-password' as const, cause: refusal, remedy: { zh: '09:00:01 起可再试', en: '' } };
    counter.desk.script.approve = () => ({ ok: false, error });
    counter.type('1008');
    counter.named('enter');
    counter.type('nonsense');
    counter.named('enter');
    expect(counter.shown()).toContain('密码不对，还可试 4 次');
    expect(counter.shown()).toContain('09:00:01 起可再试');
    expect(counter.shown()).not.toContain('*');
    expect(counter.desk.events).toEqual([]);
  });

  it('goes back with Esc: from the password to the number, then out; a paste is no password', () => {
    const counter = opened();
    counter.type('1008');
    counter.named('enter');
    counter.paste('10081008');
    expect(counter.shown()).not.toContain('*');
    counter.named('escape');
    expect(counter.overlay()).toBe('approval');
    counter.named('escape');
    expect(counter.overlay()).toBe('nothing');
    expect(counter.desk.events).toEqual([]);
  });

  it('closes when the visit comes to another state: what was to be approved is not there any more', () => {
    const counter = opened();
    counter.desk.show({ at: 'reconciling', subject: undefined, resume: { at: 'awaiting-card' } });
    expect(counter.overlay()).toBe('nothing');
  });
});
