import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { AppRouter } from '@hookwright/api'
import type { Role } from '@hookwright/model'
import { createTRPCClient, httpLink } from '@trpc/client'
import { makeTempFolder } from './temp-folder.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))

/** A process that a test started, and its end. */
interface Started {
  output: () => string
  kill: (signal: NodeJS.Signals) => void
  ended: Promise<{ code: number | null; output: string; errors: string }>
}

/** Starts a TypeScript file of the repository with these variables and no others. */
const startScript = (
  path: string,
  args: string[],
  params: { cwd: string; env: Record<string, string> }
): Started => {
  const tsx = import.meta.resolve('tsx')
  const child = spawn(process.execPath, ['--import', tsx, `${repository}${path}`, ...args], {
    ...params,
    stdio: ['ignore', 'pipe', 'pipe']
  })
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

/** Runs the command as a process of its own. */
export const runAsProcess = (
  args: string[],
  params: { cwd: string; env: Record<string, string> }
): Promise<{ code: number | null; output: string; errors: string }> => startAsProcess(args, params).ended

/** Starts the command as a process of its own. */
export const startAsProcess = (
  args: string[],
  params: { cwd: string; env: Record<string, string> }
): Started => startScript('apps/cli/src/main.ts', args, params)

const waitForLink = async ({ output, ended }: Started): Promise<URL> => {
  for (;;) {
    const [, link] = /admin account at (\S+)/.exec(output()) ?? []
    if (link !== undefined) return new URL(link)
    const end = await Promise.race([ended, new Promise<null>(resolve => setTimeout(resolve, 50, null))])
    if (end !== null) throw new Error(`The server ended: ${end.output}${end.errors}`)
  }
}

/** Calls of the API with a session. */
export type SessionApi = ReturnType<typeof createTRPCClient<AppRouter>>

/** A server in a process of its own, with an admin. */
export interface RealServer {
  url: string
  /** The API as the admin's browser calls it. */
  api: SessionApi
  /** Data folder. */
  folder: string
  /** Creates an API key of the admin, for a day and with their role unless given, and returns its token with its id. */
  newKey: (name: string, forMs?: number, role?: Role) => Promise<{ token: string; id: string }>
  kill: () => Promise<void>
  remove: () => Promise<void>
}

/** Starts a server on a free port with a folder of its own, and becomes its first admin. */
export const startRealServer = async (): Promise<RealServer> => {
  const temp = makeTempFolder()
  const env = { PORT: '0', HOOKWRIGHT_DATA: temp.folder, HOOKWRIGHT_LOG_LEVEL: 'silent' }
  const server = startScript('apps/server/src/main.ts', [], { cwd: temp.folder, env })
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
