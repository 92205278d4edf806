import { browser, build, layers, lint, suites, types, unused } from './checks/parts.mjs'
import { runChecks } from './checks/run-checks.mjs'

/** `npm test`: everything that can be checked, from a checkout with nothing installed. */
process.exitCode = await runChecks([lint, layers, unused, types, build, suites, browser])
