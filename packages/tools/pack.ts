import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApps } from './commands/build.mjs'
import { root } from './commands/root.mjs'
import { makePackage } from './package/make-package.ts'

/**
 * Creates the npm package `hookwright-VERSION.tgz`, without publishing it: `npm run pack [-- --to FOLDER]`.
 * With `--built`, it uses the apps without building them again.
 */
export async function main() {
  const { to, built } = parseArgs({
    options: { to: { type: 'string', default: '.' }, built: { type: 'boolean', default: false } }
  }).values
  const given = { root, say: console.log }
  if (!built && !(await buildApps(given))) return 1
  const made = await makePackage(root, resolve(to))
  if ('refusal' in made) {
    console.log(made.refusal)
    return 1
  }
  console.log(`Packed ${made.file}: ${(made.bytes / 1_048_576).toFixed(1)} MB, ${made.files} files.`)
  return 0
}
