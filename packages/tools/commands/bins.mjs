import { join } from 'node:path'

/**
 * The programs this repository runs from node_modules. They are run as `node <file>`, which needs no shell, works
 * on every system and can never fetch something else by the same name.
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
 * Returns the command that runs one of them.
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
