// A drill's stage: whose the keys are, that one patient comes after another however many are sent at once, and that nothing is
// begun or ended twice.

import { describe, expect, onTestFinished, test } from 'vitest';
import { DrillStage } from '../../src/ui/drill/drill-stage.ts';
import { counterOf, Drills, handsOn, holderName, insert, shelvedNamed, surroundingsOf } from './support/stage.ts';

const unknown = shelvedNamed('prompt-person-unknown');
const inpatient = shelvedNamed('prompt-inpatient');

function openStage(language: 'zh' | 'en' = 'zh') {
  const drills = new Drills();
  const hand = surroundingsOf(language);
  const stage = new DrillStage({
    surroundings: hand.surroundings,
    clock: drills.clock,
    shelf: [unknown, inpatient],
    names: holderName,
    hospitalName: (code) => code,
    open: drills.open,
    counter: counterOf(hand, drills.clock),
    first: unknown,
  });
  onTestFinished(() => stage.close());
  return { stage, drills, hand, ...handsOn(stage, hand) };
}

describe('one patient after another', () => {
  test('two who are sent in the same moment: the first drill ends before the second begins, and the second stays', async () => {
    const { stage, drills } = openStage();
    const [one, two] = await Promise.all([stage.send(unknown), stage.send(inpatient)]);
    expect([one.ok, two.ok]).toEqual([true, true]);
    expect(drills.begun.map(({ name, ended }) => [name, ended])).toEqual([
      [unknown.name, 'left'],
      [inpatient.name, undefined],
    ]);
    expect(drills.most).toBe(1);
    expect(stage.working()?.shelved).toBe(inpatient);
  });

  test('Enter while a patient is being sent, and twice at once, begins nothing of its own', async () => {
    const { stage, drills, press } = openStage();
    const sent = stage.send(inpatient);
    press('enter', 'enter');
    await sent;
    await stage.send(unknown);
    expect(drills.begun.map(({ name }) => name)).toEqual([inpatient.name, unknown.name]);
    expect(drills.most).toBe(1);
  });

  test('one who cannot come is said so, and does not stand in the way of the next', async () => {
    const { stage, drills } = openStage();
    drills.fails = { zh: '磁盘满了', en: 'the disk is full' };
    const [one, two] = await Promise.all([stage.send(unknown), stage.send(inpatient)]);
    expect(one).toEqual({ ok: false, error: { zh: '磁盘满了', en: 'the disk is full' } });
    expect(two.ok).toBe(true);
    expect(stage.working()?.shelved).toBe(inpatient);
  });
});

describe('a drill by keys', () => {
  test('the drill’s keys never reach the counter, the counter’s never the drill; the end comes once, with every reason', async () => {
    const { stage, drills, press, text, sees } = openStage();
    press('enter');
    await sees('插入社会保障卡');
    const working = stage.working();
    if (!working) throw new Error('nobody works');
    press('ctrl+p');
    await sees('插入曹金龙的社保卡');
    await insert(working, 'cao-jinlong');
    press('1', '2', '3', '4', '5', '6');
    await sees('中心没有此人信息');
    // Telling: another key than an option is neither told nor typed into the counter.
    press('ctrl+y', '9', '3');
    await sees('请打 12333');
    press('ctrl+f', 'ctrl+f');
    await sees('/ 80 分');
    expect(drills.begun).toHaveLength(1);
    expect(drills.begun[0]).toMatchObject({ ended: 'done' });
    const told = drills.begun[0]?.entries.filter((entry) => 'told' in entry);
    expect(told).toMatchObject([{ told: 3 }]);
    expect(text()).toMatch(/-\d+ +看了 1 次提示/);
  });

  test('an Enter that was still meant for the PIN answers no prompt; the prompt’s own key does', async () => {
    const { stage, drills, press, sees } = openStage();
    press('enter');
    await sees('插入社会保障卡');
    const working = stage.working();
    if (!working) throw new Error('nobody works');
    await insert(working, 'wang-xiulan');
    press('0', '0', '0', '0', '0', '0', 'enter');
    await sees('密码错误');
    press('enter');
    await sees('请先看提示，再选上面的一项');
    const chosen = () => drills.begun[0]?.entries.filter((entry) => 'did' in entry && entry.did.name === 'choose');
    expect(chosen()).toEqual([]);
    press('r');
    await working.drill.settled();
    expect(chosen()).toMatchObject([{ did: { value: 'retry' } }]);
    // Nor does it choose the first department where the PIN was right.
    press('1', '2', '3', '4', '5', '6');
    await sees('选科室');
    press('enter');
    await sees('密码后面的回车不算数，要继续请再按一次 Enter');
    press('enter');
    await sees('改科室');
  });

  test('digits typed between putting a card in and the PIN prompt open no station', async () => {
    const { stage, press, sees, until } = openStage();
    press('enter');
    await sees('插入社会保障卡');
    const desk = stage.working()?.drill.practice.desk;
    press('ctrl+r', 'c', 'a', 'o', '-', 'j', 'enter', '4', '5', '2');
    expect(desk?.snapshot()).toMatchObject({ station: 'register', visit: { at: 'awaiting-card' } });
    await until(() => desk?.snapshot().visit.at === 'entering-pin');
    press('4', '5', '2', '3');
    expect(desk?.snapshot().station).toBe('register');
    await sees('****');
  });

  test('while the trainer holds the window no key of the trainee does anything, and the time stands', async () => {
    const { stage, drills, press, sees } = openStage();
    press('enter');
    await sees('插入社会保障卡');
    const run = stage.working()?.run;
    drills.clock.advance(5000);
    stage.hold('frozen');
    drills.clock.advance(60_000);
    press('ctrl+f', 'ctrl+y', '1');
    await sees('讲师冻结了窗口');
    expect(run?.elapsed()).toBe(5);
    stage.hold('free');
    drills.clock.advance(2000);
    expect(run?.elapsed()).toBe(7);
    expect(stage.working()).toBeDefined();
  });
});
