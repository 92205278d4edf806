import { installWhenNeeded } from './install.mjs'
import { refuseNode } from './node-version.mjs'

/**
 * Checks the prerequisites of every command of this folder: a supported Node and installed packages.
 *
 * @param {object} given
 * @param {string} given.root the repository's folder
 * @param {(sentence: string) => void} given.say
 * @returns {Promise<boolean>} false when the command cannot continue; why has been said
 */
export async function prepare({ root, say }) {
  const refusal = refuseNode(process.versions.node)
  if (refusal === undefined) return installWhenNeeded({ root, say })
  say(refusal)
  return false
}
