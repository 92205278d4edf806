import { join } from 'node:path'

/**
 * Programs that are run from node_modules as `node <file>`, which needs no shell, works on every system and never
 * downloads another program of the same name.
 */
const files = {
  biome: '@biomejs/biome/bin/biome',
  knip: 'knip/bin/knip.js',
  playwright: '@playwright/test/cli.js',
  tsx: 'tsx/dist/cli.mjs',
  turbo: 'turbo/bin/turbo',
  vitest: 'vitest/vitest.mjs'
}

/**
 * Returns the command for one of these programs.
 *
 * @param {string} root the repository's folder
 * @param {keyof typeof files} name
 * @param {string[]} args
 * @returns {{ command: string, args: string[], cwd: string, env: Record<string, string> }} for `runCommand`
 */
export function binOf(root, name, args) {
  return {
    command: process.execPath,
    args: [join(root, 'node_modules', files[name]), ...args],
    cwd: root,
    env: { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' }
  }
}
