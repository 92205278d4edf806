import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/disk.mjs [--errors N] [--full N] [--restarts N]`: tests the server with a failing or full disk.
 */
process.exitCode = await disk()

async function disk() {
  const { errors, full, restarts } = parseArgs({
    options: {
      errors: { type: 'string', default: '60' },
      full: { type: 'string', default: '20' },
      restarts: { type: 'string', default: '4' }
    }
  }).values
  if (![errors, full, restarts].every(each => /^\d{1,3}$/.test(each))) {
    console.log(
      `--errors is "${errors}", --full is "${full}" and --restarts is "${restarts}"; give numbers from 0 to 999.`
    )
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runDisk } = await import('./disk/run-disk.mjs')
  return runDisk({ errors: Number(errors), full: Number(full), restarts: Number(restarts), say: console.log })
}
