import { ok } from '../../domain/index.ts'
import type { AccessStore, PotAccess } from '../access-store.ts'
import { plainDataToText, textToPlainData } from '../plain-data-text.ts'
import type { Database, Row } from './database.ts'

/** How pots are met, in SQLite. */
export function createSqliteAccessStore(database: Database): AccessStore {
  return {
    list: async () => {
      const rows = database.read((sql) => sql.all('SELECT access FROM access ORDER BY pot'))
      return rows.ok ? ok(rows.value.map(accessOfRow)) : rows
    },
    get: async (pot) => {
      const rows = database.read((sql) => sql.all('SELECT access FROM access WHERE pot = ?', pot))
      return rows.ok ? ok(rows.value[0] === undefined ? null : accessOfRow(rows.value[0])) : rows
    },
    set: async (access) =>
      database.write(
        (sql) =>
          void sql.change('INSERT OR REPLACE INTO access VALUES (?, ?)', access.pot, plainDataToText({ ...access })),
      ),
    remove: async (pot) => database.write((sql) => void sql.change('DELETE FROM access WHERE pot = ?', pot)),
  }
}

function accessOfRow({ access }: Row): PotAccess {
  return textToPlainData(access as string) as PotAccess
}
