// The e-voucher (医保电子凭证) as a scanner reads it: 28 digits = issuer 3 + unique part 17 + random 2 + province 2 +
// extension 4. Pure: whose it is, is the center's to say; what is no voucher is refused at the door.

import type { Text } from './language.ts';
import { failure, ok, type Result } from './result.ts';

/** The code of the insurance administration as issuer. */
const issuer = '424';
/** None is defined yet. */
const extension = '0000';
const digits = 28;

export interface EVoucher {
  /** All 28 digits: what goes to the center as mdtrt_cert_no. */
  readonly code: string;
  /** 17 digits that name the person. */
  readonly unique: string;
  /** 2 digits, as identity numbers begin. */
  readonly province: string;
}

/** What is wrong with it, and what was expected. */
export interface EVoucherFault {
  readonly part: 'digits' | 'length' | 'issuer' | 'extension';
  readonly expected: Text;
}

function fault(part: EVoucherFault['part'], zh: string, en: string): Result<never, EVoucherFault> {
  return failure({ part, expected: { zh, en } });
}

/** Reads what was scanned; blanks around it are the scanner's. */
export function parseEVoucher(scanned: string): Result<EVoucher, EVoucherFault> {
  const code = scanned.trim();
  if (!/^\d*$/.test(code)) return fault('digits', '应全部为数字', 'digits only');
  if (code.length !== digits)
    return fault('length', `应为 ${digits} 位数字，读到 ${code.length} 位`, `${digits} digits, not ${code.length}`);
  if (!code.startsWith(issuer))
    return fault(
      'issuer',
      `应以 ${issuer} 开头，读到 ${code.slice(0, 3)}`,
      `issuer ${issuer}, not ${code.slice(0, 3)}`,
    );
  if (!code.endsWith(extension))
    return fault(
      'extension',
      `末四位应为 ${extension}，读到 ${code.slice(24)}`,
      `extension ${extension}, not ${code.slice(24)}`,
    );
  return ok({ code, unique: code.slice(3, 20), province: code.slice(22, 24) });
}

/** A voucher that names someone, with the random part that an app draws anew each time. */
export function eVoucherOf(unique: string, province: string, random = '00'): string {
  return `${issuer}${unique}${random}${province}${extension}`;
}
