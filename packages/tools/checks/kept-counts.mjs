import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readInputHashes } from './input-hashes.mjs'

/**
 * Cached counts of passed tests with the hash of their inputs. Tests with unchanged inputs need not run again.
 *
 * @typedef {object} Kept
 * @property {string} hash
 * @property {number} passed
 */

/**
 * Returns the number of passed tests for the same inputs.
 *
 * @param {string} root the repository's folder
 * @param {import('./input-hashes.mjs').Inputs} inputs
 * @returns {Promise<number | undefined>} undefined when they must run
 */
export async function readKept(root, { folder, hash }) {
  if (hash === undefined) return undefined
  try {
    /** @type {Kept} */
    const kept = JSON.parse(await readFile(fileOf(root, folder), 'utf8'))
    return kept.hash === hash && kept.passed > 0 ? kept.passed : undefined
  } catch {
    return undefined
  }
}

/**
 * Caches the number of passed tests of folders without failures. A folder that changed while its tests ran is skipped.
 *
 * @param {string} root the repository's folder
 * @param {'test' | 'browser'} task
 * @param {(import('./input-hashes.mjs').Inputs & { passed: number })[]} counts with the inputs as they were before the
 * tests ran
 */
export async function keepCounts(root, task, counts) {
  const now = (await readInputHashes(root, task)) ?? []
  await mkdir(join(root, keptIn), { recursive: true })
  for (const { folder, hash, passed } of counts) {
    const isSame = now.some(inputs => inputs.folder === folder && inputs.hash === hash)
    if (hash === undefined || passed === 0 || !isSame) continue
    await writeFile(fileOf(root, folder), JSON.stringify({ hash, passed }))
  }
}

/**
 * Returns a sentence that names the tests that were not repeated.
 *
 * @param {{ folder: string, passed: number }[]} unchanged
 */
export function keptText(unchanged) {
  const each = unchanged.map(({ folder, passed }) => `${folder} (${passed} passed)`)
  return `From the cache, since nothing they depend on has changed: ${each.join(', ')}. --force runs them again.`
}

const keptIn = '.turbo/counts'

/**
 * @param {string} root
 * @param {string} folder
 */
const fileOf = (root, folder) => join(root, keptIn, `${folder.replaceAll('/', '-')}.json`)
