import { parseArgs } from 'node:util'
import {
  browser,
  build,
  fullBrowser,
  layers,
  lint,
  longSuites,
  suites,
  types,
  unused
} from './checks/parts.mjs'
import { runChecks } from './checks/run-checks.mjs'

/**
 * `npm test`: what a change is checked by, from a checkout with nothing installed. `npm test -- --all`, as `.ci/run` calls it,
 * then runs the suites and browser tests that take longer.
 */
const { all } = parseArgs({ options: { all: { type: 'boolean' } } }).values

process.exitCode = await runChecks([
  lint,
  layers,
  unused,
  types,
  build,
  suites,
  browser,
  ...(all ? [longSuites, fullBrowser] : [])
])
