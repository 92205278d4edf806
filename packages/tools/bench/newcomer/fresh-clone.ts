import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../commands/root.mjs'
import { runCommand } from '../../commands/run-command.mjs'

/**
 * Clones the committed state of this repository and copies its installed packages. The result equals `git
 * clone` and `npm ci`, without a build.
 *
 * @param folder folder for the clone; it must not exist yet
 * @throws Error with the output of git or cp when it fails
 */
export async function makeFreshClone(folder: string): Promise<void> {
  await must('git', ['clone', '--quiet', root, folder])
  for (const place of withPackages()) await copyPackages(place, folder)
  rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true })
}

/** Returns the folders of this repository with installed packages, relative to its root. */
function withPackages() {
  const workspaces = ['apps', 'packages'].flatMap(group =>
    readdirSync(join(root, group)).map(name => join(group, name))
  )
  return ['.', ...workspaces].filter(place => existsSync(join(root, place, 'node_modules')))
}

/** Copies the packages by hard links, which takes a second. On another file system, copies the files. */
async function copyPackages(place: string, folder: string) {
  const from = join(root, place, 'node_modules')
  const to = join(folder, place, 'node_modules')
  const linked = await runCommand({ command: 'cp', args: ['-al', from, to], cwd: root })
  if (linked.code === 0) return
  rmSync(to, { recursive: true, force: true })
  await must('cp', ['-a', from, to])
}

async function must(command: string, args: string[]) {
  const ended = await runCommand({ command, args, cwd: root })
  if (ended.code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${ended.code}: ${ended.output}`)
}
