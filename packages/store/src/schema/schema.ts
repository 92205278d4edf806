/*
 * The tables. Each keeps an integer rowid key for references inside the file, and the id that the rest of the house
 * knows as a unique blob `uid`. Column names in the file are these in snake case.
 */
export * from './access.ts'
export * from './agent-events.ts'
export * from './agent-tools.ts'
export * from './alerts.ts'
export * from './connectors.ts'
export * from './deliveries.ts'
export * from './drift.ts'
export * from './flows.ts'
export * from './keeping.ts'
export * from './polls.ts'
export * from './runs.ts'
export * from './subscriptions.ts'
