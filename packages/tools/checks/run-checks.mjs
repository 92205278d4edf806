import { prepare } from '../commands/prepare.mjs'
import { root } from '../commands/root.mjs'
import { lineOf, runParts } from './run-parts.mjs'

/**
 * Runs parts from a checkout with nothing installed.
 *
 * @param {Pick<Parameters<typeof runParts>[0], 'beside' | 'parts'>} checks
 * @returns {Promise<number>} the exit code
 */
export async function runChecks(checks) {
  const say = console.log
  if (await prepare({ root, say })) return runParts({ ...checks, root, say })
  say(`\n${lineOf({ passed: 0, failed: 1 })}`)
  return 1
}
