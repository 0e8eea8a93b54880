// One part of a score: points, and the findings that they come from. What was lost is shared out to the reasons for it, so
// that every lost point has one.

import type { Text } from '../../domain/language.ts';
import type { Points } from '../scenario/format.ts';

export type PartName = keyof Points;

/** One thing that was found, good or bad; with times where there are any. `lost`: the points that it cost. */
export interface Finding extends Text {
  readonly lost: number;
}

export interface ScorePart {
  readonly part: PartName;
  readonly points: number;
  readonly of: number;
  readonly evidence: readonly Finding[];
}

/** Why points were lost, and how many. */
export interface Loss extends Text {
  readonly points: number;
}

/** Those of the findings that cost something. */
export function lossesIn(evidence: readonly Finding[]): Loss[] {
  return evidence.flatMap(({ zh, en, lost }) => (lost > 0 ? [{ zh, en, points: lost }] : []));
}

/** What was found, and how heavy it weighs among the reasons for what was lost; 0: it cost nothing. */
export interface Weighed {
  readonly text: Text;
  readonly weight: number;
}

export function good(zh: string, en: string): Weighed {
  return { text: { zh, en }, weight: 0 };
}

export function bad(zh: string, en: string, weight = 1): Weighed {
  return { text: { zh, en }, weight };
}

/** Whole shares in the proportion of the weights, together the whole: the largest remainders first, earlier before later. */
function shares(whole: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (whole * weight) / sum);
  const floors = exact.map(Math.floor);
  const left = whole - floors.reduce((total, floor) => total + floor, 0);
  const byRemainder = [...exact.keys()].sort((a, b) => remainder(exact, b) - remainder(exact, a) || a - b);
  const more = new Set(byRemainder.slice(0, left));
  return floors.map((floor, place) => floor + (more.has(place) ? 1 : 0));
}

function remainder(exact: readonly number[], place: number): number {
  const value = exact[place] ?? 0;
  return value - Math.floor(value);
}

/** `share`: of the points, 0 to 1. */
export function partOf(name: PartName, share: number, of: number, found: readonly Weighed[]): ScorePart {
  const points = Math.round(of * Math.max(0, Math.min(1, share)));
  const lost = shares(
    of - points,
    found.map(({ weight }) => weight),
  );
  const evidence = found.map(({ text: { zh, en } }, place) => ({ zh, en, lost: lost[place] ?? 0 }));
  return { part: name, points, of, evidence };
}
