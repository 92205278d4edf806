/**
 * Returns the command that runs npm: its own script when npm started this process, otherwise the name on PATH.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, args: string[] }} for `runCommand`
 */
export function npmCommand(args, env = process.env) {
  const script = env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return { command: process.execPath, args: [script, ...args] }
  return { command: 'npm', args }
}
