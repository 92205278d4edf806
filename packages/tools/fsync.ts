import { parseArgs } from 'node:util'
import { runFsync } from './disk/run-fsync.ts'

/** `node packages/tools/run.mjs fsync [--acks N]`: tests that each delivery is on disk before its answer. */
export async function main() {
  const { acks } = parseArgs({ options: { acks: { type: 'string', default: '1000' } } }).values
  if (!/^[1-9]\d{0,5}$/.test(acks)) {
    console.log(`--acks is "${acks}"; give a number from 1 to 999999.`)
    return 1
  }
  return runFsync({ acks: Number(acks), say: console.log })
}
