import { prepare } from '../commands/prepare.mjs'
import { root } from '../commands/root.mjs'
import { lineOf, runParts } from './run-parts.mjs'

/**
 * Runs parts from a checkout with nothing installed.
 *
 * @param {Parameters<typeof runParts>[0]['parts']} parts
 * @returns {Promise<number>} the exit code
 */
export async function runChecks(parts) {
  const say = console.log
  if (await prepare({ root, say })) return runParts({ parts, root, say })
  say(`\n${lineOf({ passed: 0, failed: 1 })}`)
  return 1
}
