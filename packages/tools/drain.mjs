import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/** `node packages/tools/drain.mjs --count N`: resumes a flow with N stored deliveries. */
process.exitCode = await drain()

async function drain() {
  const { count } = parseArgs({ options: { count: { type: 'string', default: '100000' } } }).values
  if (!/^[1-9]\d{0,6}$/.test(count)) {
    console.log(`--count is "${count}"; give a number from 1 to 9999999.`)
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  await import('./ensure-wrk.mjs')
  const { runDrain } = await import('./drain/run-drain.mjs')
  return runDrain({ count: Number(count), say: console.log })
}
