// Reads and writes what stands for a person besides the social-security card: PINs at the center, e-vouchers.

import type { CalendarDate } from '../../domain/date.ts';
import type { PinHash } from '../pin.ts';
import type { Database } from './database.ts';
import { steadyText } from './steady.ts';

export interface CenterPin extends PinHash {
  readonly triesLeft: number;
}

export type Credentials = ReturnType<typeof credentialsIn>;

export function credentialsIn(database: Database) {
  const pin = database.prepare<[string], CenterPin>(
    'SELECT salt, hash, tries_left AS triesLeft FROM center_pin WHERE psn_no = ?',
  );
  const setTries = database.prepare<[number, string]>('UPDATE center_pin SET tries_left = ? WHERE psn_no = ?');
  const prove = database.prepare<[string, string, string]>('INSERT OR IGNORE INTO pin_proof VALUES (?, ?, ?)');
  const proof = database
    .prepare<[string, string, string], number>(
      'SELECT 1 FROM pin_proof WHERE psn_no = ? AND hospital_code = ? AND day = ?',
    )
    .pluck();
  const voucher = database
    .prepare<[string], string>(
      `SELECT id_number FROM e_voucher JOIN person USING (psn_no) WHERE unique_part = ${steadyText}`,
    )
    .pluck();
  const voucherOf = database.prepare<[string], string>('SELECT unique_part FROM e_voucher WHERE psn_no = ?').pluck();
  return {
    voucherOf: (psnNo: string) => voucherOf.get(psnNo),
    pin: (psnNo: string) => pin.get(psnNo),
    setTries: (psnNo: string, tries: number) => void setTries.run(tries, psnNo),
    prove: (psnNo: string, hospitalCode: string, day: CalendarDate) => void prove.run(psnNo, hospitalCode, day),
    isProven: (psnNo: string, hospitalCode: string, day: CalendarDate) =>
      proof.get(psnNo, hospitalCode, day) !== undefined,
    /** The identity number of whom a voucher's unique part names. */
    holderOfVoucher: (unique: string) => voucher.get(unique),
  };
}
