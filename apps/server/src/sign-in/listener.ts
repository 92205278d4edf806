import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { Fault, httpStatusOf } from '@hookwright/model'
import type { BetterAuth } from './better-auth.ts'
import type { DeviceCookie } from './device-cookie.ts'
import { comesFromOwnPage } from './own-origins.ts'
import { longestName, nameKeyOf, type Person } from './person.ts'
import { readCredentials } from './read-credentials.ts'
import { beginTry, type Tries, type Try } from './tries.ts'

/** Path of the sign-in and sign-out endpoints. */
export const authPath = '/api/auth'

/** Dependencies of the listener. */
interface ListenerGiven {
  publicUrl: URL
  ownOrigins: string[]
  tries: Tries
  devices: DeviceCookie
  loadBetterAuth: () => Promise<BetterAuth>
  /** Returns the person of the session cookie in a Cookie header. */
  personOf: (cookieHeader: string | undefined) => Promise<Person | null>
  /** Returns the password hash for a sign-in name. */
  passwordHashOf: (nameKey: string) => Promise<string | null>
  /** Ends the session of the cookie in a Cookie header, if any. */
  endSession: (cookieHeader: string | undefined) => Promise<void>
  /** Returns the network and browser of a request, by which sign-in attempts are counted. */
  originOf: (request: IncomingMessage) => Omit<Try, 'nameKey'>
  /** Returns true if a session insert failed because its person was removed while the password was verified. */
  isOfNobody: (thrown: unknown) => boolean
}

interface Answer {
  person: Person | null
  cookies: string[]
}

/** Names of the headers that are passed to better-auth; all other headers are removed. */
const passedOn = [
  'cookie',
  'origin',
  'referer',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'user-agent'
]

const webHeadersOf = (headers: IncomingHttpHeaders): Headers => {
  const web = new Headers({ 'content-type': 'application/json' })
  for (const name of passedOn) {
    const value = headers[name]
    if (typeof value === 'string') web.set(name, value)
  }
  return web
}

const writeAnswer = (response: ServerResponse, { person, cookies }: Answer) => {
  response.setHeader('set-cookie', cookies)
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(JSON.stringify({ person }))
}

const writeFault = (response: ServerResponse, fault: Fault) => {
  const { code, details } = fault
  response.statusCode = httpStatusOf(code)
  if (typeof details.seconds === 'number') response.setHeader('retry-after', String(details.seconds))
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(JSON.stringify({ error: fault.toData() }))
}

/**
 * Handles sign-in and sign-out, and blocks all other endpoints of better-auth, such as sign-up. `POST
 * /api/auth/sign-in/username` expects `{ username, password }`, `POST /api/auth/sign-out` no body. Both
 * respond with cookies and `{ person }`, which is null after signing out. Errors are returned as `{ error: {
 * code, message, details } }`. The promise rejects only for unexpected errors.
 */
export const listenForSignIn = (params: ListenerGiven) => {
  const ask = async (request: IncomingMessage, path: string, body: object): Promise<string[]> => {
    const auth = await params.loadBetterAuth()
    const asked = new Request(new URL(`${authPath}${path}`, params.publicUrl.origin), {
      method: 'POST',
      headers: webHeadersOf(request.headers),
      body: JSON.stringify(body)
    })
    const answer = await auth.handle(asked).catch(thrown => {
      throw params.isOfNobody(thrown) ? new Fault('sign-in.wrong') : thrown
    })
    if (answer.ok) return answer.headers.getSetCookie()
    if (answer.status === 403) throw new Fault('origin.refused', { origin: request.headers.origin ?? 'none' })
    if (answer.status >= 500) throw new Error(`better-auth answered ${answer.status} to ${path}`)
    // Unknown name, wrong password, a name no one can have: one answer, so that none tells who exists.
    throw new Fault('sign-in.wrong')
  }

  const signIn = async (request: IncomingMessage): Promise<Answer> => {
    const credentials = await readCredentials(request)
    const nameKey = nameKeyOf(credentials.username).slice(0, longestName)
    const device = params.devices.read(request.headers.cookie, nameKey)
    // Counted apart: whoever fails elsewhere, be it behind the same proxy, must not lock a member out of their own browser.
    const origin =
      device === null ? params.originOf(request) : { network: `device ${device}`, isShared: true }
    const one = { nameKey, ...origin }
    await beginTry(params.tries, one)
    const passwordHash = await params.passwordHashOf(nameKey)
    const cookies = await ask(request, '/sign-in/username', credentials)
    const cookieHeader = cookies.map(cookie => cookie.split(';')[0]).join('; ')
    // Who was given another password while the old one was looked at has not signed in with theirs.
    if ((await params.passwordHashOf(nameKey)) !== passwordHash) {
      await params.endSession(cookieHeader)
      throw new Fault('sign-in.wrong')
    }
    await params.tries.succeed(one)
    await params.endSession(request.headers.cookie)
    const person = await params.personOf(cookieHeader)
    return { person, cookies: [...cookies, params.devices.write(nameKey)] }
  }

  const signOut = async (request: IncomingMessage): Promise<Answer> => {
    request.resume()
    const cookies = await ask(request, '/sign-out', {})
    // Gone already; this tells the pages that wait for its end.
    await params.endSession(request.headers.cookie)
    return { person: null, cookies }
  }

  const handlers = new Map([
    ['POST /sign-in/username', signIn],
    ['POST /sign-out', signOut]
  ])

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const [path = ''] = (request.url ?? '').split('?')
      const handler = handlers.get(`${request.method} ${path.replace(authPath, '')}`)
      if (!handler) throw new Fault('sign-in.closed')
      if (!comesFromOwnPage(request.headers, params.ownOrigins)) {
        throw new Fault('origin.refused', { origin: request.headers.origin ?? 'another site' })
      }
      writeAnswer(response, await handler(request))
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      writeFault(response, thrown)
    }
  }
}
