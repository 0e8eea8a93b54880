// The center's file as its transactions see it: groups of questions and writes over one database.

import { type Catalogue, catalogueIn } from './catalogue.ts';
import { type Credentials, credentialsIn } from './credentials.ts';
import type { Database } from './database.ts';
import { type Messages, messagesIn } from './messages.ts';
import { type Money, moneyIn } from './money.ts';
import { type People, peopleIn } from './people.ts';
import { type Refunds, refundsIn } from './refunds.ts';
import { type ReviewHistory, reviewHistoryIn } from './review-history.ts';
import { type Settlements, settlementsIn } from './settlements.ts';
import { type Statements, statementsIn } from './statements.ts';
import { createTelling, type Telling } from './telling.ts';
import { type Visits, visitsIn } from './visits.ts';

export interface Store {
  readonly people: People;
  readonly credentials: Credentials;
  readonly catalogue: Catalogue;
  readonly visits: Visits;
  readonly money: Money;
  readonly settlements: Settlements;
  readonly refunds: Refunds;
  readonly statements: Statements;
  readonly messages: Messages;
  readonly reviewHistory: ReviewHistory;
  /** What the audit will tell of what the others write. */
  readonly telling: Telling;
}

export function storeIn(database: Database): Store {
  const telling = createTelling();
  const visits = visitsIn(database);
  const money = moneyIn(database);
  const settlements = settlementsIn(database, { money, telling });
  return {
    people: peopleIn(database),
    credentials: credentialsIn(database),
    catalogue: catalogueIn(database),
    visits,
    money,
    settlements,
    refunds: refundsIn(database, { money, settlements, visits, telling }),
    statements: statementsIn(database),
    messages: messagesIn(database, telling),
    reviewHistory: reviewHistoryIn(database),
    telling,
  };
}
