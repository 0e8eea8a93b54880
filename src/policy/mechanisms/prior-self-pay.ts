// 先行自付 (增付): a ratio of what is left of the item is the patient's before anything else is computed.

import { zeroFen } from '../../domain/money.ts';
import { shareOf } from '../exact.ts';
import type { LineMechanism } from './mechanism.ts';

export const priorSelfPay: LineMechanism = {
  name: 'prior-self-pay',
  about: { zh: '先行自付（增付）', en: 'a ratio of the item is the patient’s first' },
  moves: 'priorSelfPay',
  take: (line, left) => (line.selfPayRatio === undefined ? zeroFen : shareOf(left, line.selfPayRatio)),
  reasons: {
    taken: { zh: '按增付比例由个人先行自付', en: 'the item’s self-pay ratio is taken first' },
    nothing: { zh: '增付比例为零或未给出', en: 'the self-pay ratio is zero or not given' },
  },
};
