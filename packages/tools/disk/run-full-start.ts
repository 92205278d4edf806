import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { endOf } from '../commands/exit-code.mjs'
import { root } from '../commands/root.mjs'
import type { Harness } from '../harness/harness.ts'

/** Time limit for all starts of a run, in milliseconds. Long enough for a slow machine. */
const withinMs = 120_000

/**
 * Shell script that copies the data in `$2` to a new file system at `$1` and fills that up. Starts the server
 * there, then a new server without data, and, after freeing space, the first server again. The mount ends
 * with the process.
 */
const script = `set -e
mount -t tmpfs -o size=256m tmpfs "$1"
cp -a "$2/." "$1/"
mkdir -m 700 "$1/empty"
dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null || true
echo "$(df --output=avail "$1" | tail -n 1 | tr -d ' ') kB are free."
HOOKWRIGHT_DATA="$1" "$4" "$3" 2>&1 || echo "With data, it ended with $?."
HOOKWRIGHT_DATA="$1/empty" "$4" "$3" 2>&1 || echo "Without data, it ended with $?."
rm "$1/filler"
HOOKWRIGHT_DATA="$1" exec "$4" "$3" 2>&1`

/**
 * Starts a server on a file system that is really full: `npm run test:long -- --only full-start`. Needs Linux
 * and the permission to mount (root, or user namespaces), which most containers lack.
 */
export async function run({ folder, say }: Harness): Promise<number> {
  const [data, full] = [join(folder, 'data'), join(folder, 'full')]
  for (const each of [data, full]) mkdirSync(each, { mode: 0o700 })
  const main = join(root, 'apps/server/dist/main.js')
  const env = { PATH: process.env.PATH, PORT: '0' }

  const first = spawn(process.execPath, [main], { env: { ...env, HOOKWRIGHT_DATA: data } })
  await stopOnceRunning(first)

  const own = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount']
  const args = [...own, '/bin/sh', '-c', script, 'sh', full, data, main, process.execPath]
  const child = spawn('unshare', args, { env })
  const { code, output } = await stopOnceRunning(child)
  if (!output.includes('kB are free.')) {
    say(`No file system could be mounted, which needs root or user namespaces on Linux: ${output}`)
    return 1
  }
  const sentence = (at: string) =>
    `Hookwright cannot start because the disk of the data folder ${at} is full. Free at least 128 MB there, then start again; no data was lost.\n`
  const expected = [
    '0 kB are free.\n',
    `${sentence(full)}With data, it ended with 1.\n`,
    `${sentence(join(full, 'empty'))}Without data, it ended with 1.\n`,
    'Hookwright is running at '
  ].join('')
  const holds = output.startsWith(expected) && code === 0
  say(holds ? 'It refused to start on a full disk, and started once there was space.' : output)
  return holds ? 0 : 1
}

/** Stops a server once it runs. Returns its exit code and what it has printed. */
async function stopOnceRunning(child: ChildProcess): Promise<{ code: number; output: string }> {
  let output = ''
  const late = setTimeout(() => child.kill('SIGKILL'), withinMs)
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('Hookwright is running at ')) child.kill('SIGTERM')
    })
  const code = await endOf(child)
  clearTimeout(late)
  return { code, output }
}
