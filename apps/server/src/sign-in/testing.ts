import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Beginning, layBeginning } from '../testing/beginning.ts'
import { cheapPasswordHash } from '../testing/cheap-password-hash.ts'
import { openSignIn, type Person } from './sign-in.ts'

/** A password that passes the rules. */
export const goodPassword = 'violet anchor seventh drum'

/** Key that signs cookies in tests. */
const cookieKey = `${'k'.repeat(16)}test-key-of-the-first-server`
export const otherCookieKey = `${'o'.repeat(16)}test-key-of-another-server`

/** Response as a test sees it. */
export interface Seen {
  status: number
  headers: Headers
  body: { person?: Person | null; error?: { code: string; message: string } }
  cookies: string[]
}

/** Converts Set-Cookie values to the Cookie header that a browser would send. */
export const cookieHeaderOf = (cookies: string[]): string =>
  cookies
    .filter(cookie => !/max-age=0/i.test(cookie))
    .map(cookie => cookie.split(';')[0])
    .join('; ')

/** Returns the code in a first-admin link. */
export const codeOf = (link: string | null): string => new URL(link ?? 'none:').hash.slice(1)

/**
 * Opens a real server on loopback whose sign-in can be closed and reopened on the same folder. The folder is empty
 * unless initial data is given.
 */
export const openTestServer = async ({
  beginning,
  ...params
}: {
  publicUrl?: string
  addressOf?: (request: IncomingMessage) => string | undefined
  beginning?: Beginning
} = {}) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sign-in-'))
  if (beginning !== undefined) layBeginning(beginning, dataFolder)
  let ahead = 0
  const clock = () => Date.now() + ahead
  const server = createServer((request, response) => {
    signIn.listener(request, response).catch(thrown => {
      response.statusCode = 500
      response.end(JSON.stringify({ message: String(thrown) }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The test server has no port.')
  const url = `http://127.0.0.1:${address.port}`
  const publicUrl = params.publicUrl ?? url

  const open = (key: string) =>
    openSignIn({
      ...params,
      dataFolder,
      publicUrl,
      cookieKey: key,
      clock,
      newId: randomUUID,
      after: () => () => {},
      changed: () => {},
      passwordHash: cheapPasswordHash
    })
  let signIn = await open(cookieKey)

  return {
    dataFolder,
    publicUrl,
    /** Returns the currently open sign-in. */
    now: () => signIn,
    /** Closes sign-in and opens it again, as a restart of the server does. */
    reopen: async (key = cookieKey) => {
      signIn.close()
      signIn = await open(key)
      return signIn
    },
    /** Advances the clock of the limits, in milliseconds. */
    passTime: (millis: number) => {
      ahead += millis
    },
    /** Sends a POST as a page of the public URL would, unless other headers are given. */
    post: async (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Seen> => {
      // biome-ignore lint/style/noRestrictedGlobals: a test calls its own server on loopback.
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(publicUrl).origin, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body ?? {})
      })
      return {
        status: answer.status,
        headers: answer.headers,
        body: JSON.parse(await answer.text()),
        cookies: answer.headers.getSetCookie()
      }
    },
    createAdmin: (name = 'Ada Example') =>
      signIn.createFirstAdmin({ code: codeOf(signIn.firstAdminLink()), name, password: goodPassword }),
    whoIs: (cookies: string[]) => signIn.whoIs({ cookie: cookieHeaderOf(cookies) }),
    close: async () => {
      signIn.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}

/** A server that `openTestServer` made. */
export type TestServer = Awaited<ReturnType<typeof openTestServer>>
