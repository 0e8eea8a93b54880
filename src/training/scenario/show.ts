// What a patient without their social-security card shows: the identity card on its reader, the e-voucher to the scanner.
// Each answers whose it is by the id of their card, or why it cannot be shown.

import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { City, Window } from '../city.ts';
import { stepProblems } from './step-problems.ts';

/** The card is read as soon as its reader has found it. */
export async function layIdCard({ idReader }: Window, card: string): Promise<Result<string, Text>> {
  if (!idReader?.mock) return failure(stepProblems.noIdMock);
  const { reader, mock } = idReader;
  const read = new Promise<void>((resolve) => {
    const end = reader.subscribe(({ kind }) => {
      if (kind !== 'id-card-read' && kind !== 'id-card-unreadable') return;
      end();
      resolve();
    });
  });
  const laid = mock.insert(card);
  if (!laid.ok) return failure(stepProblems.same(laid.error.cause));
  await read;
  return ok(card);
}

/** `of`: the card of whoever shows their own voucher; `digits`: whatever is scanned, nobody's perhaps. */
export function scanVoucher(
  { desk }: Window,
  city: City,
  what: { readonly of: string } | { readonly digits: string },
): Result<string | undefined, Text> {
  if ('digits' in what) {
    desk.dispatch({ kind: 'voucher-scanned', scanned: what.digits });
    return ok(undefined);
  }
  const holder = city.cards.get(what.of);
  const code = holder && city.center.inspection.eVoucher(holder.socialSecurityNumber);
  if (code === undefined) return failure(stepProblems.noVoucher(what.of));
  desk.dispatch({ kind: 'voucher-scanned', scanned: code });
  return ok(what.of);
}
