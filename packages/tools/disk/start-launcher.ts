import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { endOf } from '../commands/exit-code.mjs'
import { root } from '../commands/root.mjs'

/**
 * Starts the launcher of `npm start`, without the practice service and without a build.
 *
 * @param given.folder data folder of the server
 * @param given.env additional environment variables
 * @returns the launcher. `restarts` returns how many times it has restarted the server.
 */
export async function startLauncher({
  folder,
  port,
  env
}: {
  folder: string
  port: number
  env?: Record<string, string>
}): Promise<{ restarts: () => number; stop: () => Promise<number> }> {
  const module = pathToFileURL(join(root, 'packages/tools/launcher/launch.mjs')).href
  const script = `import { launch } from '${module}'
    const given = { root: ${JSON.stringify(root)}, env: process.env, say: console.log }
    process.exitCode = await launch(given)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      HOOKWRIGHT_DATA: folder,
      HOOKWRIGHT_RATE_PER_SECOND: '0',
      HOOKWRIGHT_LOG_LEVEL: 'error',
      HOOKWRIGHT_PRACTICE_PORT: 'off',
      ...env
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = endOf(child)
  let listened = 0
  createInterface({ input: child.stdout }).on('line', line => {
    if (line.startsWith('Hookwright is running')) listened += 1
  })
  return {
    restarts: () => listened - 1,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    }
  }
}
