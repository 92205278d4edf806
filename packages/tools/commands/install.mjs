import { installationMatches } from './installation.mjs'
import { npmCommand } from './npm-command.mjs'
import { runCommand } from './run-command.mjs'
import { secondsOf } from './seconds.mjs'

/**
 * Installs the packages when they are missing or differ from package-lock.json.
 *
 * @param {object} given
 * @param {string} given.root the repository's folder
 * @param {(sentence: string) => void} given.say
 * @returns {Promise<boolean>} false when it failed; why has been said
 */
export async function installWhenNeeded({ root, say }) {
  if (installationMatches(root)) return true
  say('Installing the packages of package-lock.json (npm ci). This takes one or two minutes.')
  const npm = npmCommand(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  const ended = await runCommand({ ...npm, cwd: root })
  if (ended.code === 0) {
    say(`The packages were installed in ${secondsOf(ended.ms)}.`)
    return true
  }
  say(ended.output)
  say('The packages could not be installed; npm says why above. Put that right and run the command again.')
  return false
}
