import { browser, build, fullBrowser, lint, longSuites, suites, types, unused } from './checks/parts.mjs'
import { readOptions } from './checks/read-options.mjs'
import { runChecks } from './checks/run-checks.mjs'

/**
 * `npm test`: checks a change, from a checkout with nothing installed. Unchanged tests count from the cache, except on
 * a build machine and with `-- --force`. `-- --all`, as called by `.ci/run`, also runs knip, the long suites and all browser
 * tests except those that take minutes.
 */
const { all, isFresh } = readOptions(process.argv.slice(2), process.env)

// A test waits for servers, databases and browsers; what it leaves of the processors is enough for the static checks.
process.exitCode = await runChecks({
  beside: [lint, ...(all ? [unused] : []), types({ all, isFresh })],
  parts: [build, suites(isFresh), ...(all ? [longSuites, fullBrowser] : [browser(isFresh)])]
})
