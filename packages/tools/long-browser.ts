import { build, longBrowser } from './checks/parts.mjs'
import { runChecks } from './checks/run-checks.mjs'

/** Runs the browser tests that `npm test` excludes; a skipped test counts as failed. */
export const main = () => runChecks([build, longBrowser])
