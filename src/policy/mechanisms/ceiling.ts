// 限价: what the price exceeds its ceiling by, times the quantity, is the patient's.

import { minFen, zeroFen } from '../../domain/money.ts';
import { type Decimal4, extendedPrice } from '../exact.ts';
import type { LineMechanism } from './mechanism.ts';

export const ceiling: LineMechanism = {
  name: 'ceiling',
  about: { zh: '超限价部分由个人负担', en: 'the price above the ceiling is the patient’s' },
  moves: 'overCeiling',
  take(line, left) {
    if (line.ceiling === undefined || line.price <= line.ceiling) return zeroFen;
    return minFen(extendedPrice((line.price - line.ceiling) as Decimal4, line.quantity), left);
  },
  reasons: {
    taken: { zh: '单价超过限价', en: 'the price is above its ceiling' },
    nothing: { zh: '无限价，或单价未超过限价', en: 'no ceiling, or the price is not above it' },
  },
};
