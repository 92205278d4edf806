import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endOf } from '../commands/exit-code.mjs'

/** Environment of a process in a separate root folder. */
interface Inside {
  /** Root of the process. */
  folder: string
  cwd: string
  user: string
  /** Its whole environment. */
  env: Record<string, string>
  /** Null leaves the root writable; otherwise only this folder and /tmp are. */
  volume: { from: string; at: string } | null
}

/**
 * Mounts what a container has, in a mount namespace that ends with the process, then becomes the program. It gets root,
 * read-only root or not, volume, its place, user, working directory, and the program.
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
 * Starts a program in a root folder. The process that is returned is the program itself, so signals reach it.
 *
 * @returns for `spawn`
 */
export function commandInRoot(
  { folder, cwd, user, env, volume }: Inside,
  program: string[]
): { command: string; args: string[]; env: Record<string, string> } {
  const mode = volume === null ? ['writable', '', ''] : ['read-only', volume.from, volume.at]
  const args = ['--mount', '/bin/sh', '-c', script, 'sh', folder, ...mode, idsOf(folder, user), cwd]
  return { command: 'unshare', args: [...args, ...program], env }
}

/** Runs a program to its end. */
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

/** Returns ids of a user of the root folder, as `chroot` takes them. */
function idsOf(folder: string, user: string) {
  const lines = readFileSync(join(folder, 'etc/passwd'), 'utf8').split('\n')
  const [, , uid, gid] = lines.find(line => line.startsWith(`${user}:`))?.split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error(`There is no user ${user} in ${folder}.`)
  return `${uid}:${gid}`
}
