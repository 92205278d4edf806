import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/** `node packages/tools/fsync.mjs [--acks N]`: tests that each delivery is on disk before its answer. */
process.exitCode = await fsync()

async function fsync() {
  const { acks } = parseArgs({ options: { acks: { type: 'string', default: '1000' } } }).values
  if (!/^[1-9]\d{0,5}$/.test(acks)) {
    console.log(`--acks is "${acks}"; give a number from 1 to 999999.`)
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runFsync } = await import('./disk/run-fsync.mjs')
  return runFsync({ acks: Number(acks), say: console.log })
}
