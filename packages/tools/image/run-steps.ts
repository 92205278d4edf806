import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { path } from './make-base.ts'
import type { Stage, Step } from './parse-dockerfile.ts'
import { runInRoot } from './run-in-root.ts'

/** A stage whose steps were run: its root folder, and what a container of it starts with. */
export interface Built {
  folder: string
  user: string
  cwd: string
  env: Record<string, string>
}

/** Variables of this machine that its network needs, such as the file of trusted certificates. */
const ofNetwork = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|https?_proxy|no_proxy)$/i.test(name) && value
      ? [[name, value]]
      : []
  )
)

interface Given {
  root: string
  folder: string
  stages: Map<string, Built>
  say: (sentence: string) => void
}

/**
 * Runs the steps of a stage in its root folder.
 *
 * @param given.root the repository's folder, which is what is built
 * @param given.folder root folder with the files of the stage's base
 * @param given.stages the stages before, by name
 * @throws Error with the output of a step that failed
 */
export async function runSteps({ steps }: Stage, { root, folder, stages, say }: Given): Promise<Built> {
  const built = {
    folder,
    user: 'root',
    cwd: '/',
    env: { PATH: path } as Record<string, string>
  }
  for (const step of steps) {
    const began = performance.now()
    if (step.is === 'env') Object.assign(built.env, step.variables)
    else if (step.is === 'user') built.user = step.name
    else if (step.is === 'workdir') {
      built.cwd = posix.resolve(built.cwd, step.path)
      mkdirSync(join(folder, built.cwd), { recursive: true })
    } else if (step.is === 'copy') copy(step, { root, stages, built })
    else {
      const env = { ...ofNetwork, ...built.env, HOME: '/root' }
      const command = ['/bin/sh', '-c', step.command]
      const { code, output } = await runInRoot({ ...built, env, volume: null }, command)
      if (code !== 0) throw new Error(`RUN ${step.command}\nended with code ${code}:\n${output.slice(-4000)}`)
      say(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  RUN ${step.command}`)
    }
  }
  return built
}

function copy(
  { stage, sources: [source = '', ...more], to }: Extract<Step, { is: 'copy' }>,
  { root, stages, built }: { root: string; stages: Map<string, Built>; built: Built }
) {
  if (more.length > 0) throw new Error('COPY takes one source here.')
  const target = join(built.folder, posix.resolve(built.cwd, to))
  if (stage === null) return copyContext(join(root, source), target)
  const from = stages.get(stage)
  if (from === undefined) throw new Error(`There is no stage ${stage}.`)
  cpSync(join(from.folder, source), target, { recursive: true, verbatimSymlinks: true })
}

/**
 * Returns a function that is true for the paths that a `.dockerignore` leaves out. It knows names, `*` in
 * them, and a leading double star for any folder.
 */
export function ignores(text: string): (path: string) => boolean {
  const patterns = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const isAnywhere = line.startsWith('**/')
      const name = (isAnywhere ? line.slice(3) : line).replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      return new RegExp(`^${isAnywhere ? '(.*/)?' : ''}${name.replaceAll('*', '[^/]*')}$`)
    })
  return path => patterns.some(pattern => pattern.test(path))
}

/** Copies the files of the repository that a build gets. */
function copyContext(root: string, to: string) {
  const isLeftOut = ignores(readFileSync(join(root, '.dockerignore'), 'utf8'))
  const filter = (path: string) => !isLeftOut(relative(root, path))
  cpSync(root, to, { recursive: true, filter })
}
