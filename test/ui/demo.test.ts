// The gallery on a real screen grid: each of the ten documented prompts is there after at most three keys, and one more mends
// its cause before everyone's eyes (deck 000, 常见问题及解决办法, items 1–10; 1-prompts).

import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { practiceCounterOf } from '../../src/cli/practice-counter.ts';
import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import { openDemonstration } from '../../src/training/demo/demonstration.ts';
import { loadShelf } from '../../src/training/scenario/shelf.ts';
import { replayTime } from '../../src/training/session/session-time.ts';
import { DemoStage } from '../../src/ui/demo/demo-stage.ts';
import { galleryRows } from '../../src/ui/demo/gallery.ts';
import { runStage } from '../../src/ui/run-stage.tsx';
import { top } from '../support/paths.ts';
import { stageAt } from '../training/practice.ts';
import { KeyboardDouble, ManualClock, ScreenDouble } from './support/terminal.ts';

const foundedOn = dateOf('2011-08-15');

async function openGallery(columns: number, rows: number) {
  const shelf = loadShelf(join(top, 'fixtures', 'scenarios'));
  if (!shelf.ok) throw new Error(JSON.stringify(shelf.error));
  const screen = new ScreenDouble(columns, rows);
  const keyboard = new KeyboardDouble();
  const clock = new ManualClock();
  const cards = loadCardFixtures(foundedOn);
  let stage: DemoStage | undefined;
  const ended = runStage({
    language: 'zh',
    environment: {},
    stdin: keyboard,
    stdout: screen as unknown as NodeJS.WriteStream,
    clock,
    ambiguous: 'one',
    stage(surroundings) {
      stage = new DemoStage({
        surroundings,
        clock,
        rows: galleryRows(shelf.value),
        names: (card) => cards.get(card)?.name ?? card,
        async open({ shelved }) {
          const opened = await openDemonstration({
            scenario: shelved.scenario,
            newStage() {
              const time = replayTime('2011-08-15 09:30:00' as Timestamp);
              return { stage: stageAt(time), time };
            },
            listen: () => {},
          });
          if (!opened.ok) throw new Error(JSON.stringify(opened.error));
          return { ok: true, value: opened.value };
        },
        save: ({ shelved }) => ({ text: { zh: `已存 ${shelved.name}`, en: '' }, meaning: 'fine' }),
        counter: practiceCounterOf({ surroundings, clock, foundedOn }),
      });
      return stage;
    },
  });
  onTestFinished(async () => {
    keyboard.type('\u0011');
    await ended;
    await stage?.close();
  });
  await screen.shows('演示：十种提示和普通门诊');
  /** Time goes on, second by second, until the screen says it. */
  const comesTo = async (shown: (text: string) => boolean) => {
    while (!shown(screen.text())) {
      await stage?.idle();
      clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { screen, keyboard, comesTo };
}

/** What the screen offers once the cause is gone. */
const prompts: readonly (readonly [key: string, text: string, afterMending: string])[] = [
  ['1', '该卡无效', '选科室'],
  ['2', '2011年8月未缴费，请用现金结算', 'Enter 结算'],
  ['3', '存在未完成的对账信息，提示海河市中医医院', 'Enter 结算'],
  ['4', '住院期间不能门诊挂号', 'Enter 结算'],
  ['5', '调用中心交易失败', '选科室'],
  ['6', '门诊不享受，请用现金支付', 'Enter 结算'],
  ['7', '中心没有此人信息', '选科室'],
  ['8', '取对应的门特登记信息失败', 'Enter 结算'],
  ['9', '密码错误', '选科室'],
  ['0', '个人缴费有六个月的等待期', 'Enter 结算'],
];

/** The counter's part of a screen of 120 columns: what stands beside it names prompts as well. */
function counterPart(text: string): string {
  return text
    .split('\n')
    .map((row) => row.split('│').slice(0, -1).join('│'))
    .join('\n');
}

const panel = '┌─ 提示';

describe('the ten prompts from the gallery', () => {
  for (const [key, text, afterMending] of prompts) {
    test(`${key}: 「${text}」 after one key, mended by one more`, async () => {
      const { screen, keyboard, comesTo } = await openGallery(120, 40);
      keyboard.type(key);
      const prompted = (shown: string) => {
        const part = counterPart(shown);
        return part.includes(text) && part.includes(panel);
      };
      await comesTo(prompted);
      await comesTo((shown) => shown.includes('玻璃后面') && shown.includes('消除 m'));
      keyboard.type('m');
      await comesTo((shown) => !prompted(shown) && counterPart(shown).includes(afterMending));
      expect(counterPart(screen.text())).not.toContain(panel);
    });
  }
});

describe('the stage on the least screen', () => {
  test('80 × 24: the counter alone, the glass by one key, every row within the screen', async () => {
    const { screen, keyboard, comesTo } = await openGallery(80, 24);
    keyboard.type('2');
    await comesTo((shown) => shown.includes(panel));
    expect(screen.text()).not.toContain('玻璃后面');
    keyboard.type('\t');
    await screen.shows('玻璃后面');
    expect(screen.text()).toContain('employer_contribution');
    keyboard.type('\t');
    await screen.shows(panel);
  });

  test('80 × 24: the last row has the keys that do something, the trainer’s, then whoever it was handed to', async () => {
    const { screen, keyboard, comesTo } = await openGallery(80, 24);
    const foot = () => screen.lines().at(-1) ?? '';
    keyboard.type('2');
    await comesTo((shown) => shown.includes(panel));
    expect(foot()).toMatch(/n 下一步 .* m 消除原因 .* h 交给学员/);
    expect(foot()).not.toContain('Ctrl+R');
    keyboard.type('m');
    await comesTo((shown) => !shown.includes(panel) && shown.includes('合计'));
    keyboard.type('m');
    await comesTo(() => foot().includes('这里没有可消除的原因'));
    keyboard.type('h');
    await screen.until(() => foot().includes('Enter 结算'));
    expect(foot()).toContain('Ctrl+G 收回');
    keyboard.type('\u0007');
    await screen.shows('m 消除原因');
  });
});

test('handed over, Ctrl+K keeps the session as a scenario; before that it does not', async () => {
  const { screen, keyboard, comesTo } = await openGallery(120, 40);
  keyboard.type('5');
  await comesTo((shown) => counterPart(shown).includes(panel));
  keyboard.type('\u000b');
  await comesTo((shown) => !shown.includes('已存'));
  keyboard.type('h');
  await comesTo((shown) => shown.includes('存为情景'));
  keyboard.type('\u000b');
  await comesTo((shown) => shown.includes('已存 prompt-center-call-failed'));
  expect(screen.text()).toContain('已存');
  // Taken back: until then every other key is the counter's.
  keyboard.type('\u0007');
});
