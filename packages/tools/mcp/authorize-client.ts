import type { Person } from '../bench/product/sign-in.ts'
import { connectApi } from '../bench/product/sign-in.ts'

/** Port where the MCP conformance suite waits for the browser's redirect. */
export const callbackPort = 47_311
const callback = `http://127.0.0.1:${callbackPort}/callback`

/**
 * Registers an OAuth client with the redirect address of the MCP conformance suite, and returns the client's
 * id.
 */
export async function registerClient(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/mcp/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'Conformance', redirect_uris: [callback] })
  })
  const { client_id } = (await answer.json()) as { client_id?: string }
  if (client_id === undefined) throw new Error(`No client was registered: ${answer.status}.`)
  return client_id
}

/** Opens the authorization page of a client, as a person's browser does, and allows access. */
export async function authorizeClient(origin: string, address: string, { cookie }: Person): Promise<void> {
  const jar = new Map(cookie.split('; ').map(pair => pair.split('=', 2) as [string, string]))
  const header = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const open = async (url: string): Promise<string> => {
    const answer = await fetch(url, { headers: { cookie: header() }, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=', 2)
      jar.set(name, value)
    }
    return answer.headers.get('location') ?? ''
  }
  await open(address)
  const { agents } = connectApi(origin, header())
  const { id: requestId, client, scopes } = await agents.request.query()
  const { returnTo } = await agents.decide.mutate({
    ...{ requestId, clientName: client.name, allow: true, scopes, connectorIds: null }
  })
  await open(await open(returnTo))
}
