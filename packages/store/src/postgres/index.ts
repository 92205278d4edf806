export { type Connections, createConnections, execute, query } from './connections.ts'
export { openPostgresStore } from './open-postgres-store.ts'
export { BEGIN, transact } from './transaction.ts'
export { numbered, withoutZeros } from './wording.ts'
