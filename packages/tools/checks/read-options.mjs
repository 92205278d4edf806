import { parseArgs } from 'node:util'

/**
 * Reads the options of `npm test` and `npm run check`.
 *
 * @param {string[]} args `--all` and `--force`
 * @param {NodeJS.ProcessEnv} env `CI` is set on build machines
 * @returns {{ all: boolean, isFresh: boolean }} `isFresh` is true where no cached result counts
 */
export function readOptions(args, env) {
  const { all = false, force = false } = parseArgs({
    args,
    options: { all: { type: 'boolean' }, force: { type: 'boolean' } }
  }).values
  return { all, isFresh: all || force || Boolean(env.CI) }
}
