// Steps in words for a demonstration, a hint and the class: people and hospitals by their names.

import { expect, test } from 'vitest';
import { holderNames, namesOn } from '../../src/cli/training-stage.ts';
import { dateOf } from '../../src/domain/date.ts';
import { stepWords } from '../../src/training/scenario/step-words.ts';

const names = holderNames(namesOn(dateOf('2011-08-15')));

test.each([
  [{ name: 'hospital', value: '0002' } as const, '患者到 海河市中医医院', 'the patient goes to 海河市中医医院'],
  [{ name: 'reconcile-at', value: '0001' } as const, '海河市人民医院 对账', '海河市人民医院 reconciles'],
  [{ name: 'hospital', value: '0099' } as const, '患者到 0099', 'the patient goes to 0099'],
  [{ name: 'mend', value: { pay: 'xie-gang' } } as const, '谢刚的本月医保费已缴', 'the month of 谢刚 is paid'],
])('%o is told by name, and by its number where nobody has one', (step, zh, en) => {
  expect(stepWords(step, names)).toEqual({ zh, en });
});
