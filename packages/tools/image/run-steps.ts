import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { path } from './make-base.ts'
import type { Stage, Step } from './parse-dockerfile.ts'
import { runInRoot } from './run-in-root.ts'

/** Stage after its steps were run: its root folder, and the settings of its container. */
export interface Built {
  folder: string
  user: string
  cwd: string
  env: Record<string, string>
}

/** Environment variables for this machine's network, such as the file of trusted certificates. */
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
 * @param given.root folder of the repository, which is the build context
 * @param given.folder root folder with the files of the base image
 * @param given.stages earlier stages, by name
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
 * Returns a function that tells whether a `.dockerignore` excludes a path. It supports names, `*` inside
 * names, and a leading `**` for any folder.
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

/** Copies the files of the repository that belong to the build context. */
function copyContext(root: string, to: string) {
  const isLeftOut = ignores(readFileSync(join(root, '.dockerignore'), 'utf8'))
  const filter = (path: string) => !isLeftOut(relative(root, path))
  cpSync(root, to, { recursive: true, filter })
}
