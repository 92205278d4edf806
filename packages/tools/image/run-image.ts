import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import type { Harness } from '../harness/harness.ts'
import { makeBase } from './make-base.ts'
import { parseDockerfile } from './parse-dockerfile.ts'
import { runInRoot } from './run-in-root.ts'
import { type Built, runSteps } from './run-steps.ts'
import { tryImage } from './try-image.ts'

/**
 * Runs the steps of the Dockerfile in folders instead of images: `npm run test:long -- --only image`. Then
 * runs its command as an unprivileged user on a read-only root. Needs Linux, root and Debian's packages, but
 * no container engine.
 */
export async function run({ folder, say }: Harness): Promise<number> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    say(
      'The steps of the Dockerfile are run in folders of their own, which needs Linux and root; run it there.'
    )
    return 1
  }
  const stages = parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))
  const last = stages.at(-1)
  const base = join(folder, 'base')
  const refusal = await makeBase(last?.base ?? '', base)
  if (last === undefined || refusal !== undefined) {
    say(refusal ?? 'The Dockerfile is empty.')
    return 1
  }
  if (!(await isLongTerm(base, say))) return 1
  const built: Map<string, Built> = new Map()
  for (const stage of stages) {
    const own = join(folder, `stage-${built.size}`)
    await runCommand({ command: 'cp', args: ['--archive', base, own], cwd: '/' })
    built.set(stage.name, await runSteps(stage, { root, folder: own, stages: built, say }))
  }
  const image = built.get(last.name)
  if (image === undefined) return 1
  await tryImage(image, last, { data: join(folder, 'data'), say })
  return 0
}

/** Prints the version of Node in a root folder. Returns false if that version has no long-term support. */
async function isLongTerm(folder: string, say: (sentence: string) => void) {
  const inside = { folder, cwd: '/', user: 'root', env: {}, volume: null }
  const script = 'console.log(process.version, process.release.lts ?? "without long-term support")'
  const { code, output } = await runInRoot(inside, ['/usr/local/bin/node', '-e', script])
  say(`The base is Debian with Node ${output.trim()}.`)
  return code === 0 && !output.includes('without')
}
