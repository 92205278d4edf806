import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { overHttp } from '../testing/over-http.ts'

/** A webhook stored at the service. */
interface Hook {
  id: string
  url: string
  secret: string
}

/** HTTP service that stores and lists webhooks. It can refuse a second webhook for the same URL. */
export interface CountingService {
  url: string
  hooks: Map<string, Hook>
  /** Sets a function that runs after a webhook is created. The response waits for it. */
  created: (act: (hook: Hook) => Promise<void>) => void
  close: () => Promise<void>
}

const readText = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/**
 * Opens the service.
 *
 * @param params.refusesDoubled true to answer a second hook for a URL with 409
 * @param params.listsSecrets true to list hooks with their secrets
 */
export const openCountingService = async (params: {
  refusesDoubled: boolean
  listsSecrets: boolean
}): Promise<CountingService> => {
  const hooks = new Map<string, Hook>()
  let made = 0
  let act: (hook: Hook) => Promise<void> = async () => {}
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    const serve = async (): Promise<void> => {
      const id = (request.url ?? '').split('?')[0]?.split('/')[2] ?? ''
      if (request.method === 'GET') {
        const list = [...hooks.values()].map(({ secret, ...hook }) =>
          params.listsSecrets ? { ...hook, secret } : hook
        )
        return answer(200, list)
      }
      if (request.method === 'DELETE') return hooks.delete(id) ? answer(200, {}) : answer(404, {})
      const url = await readText(request)
      if (params.refusesDoubled && [...hooks.values()].some(hook => hook.url === url)) return answer(409, {})
      const hook = { id: String(++made), url, secret: `secret-${made}` }
      hooks.set(hook.id, hook)
      await act(hook)
      answer(201, hook)
    }
    serve().catch(() => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    hooks,
    created: next => {
      act = next
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}

/** Sends the event of a new person to the first hook. Throws when it is not accepted. */
export const sendHired = async ({ hooks }: CountingService, name: string): Promise<void> => {
  const [hook] = hooks.values()
  const { status } = await overHttp(hook?.url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name })
  })
  if (status !== 202) throw new Error(`The event was answered with ${status}.`)
}
