import { join } from 'node:path'
import { runCommand } from '../commands/run-command.mjs'

/**
 * Builds the shim that observes the server's disk and injects failures.
 *
 * @param folder folder for the shim
 * @returns the path for LD_PRELOAD
 * @throws Error when there is no compiler
 */
export async function buildShim(folder: string): Promise<string> {
  const path = join(folder, 'shim.so')
  const source = join(import.meta.dirname, 'shim.c')
  const args = ['-O2', '-shared', '-fPIC', '-o', path, source, '-ldl']
  const { code, output } = await runCommand({ command: 'cc', args, cwd: folder })
  if (code !== 0) throw new Error(`The shim could not be built with cc: ${output}`)
  return path
}
