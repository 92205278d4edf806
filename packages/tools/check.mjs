import { layers, lint, suites, types, unused } from './checks/parts.mjs'
import { readOptions } from './checks/read-options.mjs'
import { runChecks } from './checks/run-checks.mjs'

/** `npm run check`: fast checks for every commit; `npm test` also builds and opens a browser. */
const { all, isFresh } = readOptions(process.argv.slice(2), process.env)

process.exitCode = await runChecks({
  beside: [lint, layers, unused, types({ all, isFresh })],
  parts: [suites(isFresh)]
})
