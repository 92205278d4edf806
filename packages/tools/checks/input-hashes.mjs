import { binOf } from '../commands/bins.mjs'
import { runCommand } from '../commands/run-command.mjs'

/**
 * A folder whose test inputs are declared in turbo.json.
 *
 * @typedef {object} Inputs
 * @property {string} folder such as `packages/model`
 * @property {string | undefined} hash changes when any input does; undefined when the tests must always run
 */

/**
 * Reads the input hashes of a task from turbo, without running it.
 *
 * @param {string} root the repository's folder
 * @param {'test' | 'browser'} task
 * @returns {Promise<Inputs[] | undefined>} undefined when turbo gives no plan that can be read
 */
export async function readInputHashes(root, task) {
  const { code, output } = await runCommand(binOf(root, 'turbo', ['run', task, '--dry=json']))
  return code === 0 ? hashesIn(output, task) : undefined
}

/**
 * Returns the hashes in a plan of turbo. They include the version of Node and the system, which turbo does not
 * consider.
 *
 * @param {string} output what `turbo run TASK --dry=json` printed, perhaps among warnings
 * @param {string} task
 * @returns {Inputs[] | undefined} undefined when it is no such plan
 */
function hashesIn(output, task) {
  try {
    /** @type {{ tasks: PlannedTask[] }} */
    const plan = JSON.parse(/^\{$.*^\}$/ms.exec(output)?.[0] ?? '')
    return plan.tasks
      .filter(planned => planned.task === task && planned.command !== '<NONEXISTENT>')
      .map(({ directory, hash, resolvedTaskDefinition }) => ({
        folder: directory.replaceAll('\\', '/'),
        hash: resolvedTaskDefinition.cache ? `${hash} ${process.version} ${process.platform}` : undefined
      }))
  } catch {
    return undefined
  }
}

/**
 * Part of a planned task that is read.
 *
 * @typedef {object} PlannedTask
 * @property {string} task
 * @property {string} command
 * @property {string} directory
 * @property {string} hash
 * @property {{ cache: boolean }} resolvedTaskDefinition
 */
