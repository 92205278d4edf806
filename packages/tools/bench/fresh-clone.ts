import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'

/**
 * Clones a commit of this repository and copies the packages that are installed here. For the newest commit,
 * the result equals `git clone` and `npm ci`, without a build.
 *
 * @param folder folder for the clone; it must not exist yet
 * @param commit commit, branch or tag to check out
 * @throws Error with the output of git or cp when it fails
 */
export async function makeFreshClone(folder: string, commit = 'HEAD'): Promise<void> {
  const commitId = await must('git', ['rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`])
  await must('git', ['clone', '--quiet', '--no-checkout', root, folder])
  await must('git', ['-C', folder, 'checkout', '--quiet', '--detach', commitId.trim()])
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
  return ended.output
}
