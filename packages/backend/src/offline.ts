/** Checks and formats that need no store, for the command line. */
export { type DraftedFlow, findingsOf } from './connectors/findings.ts'
