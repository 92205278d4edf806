import { spawn } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { root } from '../commands/root.mjs'
import { untilPrinted } from '../harness/until-printed.ts'
import { runSample } from '../package/run-sample.ts'
import { startInstalled } from '../package/start-installed.ts'
import type { Stage } from './parse-dockerfile.ts'
import { commandInRoot, runInRoot } from './run-in-root.ts'
import type { Built } from './run-steps.ts'

/** Time limit for the start of the practice services, in milliseconds. */
const startsWithinMs = 30_000

/** Id of the user that the image runs as. */
const uid = 1000

/**
 * Runs the last stage of the Dockerfile like compose.yaml: its command, without root, on a read-only root
 * with one writable folder.
 *
 * @throws Error when a check fails
 */
export async function tryImage(
  built: Built,
  stage: Stage,
  { data, say }: { data: string; say: (sentence: string) => void }
) {
  const [at = ''] = stage.volumes
  mkdirSync(data)
  chownSync(data, uid, uid)
  const port = await freePort()
  const practice = await startPractice()
  const env = { ...built.env, PORT: `${port}`, ...practice.variables }
  const inside = { ...built, env, volume: { from: data, at } }
  const { healthCheck, command } = stage
  const isHealthy = async () => (await runInRoot(inside, healthCheck?.command ?? ['false'])).code === 0
  const start = () => {
    const { command: program, args, env: own } = commandInRoot(inside, command)
    return startInstalled({ command: program, args, cwd: '/', env: own }, 60_000)
  }
  try {
    if (await isHealthy()) throw new Error('The health check passes although nothing runs.')
    const server = await start()
    say(`It listens after ${server.ms.toFixed(0)} ms, as user ${ownerOf(server.pid)}.`)
    if (ownerOf(server.pid) !== uid) throw new Error(`It runs as user ${ownerOf(server.pid)}.`)
    if (!(await isHealthy())) throw new Error('The health check fails.')
    const written = await runInRoot({ ...inside, user: 'root' }, [
      '/bin/sh',
      '-c',
      'touch /app/a || touch /a'
    ])
    if (written.code === 0 || !/Read-only file system/.test(written.output)) {
      throw new Error(`The root can be written: ${written.output}`)
    }
    await runSample(server.firstAdminLink, practice.url)
    const backup = await runInRoot(inside, ['hookwright', 'backup', '--to', `${at}/backup`])
    if (backup.code !== 0) throw new Error(`hookwright backup ended with ${backup.code}: ${backup.output}`)
    const code = await server.stop()
    if (code !== 0) throw new Error(`After SIGTERM it ended with code ${code}.`)
    if (await isHealthy()) throw new Error('The health check passes although the server has stopped.')
    say('The sample ran, a backup was made while the server ran, and SIGTERM ended it with code 0.')
  } finally {
    await practice.stop()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

function ownerOf(pid: number) {
  const [, owner] = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(owner)
}

/** Starts the practice services outside the root folder, like remote services. */
async function startPractice() {
  const folder = join(root, 'node_modules', '.cache', 'hookwright', 'image-practice')
  const child = spawn(process.execPath, [join(root, 'apps/practice/dist/main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', HOOKWRIGHT_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = new Promise(resolve => child.once('close', resolve))
  const { url, apiKey, chatUrl } = await untilPrinted(
    child,
    'The practice process',
    startsWithinMs,
    (line): { url: string; apiKey: string; chatUrl: string } => JSON.parse(line).practice
  )
  return {
    url,
    variables: {
      HOOKWRIGHT_PRACTICE_URL: url,
      HOOKWRIGHT_PRACTICE_KEY: apiKey,
      HOOKWRIGHT_PRACTICE_CHAT_URL: chatUrl,
      HOOKWRIGHT_OUTBOUND_ALLOW: `${url},${chatUrl}`
    },
    stop: () => {
      child.kill('SIGTERM')
      return ended
    }
  }
}
