import { createHash } from 'node:crypto'
import { z } from 'zod'
import { openPractice } from '../testing.ts'

const redirectUrl = 'http://127.0.0.1:3000/oauth/acme_chat/callback'
const verifier = 'a-code-verifier-that-is-long-enough-for-rfc-7636'

/** S256 code challenge that belongs to `verifier`. */
const challenge = createHash('sha256').update(verifier).digest('base64url')

const Registered = z.object({ client_id: z.string(), client_secret: z.string() })

const Tokens = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int(),
  refresh_token: z.string().optional(),
  scope: z.string()
})

/** Answer of Acme Chat; `json` is undefined if it is not JSON. */
interface Answered {
  status: number
  headers: Headers
  text: string
  json: unknown
}

const answered = async (response: Response): Promise<Answered> => {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const { status, headers } = response
  return { status, headers, text, json: isJson ? JSON.parse(text) : undefined }
}

/**
 * Starts the practice services and registers an app at Acme Chat. Returns functions for each step by which
 * the app gets tokens.
 */
export async function openChat(params: Parameters<typeof openPractice>[0] = {}) {
  const practice = await openPractice(params)
  const { chatUrl } = practice

  const ask = async (path: string, init: RequestInit = {}): Promise<Answered> =>
    answered(await fetch(`${chatUrl}${path}`, { redirect: 'manual', ...init }))

  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(form), headers })

  const register = (body: object) =>
    ask('/oauth/register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
  const { json } = await register({ client_name: 'Hookwright', redirect_uris: [redirectUrl] })
  const { client_id, client_secret } = Registered.parse(json)
  const client = { client_id, client_secret }

  const asked = {
    client_id,
    redirect_uri: redirectUrl,
    response_type: 'code',
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256'
  }

  /** Submits the consent page and returns the parameters of the redirect to the app. */
  const decide = async (change: Record<string, string> = {}): Promise<Record<string, string>> => {
    const form = { ...asked, decision: 'allow', member: 'mem_ada', ...change }
    const { headers } = await post('/oauth/authorize', form)
    return Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
  }

  const exchange = (code: string, change: Record<string, string> = {}) =>
    post('/oauth/token', {
      ...client,
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUrl,
      code_verifier: verifier,
      ...change
    })

  const refresh = (refreshToken: string, change: Record<string, string> = {}) =>
    post('/oauth/token', {
      ...client,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      ...change
    })

  /** Signs the test app in to Acme Chat and returns its tokens. */
  const signIn = async (change: Record<string, string> = {}) => {
    const { code = '' } = await decide(change)
    return tokensIn(await exchange(code))
  }

  return { ...practice, redirectUrl, client, asked, ask, post, register, decide, exchange, refresh, signIn }
}

/** Returns the tokens in an answer. */
export const tokensIn = ({ json }: { json: unknown }) => Tokens.parse(json)

/** Returns the header with an access token. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
