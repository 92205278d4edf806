import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endOf } from '../commands/exit-code.mjs'

/** Settings of a process that sees a folder as its root, as in a container. */
interface Inside {
  /** Folder that the process sees as `/`. */
  folder: string
  cwd: string
  user: string
  /** Complete environment of the process. */
  env: Record<string, string>
  /**
   * Writable folder; the rest of the root, except /tmp, is then read-only. Null makes the whole root
   * writable.
   */
  volume: { from: string; at: string } | null
}

/**
 * Shell script that mounts the file systems of a container, in a mount namespace that ends with the process,
 * then executes the program. Arguments: root, `read-only` or `writable`, volume, mount point of the volume,
 * user, working directory, and the program.
 */
const script = `set -e
mount --bind "$1" "$1"
mount --rbind /dev "$1/dev"
mount --rbind /proc "$1/proc"
if [ "$2" = read-only ]; then
  mount -o remount,bind,ro "$1"
  mount --bind "$3" "$1$4"
  mount -t tmpfs tmpfs "$1/tmp"
fi
root=$1 user=$5 cwd=$6
shift 6
exec chroot --userspec="$user" --groups="" "$root" /bin/sh -c 'cd "$0" && exec "$@"' "$cwd" "$@"`

/**
 * Returns the command that runs a program in a root folder. The resulting process is the program itself, so
 * that signals reach it.
 *
 * @returns arguments for `spawn`
 */
export function commandInRoot(
  { folder, cwd, user, env, volume }: Inside,
  program: string[]
): { command: string; args: string[]; env: Record<string, string> } {
  const mode = volume === null ? ['writable', '', ''] : ['read-only', volume.from, volume.at]
  const args = ['--mount', '/bin/sh', '-c', script, 'sh', folder, ...mode, idsOf(folder, user), cwd]
  return { command: 'unshare', args: [...args, ...program], env }
}

/** Runs a program in a root folder and waits for its end. */
export async function runInRoot(
  inside: Inside,
  program: string[]
): Promise<{ code: number; output: string }> {
  const { command, args, env } = commandInRoot(inside, program)
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text
    })
  }
  const closed = new Promise(resolve => child.once('close', resolve))
  const code = await endOf(child)
  await closed
  return { code, output }
}

/** Returns the ids of a user in a root folder, in the format that `chroot` takes. */
function idsOf(folder: string, user: string) {
  const lines = readFileSync(join(folder, 'etc/passwd'), 'utf8').split('\n')
  const [, , uid, gid] = lines.find(line => line.startsWith(`${user}:`))?.split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error(`There is no user ${user} in ${folder}.`)
  return `${uid}:${gid}`
}
