// The bridge between rows of the store and the policy's review: a subject to judge, and findings as the wire has them. Pure.

import type { Timestamp } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import type { ReviewFindingOnWire } from '../domain/protocol/review.ts';
import type { ItemKind } from '../policy/bill.ts';
import type { ReviewedLine, ReviewedVisitKind, ReviewFinding, ReviewSubject } from '../policy/review/rule.ts';
import { sourceText } from '../policy/trace.ts';
import type { CatalogueItem } from './store/catalogue.ts';
import type { Person } from './store/people.ts';
import type { PastLine, PastUse } from './store/review-history.ts';
import type { FeeLine, VisitMedType } from './store/visits.ts';

const kinds: Readonly<Record<VisitMedType, ReviewedVisitKind>> = {
  '11': 'outpatient',
  '13': 'emergency',
  '14': 'special-illness',
};

type LineToReview = Pick<FeeLine, 'serial' | 'price' | 'quantity' | 'ceiling' | 'days' | 'consent' | 'class'>;

export function reviewedLine(
  line: LineToReview,
  item: Pick<CatalogueItem, 'code' | 'name' | 'category'>,
): ReviewedLine {
  const kind: ItemKind = item.category;
  return {
    id: line.serial,
    item: item.code,
    name: item.name,
    kind,
    class: line.class,
    price: line.price,
    ceiling: line.ceiling ?? undefined,
    quantity: line.quantity,
    days: line.days ?? undefined,
    consent: line.consent === 1,
  };
}

export interface ReviewFacts {
  readonly now: Timestamp;
  readonly person: Pick<Person, 'sex' | 'birth'>;
  readonly medType: VisitMedType;
  readonly diagnoses: readonly string[];
  readonly lines: readonly ReviewedLine[];
  readonly earlier: readonly PastLine[];
  readonly elsewhere: PastUse | undefined;
}

export function subjectOf({ now, person, medType, diagnoses, lines, earlier, elsewhere }: ReviewFacts): ReviewSubject {
  const { sex, birth } = person;
  return {
    lines,
    person: { sex, birth },
    visit: { now, kind: kinds[medType], diagnoses },
    history: { lines: earlier.map((line) => ({ ...line, days: line.days ?? undefined })), elsewhere },
  };
}

export function onWire({ rule, line, message, remedy, figures }: ReviewFinding): ReviewFindingOnWire {
  const source: Text = { zh: sourceText(rule.at.source, 'zh'), en: sourceText(rule.at.source, 'en') };
  return {
    rule: rule.id,
    title: rule.at.title,
    severity: rule.severity,
    feedetl_sn: line?.id ?? null,
    message,
    remedy,
    act: rule.act,
    file: rule.at.file,
    line: rule.at.line,
    source,
    figures: figures.map(({ at, written, since }) => ({ key: at.key, value: written, since })),
  };
}
