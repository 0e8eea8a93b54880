// 自费: the item is wholly the patient's.

import type { LineMechanism } from './mechanism.ts';

export const fullSelfPay: LineMechanism = {
  name: 'full-self-pay',
  about: { zh: '全额自费', en: 'the item is wholly the patient’s' },
  moves: 'fullSelfPay',
  take: (_line, left) => left,
  reasons: {
    taken: { zh: '目录外项目，全部由个人负担', en: 'the item is outside the catalogue: wholly the patient’s' },
    nothing: { zh: '金额为零', en: 'the line costs nothing' },
  },
};
