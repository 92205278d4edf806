/*
 * The tables. Each keeps an integer rowid key for references inside the file, and the id that the rest of the house
 * knows as a unique blob `uid`. Column names in the file are these in snake case.
 */
export * from './schema/alerts.ts'
export * from './schema/connectors.ts'
export * from './schema/deliveries.ts'
export * from './schema/drift.ts'
export * from './schema/flows.ts'
export * from './schema/keeping.ts'
export * from './schema/runs.ts'
export * from './schema/subscriptions.ts'
