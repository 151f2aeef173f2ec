// What an installation keeps, on Node.

export { createSqliteStorage, type SqliteOptions } from './sqlite-storage.ts'
