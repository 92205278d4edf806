export { openSqliteStore } from './sqlite/open-sqlite-store.ts'
export * from './store.ts'
