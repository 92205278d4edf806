import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CliContext } from '../kernel/command.ts'
import { commandFault, reasonOf } from '../kernel/faults.ts'

/** A program that a command runs in a separate process: a script, and its first arguments. */
interface Program {
  path: string
  args: string[]
}

/** Paths of the repository's scripts. Each script first installs and builds what is missing. */
const scripts = {
  start: 'packages/tools/start.mjs',
  backup: 'packages/tools/backup.mjs',
  restore: 'packages/tools/restore.mjs',
  convert: 'packages/tools/convert.mjs',
  move: 'packages/tools/move.mjs',
  'rotate-key': 'packages/tools/rotate-key.mjs'
} as const

/** Name of a program that a command can run, such as `backup`. */
export type ProgramName = keyof typeof scripts

/** Returns a program of the npm package, which is already built and has no repository scripts. */
const packaged = (root: string, name: ProgramName): Program =>
  name === 'start'
    ? { path: join(root, 'start', 'start.js'), args: [] }
    : { path: join(root, 'apps', 'server', 'dist', 'copy-data.js'), args: [name] }

/** Opens the database driver to check that it works. Throws `driver-missing`, `driver-other-node`. */
const checkDriver = ({ root, nodeVersion, openDriver }: CliContext): void => {
  try {
    openDriver()
  } catch (thrown) {
    const isOther = thrown instanceof Error && thrown.message.includes('NODE_MODULE_VERSION')
    if (!isOther) throw commandFault('driver-missing', { why: reasonOf(thrown) })
    throw commandFault('driver-other-node', { folder: dirname(dirname(root)), version: nodeVersion })
  }
}

/**
 * Finds a program of this installation, which is the repository or the npm package. Throws `not-installed`,
 * `driver-missing`, `driver-other-node`.
 */
export const findProgram = (name: ProgramName, context: CliContext): Program => {
  const { root } = context
  const script = join(root, scripts[name])
  if (existsSync(script)) return { path: script, args: [] }
  const program = packaged(root, name)
  if (!existsSync(program.path)) throw commandFault('not-installed', { file: program.path })
  checkDriver(context)
  return program
}
