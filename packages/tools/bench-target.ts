import { parseArgs } from 'node:util'
import { serveTarget } from './bench/serve-target.ts'
import { isBlocked } from './launcher/blocked-ports.mjs'

/**
 * Runs the product with an active flow, as the target of an external load test: `npm run bench:target --
 * --port N`. With `--signed`, deliveries must be signed like GitHub's. With `--paused`, they are stored but
 * not run.
 */
export async function main() {
  const { port, signed, paused } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      signed: { type: 'boolean', default: false },
      paused: { type: 'boolean', default: false }
    }
  }).values
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    console.error(`--port is "${port}"; give a number from 0 to 65535, where 0 means any free port.`)
    return 1
  }
  if (isBlocked(Number(port))) {
    console.error(`--port is ${port}, which neither browsers nor fetch open; give another one, or 0.`)
    return 1
  }
  return serveTarget(Number(port), signed, paused)
}
