import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { runNode } from './child.ts'
import { findFreePort } from './free-port.ts'
import { overHttp } from './over-http.ts'
import { makeTempFolder } from './temp-folder.ts'
import { waitFor } from './wait-for.ts'

const Hook = z.object({
  id: z.number(),
  active: z.boolean(),
  events: z.array(z.string()),
  config: z.object({ url: z.string() })
})

/** GitHub as emulated by the npm package `emulate`, with one repository and its owner's operations. */
export interface EmulatedGithub {
  url: string
  host: string
  token: string
  /** Owner and name of the repository. */
  repository: string
  hooks: () => Promise<z.infer<typeof Hook>[]>
  openIssue: (title: string) => Promise<void>
  stop: () => Promise<void>
}

const token = 'emulated-github-token-of-the-octocat'

const seed = {
  tokens: { [token]: { login: 'octocat', scopes: ['repo', 'admin:repo_hook'] } },
  github: {
    users: [{ login: 'octocat', name: 'The Octocat' }],
    repos: [{ owner: 'octocat', name: 'hello-world', auto_init: true }]
  }
}

/** A service as emulated by the npm package `emulate`, in a separate process. */
export interface Emulator {
  url: string
  host: string
  stop: () => Promise<void>
}

/** Starts a service of `emulate` on a loopback port, and waits until it answers at a path. */
export const startEmulator = async (params: {
  service: string
  port: number
  seed: object
  path: string
}): Promise<Emulator> => {
  const { folder, remove } = makeTempFolder()
  const seedFile = join(folder, 'seed.json')
  writeFileSync(seedFile, JSON.stringify(params.seed))
  const command = fileURLToPath(new URL('./index.js', import.meta.resolve('emulate')))
  const child = runNode(
    [command, 'start', '--service', params.service, '--port', String(params.port), '--seed', seedFile],
    {}
  )
  const url = `http://127.0.0.1:${params.port}`
  await waitFor(
    () => overHttp(`${url}${params.path}`).catch(thrown => `${thrown} ${child.errors()}`),
    seen => typeof seen !== 'string'
  )
  return {
    url,
    host: new URL(url).host,
    stop: async () => {
      child.send('SIGTERM')
      await child.ended
      remove()
    }
  }
}

/** Starts GitHub on a free loopback port. */
export const startEmulatedGithub = async (): Promise<EmulatedGithub> => {
  const port = await findFreePort()
  const { url, host, stop } = await startEmulator({ service: 'github', port, seed, path: '/user' })
  const repository = 'octocat/hello-world'

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answered = await overHttp(`${url}/repos/${repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    if (answered.status >= 400) throw new Error(`${method} ${path}: ${answered.status} ${answered.text}`)
    return JSON.parse(answered.text)
  }
  return {
    url,
    host,
    token,
    repository,
    hooks: async () => z.array(Hook).parse(await ask('GET', '/hooks')),
    openIssue: async title => {
      await ask('POST', '/issues', { title })
    },
    stop
  }
}
