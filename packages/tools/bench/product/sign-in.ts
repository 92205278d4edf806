import type { AppRouter } from '@hookwright/api'
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client'

export type Api = TRPCClient<AppRouter>

/** Signed-in person, with an API client and a Cookie header. */
export interface Person {
  api: Api
  cookie: string
}

/**
 * Creates the first admin of a new product.
 *
 * @param firstAdminLink link that the product printed, with the code after the #
 * @returns the admin. Rejected API calls contain the message of the fault.
 * @throws Error with the response of the product when it refuses
 */
export async function becomeAdmin(firstAdminLink: string): Promise<Person> {
  const { origin, hash } = new URL(firstAdminLink)
  const answer = await fetch(`${origin}/api/first-admin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: hash.slice(1), name: 'bench', password: 'only for this one bench' })
  })
  const cookies = answer.headers.getSetCookie().map(cookie => cookie.split(';', 1)[0])
  if (!answer.ok || cookies.length === 0) {
    throw new Error(`No first admin could be made (${answer.status}): ${await answer.text()}`)
  }
  const cookie = cookies.join('; ')
  return { api: connectApi(origin, cookie), cookie }
}

/**
 * Connects to the API with a session.
 *
 * @param origin origin of the product, or of another process on the same database
 */
export function connectApi(origin: string, cookie: string): Api {
  return createTRPCClient({ links: [httpLink({ url: `${origin}/trpc`, headers: { cookie } })] })
}

/**
 * Signs a member in.
 *
 * @param origin origin of the product
 * @returns the session as the value of a Cookie header
 * @throws Error with the response of the product when it refuses
 */
export async function signIn(origin: string, username: string, password: string): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password })
  })
  if (!answer.ok) throw new Error(`${username} could not sign in (${answer.status}): ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';', 1)[0])
    .join('; ')
}
