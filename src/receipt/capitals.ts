// Amounts in Chinese capitals (人民币大写), as receipts need them. Pure; exact for every amount that Fen can hold.
// Source: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》, items 1–4.

import type { Fen } from '../domain/money.ts';

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];

function digit(value: number): string {
  return digits.charAt(value);
}

/** 0 … 9999 without leading zeros; zeros inside are written once, those at the end not at all. */
function fourDigits(value: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const here = Math.floor(value / 10 ** place) % 10;
    if (here === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? digit(0) : ''}${digit(here)}${places[place]}`;
    gap = false;
  }
  return text;
}

/** A whole number above zero: in groups of four, 万 within 亿, with one 零 where the lower group does not fill its places. */
function whole(value: number): string {
  for (const [unit, size] of [
    ['亿', 100_000_000],
    ['万', 10_000],
  ] as const) {
    if (value < size) continue;
    const low = value % size;
    const high = `${whole(Math.floor(value / size))}${unit}`;
    if (low === 0) return high;
    return `${high}${low < size / 10 ? digit(0) : ''}${whole(low)}`;
  }
  return fourDigits(value);
}

/**
 * 25.20 → 贰拾伍元贰角整. 整 closes an amount that ends at 元 or 角, never one that ends at 分; 零 stands where 角 is
 * missing before 分, and after a 元 whose last digit is zero before 角 (the rules' first form: 壹仟陆佰捌拾元零叁角贰分).
 * Below zero begins with 负.
 */
export function capitalsOf(amount: Fen): string {
  if (amount < 0) return `负${capitalsOf(-amount as Fen)}`;
  const yuan = Math.floor(amount / 100);
  const jiao = Math.floor(amount / 10) % 10;
  const cents = amount % 10;
  const yuanText = yuan > 0 ? `${whole(yuan)}元` : '';
  if (jiao === 0 && cents === 0) return `${yuanText || '零元'}整`;
  const zeroBefore = yuan > 0 && (jiao === 0 || yuan % 10 === 0) ? digit(0) : '';
  const jiaoText = jiao > 0 ? `${digit(jiao)}角` : '';
  return `${yuanText}${zeroBefore}${jiaoText}${cents > 0 ? `${digit(cents)}分` : '整'}`;
}
