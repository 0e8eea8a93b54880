// Whether another hospital's file of the same data folder serves patients: its center is theirs too, so that practice beside
// it would settle among their settlements. It only reads; what the own file is for, the store says.

import { join } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { inServiceSince } from '../hospital/store/file-use.ts';
import { dataNames } from './backup.ts';

function servesPatients(file: string): boolean {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    return inServiceSince(database) !== undefined;
  } catch (error) {
    // Whoever opens that hospital is told of its damage.
    if (error instanceof SqliteError) return false;
    throw error;
  } finally {
    database?.close();
  }
}

/** `code`: of the hospital that is to be practised at. The path of the first other file that serves; undefined: none does. */
export function patientsBeside(dataFolder: string, code: string): string | undefined {
  return dataNames(dataFolder)
    .filter((name) => name !== 'center' && name !== `hospital-${code}`)
    .map((name) => join(dataFolder, `${name}.db`))
    .find(servesPatients);
}
