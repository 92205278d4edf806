import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A package in a lockfile. An optional one may be absent, as it may be for another system.
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [link]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 */

/**
 * Returns whether node_modules matches package-lock.json. npm writes its own list last, so an interrupted installation has
 * none.
 *
 * @param {string} root the repository's folder
 * @returns {boolean}
 */
export function installationMatches(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'))
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, entry]) => isPresent(entry, present[path]))
}

/**
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} present
 */
function isPresent(wanted, present) {
  if (present === undefined) return wanted.optional === true || wanted.devOptional === true
  return present.version === wanted.version && present.integrity === wanted.integrity
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined} undefined when the file is missing or torn
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}
