export { answerHistory } from './sqlite/history/answer-history.ts'
export { openSqliteStore } from './sqlite/open-sqlite-store.ts'
export { KEYS_LAST } from './sqlite/seen-keys.ts'
export * from './store.ts'
