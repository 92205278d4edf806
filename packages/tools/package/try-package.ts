import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, delimiter, dirname, join } from 'node:path'
import { nodeFolder } from './fetch-node.ts'
import { runSample } from './run-sample.ts'
import { startInstalled } from './start-installed.ts'

/** Maximum time from `npx … start` of an installed package until it listens, in milliseconds. */
const listensWithinMs = 10_000

/** Number of timed starts. The fastest counts, since other processes slow down some of them. */
const rounds = 3

/** Maximum time to install the package, in milliseconds. The driver may have to be compiled. */
const installsWithinMs = 900_000

/** Folder with only the package, and the environment of a person who runs it there. */
export interface Place {
  folder: string
  /** File name of the package. */
  package: string
  /** Major version of Node. */
  major: number
  env: NodeJS.ProcessEnv
}

/**
 * Prepares a place with the package.
 *
 * @param given.folder empty folder, with no package.json above it
 * @param given.file file of the package
 * @param given.major major version of Node, which must have been fetched
 */
export function preparePackage({
  folder,
  file,
  major
}: {
  folder: string
  file: string
  major: number
}): Place {
  copyFileSync(file, join(folder, basename(file)))
  const own = Object.entries(process.env).filter(([name]) => !/^(HOOKWRIGHT_|npm_)/i.test(name))
  const bin = join(nodeFolder(major), 'bin')
  const env = {
    ...Object.fromEntries(own),
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    PORT: '0',
    // npx keeps what it installed by the name that was typed, so another package of the same name would be taken.
    npm_config_cache: join(folder, 'cache'),
    npm_config_nodedir: nodeFolder(major)
  }
  return { folder, package: basename(file), major, env }
}

/**
 * Installs and starts the package as its README describes, and runs the sample. Then starts it again on new
 * folders, to time it.
 *
 * @returns the time from the command until the server listens, after installation, in milliseconds
 * @throws Error when a step fails, or the server listens too late
 */
export async function tryPackage(place: Place): Promise<number> {
  const first = await startInstalled(commandOf(place), installsWithinMs)
  try {
    const { firstAdminLink, practiceUrl } = first
    await runSample(firstAdminLink, practiceUrl)
  } finally {
    await first.stop()
  }
  await untilGone(place)
  let fastest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds && fastest > listensWithinMs; round++) {
    rmSync(join(place.folder, '.hookwright'), { recursive: true })
    const again = await startInstalled(commandOf(place), installsWithinMs)
    await again.stop()
    await untilGone(place)
    fastest = Math.min(fastest, again.ms)
  }
  if (fastest > listensWithinMs) {
    throw new Error(`It listened after ${fastest.toFixed(0)} ms, later than ${listensWithinMs} ms.`)
  }
  return fastest
}

/**
 * Makes an attempt to start that must be refused, and returns its output.
 * @param given.env additional environment variables
 * @param given.major other version of Node, used with the package installed by the first
 * @returns standard output and standard error
 * @throws Error when it does not end with code 1
 */
export function refusedStart(
  place: Place,
  {
    env = {},
    major = place.major
  }: {
    env?: NodeJS.ProcessEnv
    major?: number
  } = {}
): string {
  const node = join(nodeFolder(major), 'bin', 'node')
  const { status, stdout, stderr } = spawnSync(node, [installedBin(place), 'start'], {
    cwd: place.folder,
    env: { ...place.env, ...env },
    encoding: 'utf8',
    timeout: 60_000
  })
  if (status !== 1) throw new Error(`It ended with ${status} instead of 1 and said:\n${stdout}${stderr}`)
  return `${stdout}${stderr}`
}

/** Attempts a start as on a machine that can neither download nor compile the driver. Returns its output. */
export function startWithoutCompiler(place: Place) {
  const bin = join(place.folder, 'bin')
  mkdirSync(bin)
  for (const name of ['sh', 'env']) symlinkSync(join('/bin', name), join(bin, name))
  symlinkSync(join(nodeFolder(place.major), 'bin', 'node'), join(bin, 'node'))
  const { command, args, cwd, env } = commandOf(place)
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...env, PATH: bin, npm_config_build_from_source: 'true' },
    encoding: 'utf8',
    timeout: installsWithinMs
  })
  if (status !== 1) throw new Error(`It ended with ${status} instead of 1 and said:\n${stdout}${stderr}`)
  return `${stdout}${stderr}`
}

/** Runs work while another server occupies a port, and passes this port to the work. */
export async function withTakenPort<Result>(work: (port: number) => Result): Promise<Result> {
  const server = createServer()
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(null)))
  const address = server.address()
  try {
    return work(typeof address === 'object' && address !== null ? address.port : 0)
  } finally {
    await new Promise(resolve => server.close(resolve))
  }
}

/** Returns the command from the package's README, run with the Node version of the place. */
function commandOf({ folder, package: name, major, env }: Place) {
  const npx = join(dirname(process.env.npm_execpath ?? npmScript()), 'npx-cli.js')
  const args = [npx, '--yes', `./${name}`, 'start']
  return { command: join(nodeFolder(major), 'bin', 'node'), args, cwd: folder, env }
}

/** Returns the path of the script behind the `npm` command on PATH. */
function npmScript() {
  const { stdout } = spawnSync('npm', ['root', '--global'], { encoding: 'utf8' })
  return join(stdout.trim(), 'npm', 'bin', 'npm-cli.js')
}

function installedBin({ folder }: Place) {
  const kept = join(folder, 'cache', '_npx')
  const [hash = ''] = readdirSync(kept)
  return join(kept, hash, 'node_modules', 'hookwright', 'apps', 'cli', 'bin', 'hookwright.js')
}

/** Waits until the server has released its data folder, since npx ends before the server. */
async function untilGone({ folder }: Place) {
  const end = performance.now() + 30_000
  while (readdirSync(join(folder, '.hookwright')).some(name => name.endsWith('-wal'))) {
    if (performance.now() > end) throw new Error('The server still runs 30 s after npx was told to stop.')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
