import type { Backend, ServiceClient } from '@hookwright/backend'
import { Fault, type Id, redirectPathOf, SECOND } from '@hookwright/model'
import { z } from 'zod'

/** HTTP client for Acme Chat, and the URLs for signing in. The client uses no member's connection. */
interface ChatClient {
  send: ServiceClient
  chatUrl: string
  /** Public URL of this installation, to which the sign-in returns. */
  publicUrl: string
}

const Registered = z.object({ client_id: z.string(), client_secret: z.string() })

/** Id of the member of Acme Chat as whom the sample posts until a person signs in. */
const WELCOME_BOT = 'mem_welcome_bot'

/** Session id of the sample's sign-in, which uses no browser. */
const SAMPLE_SESSION = 'sample'

const post = (
  { send, chatUrl }: Pick<ChatClient, 'send' | 'chatUrl'>,
  path: string,
  type: string,
  body: string
) =>
  send(
    {
      method: 'POST',
      url: `${chatUrl}${path}`,
      query: {},
      headers: { 'content-type': type, accept: 'application/json' },
      body,
      authenticate: false,
      timeout: 10 * SECOND
    },
    new AbortController().signal
  )

/** Registers Hookwright as an app with the redirect URL of a connector. Throws `sample.chat-refused`, `http.*`. */
export const registerAtChat = async (
  client: ChatClient,
  connectorKey: string
): Promise<{ clientId: string; secret: string }> => {
  const redirectUrl = `${client.publicUrl}${redirectPathOf(connectorKey)}`
  const wanted = JSON.stringify({ client_name: 'Hookwright', redirect_uris: [redirectUrl] })
  const { status, body } = await post(client, '/oauth/register', 'application/json', wanted)
  const { data } = Registered.safeParse(parsed(body))
  if (data === undefined) throw new Fault('sample.chat-refused', { why: `it answered ${status}.` })
  return { clientId: data.client_id, secret: data.client_secret }
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/**
 * Signs a connection in at Acme Chat as its Welcome Bot. Sends the same requests as a browser. Throws
 * `sample.chat-refused`, `http.*`, and the faults of a sign-in.
 */
export const signInAtChat = async (
  { signIns, ...client }: ChatClient & Pick<Backend['connections'], 'signIns'>,
  { connectionId, connectorKey }: { connectionId: Id; connectorKey: string }
): Promise<void> => {
  const { host } = new URL(client.publicUrl)
  const { url } = await signIns.begin({ connectionId, session: SAMPLE_SESSION, host, returnTo: '/' })
  const { pathname, searchParams } = new URL(url)
  searchParams.set('member', WELCOME_BOT)
  searchParams.set('decision', 'allow')
  const form = 'application/x-www-form-urlencoded'
  const { status, headers } = await post(client, pathname, form, searchParams.toString())
  const { location } = headers
  if (location === undefined) throw new Fault('sample.chat-refused', { why: `it answered ${status}.` })
  const parameters = new URL(location).searchParams
  const { fault } = await signIns.complete({ connectorKey, session: SAMPLE_SESSION, parameters })
  if (fault !== null) throw fault
}
