import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/** `node packages/tools/disk.mjs [--errors N] [--full N]`: what does the server make of a disk that fails or is full? */
process.exitCode = await disk()

async function disk() {
  const { errors, full } = parseArgs({
    options: { errors: { type: 'string', default: '60' }, full: { type: 'string', default: '20' } }
  }).values
  if (!/^\d{1,3}$/.test(errors) || !/^\d{1,3}$/.test(full)) {
    console.log(`--errors is "${errors}" and --full is "${full}"; give numbers from 0 to 999.`)
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runDisk } = await import('./disk/run-disk.mjs')
  return runDisk({ errors: Number(errors), full: Number(full), say: console.log })
}
