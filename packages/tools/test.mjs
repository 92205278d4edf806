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
import { readOptions } from './checks/read-options.mjs'
import { runChecks } from './checks/run-checks.mjs'

/**
 * `npm test`: what a change is checked by, from a checkout with nothing installed. Tests that nothing has changed for count from
 * the cache, but not on a build machine and not with `-- --force`. `-- --all`, as `.ci/run` calls it, also runs the long suites
 * and, in one go, all browser tests but those that take minutes.
 */
const { all, isFresh } = readOptions(process.argv.slice(2), process.env)

process.exitCode = await runChecks([
  [lint, layers, unused, types(isFresh), build],
  suites(isFresh),
  ...(all ? [longSuites, fullBrowser] : [browser(isFresh)])
])
