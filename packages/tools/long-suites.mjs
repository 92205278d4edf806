import { build, longSuites } from './checks/parts.mjs'
import { runChecks } from './checks/run-checks.mjs'

/** The Vitest suites that `npm test` leaves out, each test counted: one that is skipped counts as failed. */
process.exitCode = await runChecks([build, longSuites])
