// The lines and bars of the screen, in ASCII or as light box lines.

import type { AmbiguousWidth } from './printable.ts';

export interface FrameStyle {
  readonly horizontal: string;
  readonly vertical: string;
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  /** Where the divider between the panels meets the rule above and the rule below. */
  readonly teeDown: string;
  readonly teeUp: string;
  readonly barFull: string;
  readonly barEmpty: string;
  readonly pinFilled: string;
  readonly pinEmpty: string;
}

export const asciiFrames: FrameStyle = {
  horizontal: '-',
  vertical: '|',
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  teeDown: '-',
  teeUp: '-',
  barFull: '=',
  barEmpty: '-',
  pinFilled: '*',
  pinEmpty: '_',
};

export const lightFrames: FrameStyle = {
  horizontal: '─',
  vertical: '│',
  topLeft: '┌',
  topRight: '┐',
  bottomLeft: '└',
  bottomRight: '┘',
  teeDown: '┬',
  teeUp: '┴',
  barFull: '█',
  barEmpty: '░',
  pinFilled: '●',
  pinEmpty: '○',
};

/** Light lines only where they are known to be one cell wide. */
export function framesFor(ambiguous: AmbiguousWidth): FrameStyle {
  return ambiguous === 'one' ? lightFrames : asciiFrames;
}

/** A bar of exactly `width` cells; any share above nothing shows at least one full cell, and only all of it fills it. */
export function bar(part: number, whole: number, width: number, frames: FrameStyle): string {
  const share = whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));
  const exact = Math.floor(share * width);
  const full = share > 0 && exact === 0 ? 1 : exact;
  return frames.barFull.repeat(full) + frames.barEmpty.repeat(width - full);
}

/** The bar without its empty rest: for shares that stand under one another. */
export function shareBar(part: number, whole: number, width: number, frames: FrameStyle): string {
  if (whole <= 0 || part <= 0) return '';
  return frames.barFull.repeat(Math.max(1, Math.min(width, Math.round((part / whole) * width))));
}

/** Whole percent, rounded, but 100 % is said only of all of it. */
export function percent(part: number, whole: number): number {
  if (whole <= 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(0, Math.round((part / whole) * 100)));
}
