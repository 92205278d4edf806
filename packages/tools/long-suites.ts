import { build, longSuites } from './checks/parts.mjs'
import { runChecks } from './checks/run-checks.mjs'

/** Runs the Vitest suites that `npm test` excludes; a skipped test counts as failed. */
export const main = () => runChecks([build, longSuites])
