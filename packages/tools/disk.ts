import { parseArgs } from 'node:util'
import { runDisk } from './disk/run-disk.ts'

/**
 * `node packages/tools/run.mjs disk [--errors N] [--full N] [--restarts N]`: tests the server with a failing or full disk.
 */
export async function main() {
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
  return runDisk({ errors: Number(errors), full: Number(full), restarts: Number(restarts), say: console.log })
}
