export { type CuttingProxy, openCuttingProxy } from './cut-connections.ts'
export { startPgBouncer, type TestBouncer } from './start-pgbouncer.ts'
export { startServer, type TestServer } from './start-server.ts'
export { makeDatabase, reuseDatabase } from './test-database.ts'
