import { runCommand } from './run-command.mjs'

/**
 * Installs a Debian or Ubuntu package with apt-get, if run as root.
 *
 * @param {string} name
 * @returns {Promise<string | undefined>} why it could not be done; undefined when it was
 */
export async function aptInstall(name) {
  if (process.getuid?.() !== 0) return 'apt-get needs root'
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runCommand({ command: 'apt-get', args: ['update'], cwd: '/', env })
  if (update.code === 127) return 'there is no apt-get here'
  const args = ['install', '-y', '--no-install-recommends', name]
  const { code, output } = await runCommand({ command: 'apt-get', args, cwd: '/', env })
  return code === 0 ? undefined : `apt-get install ${name} ended with code ${code}: ${output.trim()}`
}
