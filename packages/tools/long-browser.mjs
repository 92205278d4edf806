import { build, longBrowser } from './checks/parts.mjs'
import { runChecks } from './checks/run-checks.mjs'

/** The browser tests that `npm test` leaves out, each of them counted as there: one that is skipped counts as failed. */
process.exitCode = await runChecks([build, longBrowser])
