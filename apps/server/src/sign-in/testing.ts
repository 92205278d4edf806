import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@hookwright/model'
import { reuseDatabase } from '@hookwright/store/postgres/testing'
import { type Beginning, writeBeginning } from '../testing/beginning.ts'
import { cheapPasswordHash } from '../testing/cheap-password-hash.ts'
import type { AuthStorage } from './auth-database.ts'
import { openFileStorage } from './file-database.ts'
import type { PasswordHash } from './password-rule.ts'
import { openPostgresStorage } from './postgres-database.ts'
import { openSignIn, type Person } from './sign-in.ts'

/** Kinds of authentication databases. All tests of sign-in run on both. */
export const kinds = ['auth.db', 'PostgreSQL'] as const
export type Kind = (typeof kinds)[number]

/** Sealer that does not encrypt. Another test checks the comparison of keys. */
const openSeal = {
  seal: (text: string) => Buffer.from(text),
  open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
  cookieKey: new Secret('k'.repeat(32))
}

/** Opens the storage of sign-in: in a folder, or in the PostgreSQL database of this URL. */
const openStorage = async (
  at: { dataFolder: string } | { url: string },
  clock: () => number = Date.now
): Promise<AuthStorage> =>
  'url' in at
    ? openPostgresStorage({ url: at.url, clock, sealer: openSeal })
    : openFileStorage({ dataFolder: at.dataFolder, clock })

/** Place for a storage of sign-in, empty at first. The storage can be opened there repeatedly. */
export interface StoragePlace {
  open: (clock?: () => number) => Promise<AuthStorage>
  remove: () => void
}

/** Creates an empty location for storages of sign-in. */
export const makePlace = async (kind: Kind): Promise<StoragePlace> => {
  if (kind === 'PostgreSQL') {
    const url = await reuseDatabase()
    return { open: clock => openStorage({ url }, clock), remove: () => {} }
  }
  const dataFolder = mkdtempSync(join(tmpdir(), 'sign-in-'))
  return {
    open: async clock => openStorage({ dataFolder }, clock),
    remove: () => rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** A password that passes the rules. */
export const goodPassword = 'violet anchor seventh drum'

/** Key that signs cookies in tests. */
const cookieKey = `${'k'.repeat(16)}test-key-of-the-first-server`
export const otherCookieKey = `${'o'.repeat(16)}test-key-of-another-server`

/** Response as a test sees it. */
export interface TestResponse {
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
 * Starts a server on loopback that only serves sign-in. A test can close sign-in and open it again on the
 * same data folder, which is empty unless `beginning` is given.
 */
export const openTestServer = async ({
  beginning,
  kind = 'auth.db',
  passwordHash = cheapPasswordHash,
  ...params
}: {
  publicUrl?: string
  kind?: Kind
  passwordHash?: PasswordHash
  addressOf?: (request: IncomingMessage) => string | undefined
  beginning?: Beginning
} = {}) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sign-in-'))
  if (beginning !== undefined) writeBeginning(beginning, dataFolder)
  const place = kind === 'PostgreSQL' ? { url: await reuseDatabase() } : { dataFolder }
  let ahead = 0
  const timers = new Set<() => void>()
  const changed: string[] = []
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

  let storage: AuthStorage
  const open = async (key: string) => {
    storage = await openStorage(place, clock)
    return openSignIn({
      ...params,
      storage,
      publicUrl,
      cookieKey: key,
      clock,
      newId: randomUUID,
      // Timers go off when a test says so.
      after: (_, act) => {
        timers.add(act)
        return () => timers.delete(act)
      },
      changed: personId => changed.push(personId),
      passwordHash
    })
  }
  let signIn = await open(cookieKey)

  return {
    dataFolder,
    publicUrl,
    /** Returns the currently open sign-in. */
    now: () => signIn,
    /** Closes sign-in and opens it again, as a restart of the server does. */
    reopen: async (key = cookieKey) => {
      await signIn.close()
      signIn = await open(key)
      return signIn
    },
    /** Advances the clock of sign-in by this many milliseconds, for tests of limits and timeouts. */
    passTime: (millis: number) => {
      ahead += millis
    },
    /** Sends a POST with the headers that a page of the public URL would send. `headers` override them. */
    post: async (
      path: string,
      body?: unknown,
      headers: Record<string, string> = {}
    ): Promise<TestResponse> => {
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
    createAdmin: async (name = 'Ada Example') =>
      signIn.createFirstAdmin({ code: codeOf(await signIn.firstAdminLink()), name, password: goodPassword }),
    /** Opens sign-in once more, as another process does. */
    openOther: () => open(cookieKey),
    /** Returns the number of sessions of a person. */
    sessionsOf: async (personId: string) =>
      (await storage.database.ask('SELECT id FROM {session} WHERE "userId" = ?', personId)).length,
    /** Fires all timers. */
    look: () => {
      for (const act of [...timers]) {
        timers.delete(act)
        act()
      }
    },
    /** Ids of the people for whom a change was reported, in any process. */
    changed,
    whoIs: (cookies: string[]) => signIn.whoIs({ cookie: cookieHeaderOf(cookies) }),
    close: async () => {
      await signIn.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}

/** A server that `openTestServer` made. */
export type TestServer = Awaited<ReturnType<typeof openTestServer>>
