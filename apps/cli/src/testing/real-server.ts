import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppRouter } from '@hookwright/api'
import type { Role } from '@hookwright/model'
import { createTRPCClient, httpLink } from '@trpc/client'
import { makeTempFolder } from './temp-folder.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))

/**
 * Bundles each TypeScript file with its imports into one script, which starts ten times faster. Bundling
 * takes as long as one start from source.
 */
const bundle = (...paths: string[]): string[] => {
  const { folder, remove } = makeTempFolder()
  const files = paths.map(path => `${repository}${path}`)
  const bundler = `${repository}apps/server/src/testing/bundle.ts`
  const args = ['--import', import.meta.resolve('tsx'), bundler, folder, ...files]
  execFileSync(process.execPath, args, { cwd: repository, env: { NODE_ENV: 'test' } })
  const scripts = paths.map((_, at) => readFileSync(join(folder, `${at}.js`), 'utf8'))
  remove()
  return scripts
}

/** Scripts of the command and of the server, for all tests of this process. */
const [commandScript = '', serverScript = ''] = bundle('apps/cli/src/main.ts', 'apps/server/src/main.ts')

export { commandScript }

/** Process that a test started, and its result. */
interface Started {
  output: () => string
  kill: (signal: NodeJS.Signals) => void
  ended: Promise<{ code: number | null; output: string; errors: string }>
}

/** Starts a script with only these environment variables. */
const startScript = (
  script: string,
  args: string[],
  params: { cwd: string; env: Record<string, string> }
): Started => {
  const child = spawn(process.execPath, ['--input-type=module', '-', ...args], { ...params, stdio: 'pipe' })
  child.stdin.end(script)
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text
  })
  const ended = new Promise<Awaited<Started['ended']>>(resolve => {
    child.once('close', code => resolve({ code, output, errors }))
  })
  return { output: () => output, kill: signal => child.kill(signal), ended }
}

/** Runs the bundled `hookwright` command in a separate process until it ends. */
export const runAsProcess = (
  args: string[],
  params: { cwd: string; env: Record<string, string> }
): Promise<{ code: number | null; output: string; errors: string }> => startAsProcess(args, params).ended

/** Starts the bundled `hookwright` command in a separate process. */
export const startAsProcess = (
  args: string[],
  params: { cwd: string; env: Record<string, string> }
): Started => startScript(commandScript, args, params)

const waitForLink = async ({ output, ended }: Started): Promise<URL> => {
  for (;;) {
    const [, link] = /admin account at (\S+)/.exec(output()) ?? []
    if (link !== undefined) return new URL(link)
    const end = await Promise.race([ended, new Promise<null>(resolve => setTimeout(resolve, 50, null))])
    if (end !== null) throw new Error(`The server ended: ${end.output}${end.errors}`)
  }
}

/** API client with a signed-in session. */
export type SessionApi = ReturnType<typeof createTRPCClient<AppRouter>>

/** A server in a separate process, with an admin. */
export interface RealServer {
  url: string
  /** API client with the admin's session. */
  api: SessionApi
  /** Data folder. */
  folder: string
  /**
   * Creates an API key of the admin, and returns its token and id. By default the key lasts a day and has the
   * admin's role.
   */
  newKey: (name: string, forMs?: number, role?: Role) => Promise<{ token: string; id: string }>
  kill: () => Promise<void>
  remove: () => Promise<void>
}

/** Starts a server on a free port with a new data folder, and creates its first admin. */
export const startRealServer = async (): Promise<RealServer> => {
  const temp = makeTempFolder()
  const env = { PORT: '0', HOOKWRIGHT_DATA: temp.folder, HOOKWRIGHT_LOG_LEVEL: 'silent' }
  // Its driver of SQLite, which no bundle holds, is found from here.
  const server = startScript(serverScript, [], { cwd: repository, env })
  const { origin, hash } = await waitForLink(server)
  const answered = await fetch(`${origin}/api/first-admin`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: hash.slice(1), name: 'Ada Example', password: 'violet anchor seventh drum' })
  })
  const cookie = answered.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ')
  const api = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${origin}/trpc`, headers: { cookie, origin } })]
  })
  const kill = async (): Promise<void> => {
    server.kill('SIGKILL')
    await server.ended
  }
  return {
    url: origin,
    api,
    folder: temp.folder,
    newKey: async (name, forMs = 86_400_000, role = 'admin') => {
      const expiresAt = Date.now() + forMs
      const made = await api.apiKeys.create.mutate({ name, role, connectorIds: null, expiresAt })
      return { token: made.token, id: made.key.id }
    },
    kill,
    remove: async () => {
      await kill()
      temp.remove()
    }
  }
}
