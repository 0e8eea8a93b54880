// The keys of a demonstration, of its gallery, and of one that was handed over.

import type { Text } from '../../domain/language.ts';
import type { SheetKey } from '../stage/sheet.ts';

export interface DemoCommand {
  readonly keys: readonly string[];
  readonly label: Text;
  readonly does:
    | 'next'
    | 'back'
    | 'play'
    | 'to-prompt'
    | 'faster'
    | 'slower'
    | 'mend'
    | 'hand-over'
    | 'turn'
    | 'gallery'
    | 'quit';
}

export const demoCommands: readonly DemoCommand[] = [
  { keys: ['n', 'right', 'enter'], label: { zh: '下一步', en: 'next' }, does: 'next' },
  { keys: ['b', 'left'], label: { zh: '上一步', en: 'back' }, does: 'back' },
  { keys: [' '], label: { zh: '播放/暂停', en: 'play/pause' }, does: 'play' },
  { keys: ['p'], label: { zh: '到提示', en: 'to the prompt' }, does: 'to-prompt' },
  { keys: ['+', '='], label: { zh: '快', en: 'faster' }, does: 'faster' },
  { keys: ['-'], label: { zh: '慢', en: 'slower' }, does: 'slower' },
  { keys: ['m'], label: { zh: '消除原因', en: 'mend' }, does: 'mend' },
  { keys: ['h', 'ctrl+g'], label: { zh: '交给学员', en: 'hand over' }, does: 'hand-over' },
  { keys: ['tab', 'g'], label: { zh: '翻面', en: 'turn' }, does: 'turn' },
  { keys: ['escape'], label: { zh: '目录', en: 'gallery' }, does: 'gallery' },
  { keys: ['ctrl+q', 'ctrl+c'], label: { zh: '结束', en: 'quit' }, does: 'quit' },
];

export const galleryKeys: readonly SheetKey[] = [
  { key: 'enter', label: { zh: '演示', en: 'demonstrate' } },
  { key: 'up', label: { zh: '上', en: 'up' } },
  { key: 'down', label: { zh: '下', en: 'down' } },
  { key: 'ctrl+q', label: { zh: '结束', en: 'quit' } },
];

export const handedOverKeys: readonly SheetKey[] = [
  { key: 'ctrl+k', label: { zh: '存为情景', en: 'save as a scenario' } },
  { key: 'ctrl+g', label: { zh: '收回，由讲师继续', en: 'take back: the trainer goes on' } },
];
