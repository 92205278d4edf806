import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { aptInstall } from '../commands/apt-install.mjs'
import { npmCommand } from '../commands/npm-command.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { fetchNode, nodeFolder } from '../package/fetch-node.ts'
import { runInRoot } from './run-in-root.ts'

/**
 * Creates a root folder like an official image of Node: Debian from debootstrap, Node from npm with its
 * headers, npm, and the user `node`.
 *
 * @param image image name such as `node:26-trixie-slim`
 * @returns the reason of a failure; undefined on success
 */
export async function makeBase(image: string, folder: string): Promise<string | undefined> {
  const [, major, suite] = /^node:(\d+)-([a-z]+)-slim$/.exec(image) ?? []
  if (major === undefined || suite === undefined) return `There is no stand-in for the image ${image}.`
  if (!(await fetchNode(Number(major)))) return `Node ${major} is missing.`
  const present = await runCommand({ command: 'debootstrap', args: ['--version'], cwd: '/' })
  if (present.code !== 0) {
    const refusal = await aptInstall('debootstrap')
    if (refusal !== undefined) return refusal
  }
  const made = await runCommand({
    command: 'debootstrap',
    // The images have this library, too, which Node needs.
    args: ['--variant=minbase', '--include=libatomic1', suite, folder, 'http://deb.debian.org/debian'],
    cwd: '/'
  })
  if (made.code !== 0) return `debootstrap ended with code ${made.code}: ${made.output.slice(-2000)}`
  copyNode(Number(major), folder)
  copyNetwork(folder)
  const inside = { folder, cwd: '/', user: 'root', env: { PATH: path }, volume: null }
  const script = [
    'groupadd --gid 1000 node',
    'useradd --uid 1000 --gid node --shell /bin/bash --create-home node',
    'ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm',
    'ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx'
  ].join(' && ')
  const { code, output } = await runInRoot(inside, ['/bin/sh', '-c', script])
  return code === 0 ? undefined : `The user node could not be made: ${output}`
}

/** PATH of the images. */
export const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

function copyNode(major: number, folder: string) {
  const local = join(folder, 'usr/local')
  cpSync(join(nodeFolder(major), 'bin/node'), join(local, 'bin/node'))
  cpSync(join(nodeFolder(major), 'include'), join(local, 'include'), { recursive: true })
  const [script = ''] = npmCommand([]).args
  const npm = script === '' ? '/usr/lib/node_modules/npm' : resolve(script, '../..')
  mkdirSync(join(local, 'lib/node_modules'), { recursive: true })
  cpSync(npm, join(local, 'lib/node_modules/npm'), { recursive: true, dereference: true })
}

/** Copies the network settings of this machine: name servers and trusted certificates. */
function copyNetwork(folder: string) {
  for (const file of ['/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs']) {
    if (existsSync(file)) cpSync(file, join(folder, file), { recursive: true, dereference: true })
  }
}
