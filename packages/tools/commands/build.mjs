import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { binOf } from './bins.mjs'
import { runCommand } from './run-command.mjs'
import { sweepBuild } from './sweep-build.mjs'

/**
 * Builds the apps that have changed since the last build; turbo caches the others. Prints little unless it fails.
 *
 * @param {object} given
 * @param {string} given.root the repository's folder
 * @param {(sentence: string) => void} given.say
 * @returns {Promise<boolean>} false when it failed; why has been said
 */
export async function buildApps({ root, say }) {
  say('Building what has changed.')
  const ended = await build(root)
  if (ended.code === 0) return true
  say(ended.output)
  say('The apps could not be built; turbo says why above. Put that right and run the command again.')
  return false
}

/**
 * Builds the apps, so that their `dist` folders contain only the build's output. Prints nothing.
 *
 * @param {string} root the repository's folder
 * @returns {Promise<import('./run-command.mjs').Ended>}
 */
export async function build(root) {
  const summaries = join(root, '.turbo/runs')
  await rm(summaries, { recursive: true, force: true })
  const ended = await runCommand(
    binOf(root, 'turbo', ['run', 'build', '--summarize', '--output-logs=errors-only'])
  )
  if (ended.code === 0) await sweepBuild({ root, summaries })
  return ended
}
