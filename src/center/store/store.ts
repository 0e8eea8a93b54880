// The center's file as its transactions see it: five groups of questions and writes over one database.

import { type Credentials, credentialsIn } from './credentials.ts';
import type { Database } from './database.ts';
import { type Messages, messagesIn } from './messages.ts';
import { type People, peopleIn } from './people.ts';
import { type Settlements, settlementsIn } from './settlements.ts';
import { type Visits, visitsIn } from './visits.ts';

export interface Store {
  readonly people: People;
  readonly credentials: Credentials;
  readonly visits: Visits;
  readonly settlements: Settlements;
  readonly messages: Messages;
}

export function storeIn(database: Database): Store {
  return {
    people: peopleIn(database),
    credentials: credentialsIn(database),
    visits: visitsIn(database),
    settlements: settlementsIn(database),
    messages: messagesIn(database),
  };
}
