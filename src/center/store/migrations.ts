// The versions of the center's file. A migration is one SQL text; its place in the list is the version it leads to.
// Never edit one that was released: add another.

import { auditHeadTables, auditTables } from './audit-tables.ts';
import { credentialTables } from './credential-tables.ts';
import { guards } from './guards.ts';
import { inquiryTables } from './inquiry-tables.ts';
import { numberTables } from './number-tables.ts';
import { refundTables } from './refund-tables.ts';
import { reviewTables } from './review-tables.ts';
import { tables } from './tables.ts';

/** "YBPC" in the file's header: whose file this is. */
export const applicationId = 0x59425043;

export const migrations: readonly string[] = [
  `${tables}
${guards}`,
  credentialTables,
  refundTables,
  inquiryTables,
  auditTables,
  reviewTables,
  auditHeadTables,
  numberTables,
];
