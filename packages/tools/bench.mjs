import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

/**
 * `npm run bench`: the product beside the least that could do the same work, in one run. `-- --profile FOLDER` leaves a
 * CPU profile of the product there, which makes it slower.
 */
process.exitCode = await bench()

async function bench() {
  const { profile } = parseArgs({ options: { profile: { type: 'string' } } }).values
  if (!(await prepare({ root, say: console.log }))) return 1
  const ensureWrk = fileURLToPath(new URL('./ensure-wrk.mjs', import.meta.url))
  const ensured = await runCommand({ command: process.execPath, args: [ensureWrk], cwd: root, aloud: true })
  if (ensured.code !== 0) return 1
  const { runBench } = await import('./bench/run-bench.mjs')
  return runBench({ say: console.log, ...(profile === undefined ? {} : { profile }) })
}
