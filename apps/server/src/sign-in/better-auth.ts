import {
  getCurrentAuthContextAsyncLocalStorage,
  getCurrentDBAdapterAsyncLocalStorage,
  getRequestStateAsyncLocalStorage
} from '@better-auth/core/context'
import { SECOND } from '@hookwright/model'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { betterAuth } from 'better-auth/minimal'
import { username } from 'better-auth/plugins/username'
import { atMost } from './at-most.ts'
import { authAdapter } from './auth-adapter.ts'
import type { AuthDatabase } from './auth-database.ts'
import { leaveNoHooks } from './leave-no-hooks.ts'
import { authPath } from './listener.ts'
import type { PasswordHash } from './password-rule.ts'
import { longestName, nameKeyOf } from './person.ts'
import { sessionCookieNameAt } from './session-cookie.ts'
import { longestSession } from './sessions.ts'

/** The part of better-auth that signing in uses. */
export interface BetterAuth {
  /** Handles a request to any endpoint of better-auth. The caller must restrict the endpoints. */
  handle(request: Request): Promise<Response>
  /** Signs someone in without a request. Returns the Set-Cookie values; rejects when name and password do not match. */
  openSession(params: { name: string; password: string }): Promise<string[]>
  /** Returns the hash to store for a password (scrypt, salted). */
  hash(password: string): Promise<string>
  /** Returns true if the hash is that of the password. */
  verify(tried: { hash: string; password: string }): Promise<boolean>
}

/** Production password hash: better-auth's scrypt, which takes 32 MB and about 0.1 s of CPU time. */
const scryptHash: PasswordHash = { hash: hashPassword, verify: verifyPassword }

/**
 * Configures better-auth for people with name and password, with sessions and without emails. Only this file
 * imports better-auth, so it is loaded at the first sign-in and not at startup.
 */
export const startBetterAuth = (params: {
  db: AuthDatabase
  publicUrl: URL
  ownOrigins: string[]
  cookieKey: string
  newId: () => string
  /** Replacement of better-auth's scrypt hash. */
  passwordHash?: PasswordHash
}): BetterAuth => {
  const { db, publicUrl, ownOrigins, cookieKey, newId, passwordHash = scryptHash } = params
  // A hash takes 32 MB and a thread of the pool that files and name lookups share.
  const hashing = atMost(2)
  const hash = (password: string) => hashing(() => passwordHash.hash(password))
  const verify = (tried: { hash: string; password: string }) => hashing(() => passwordHash.verify(tried))
  const auth = betterAuth({
    appName: 'Hookwright',
    baseURL: publicUrl.origin,
    basePath: authPath,
    // Given as `secrets`, since better-auth would let its own environment variable win over `secret`.
    secrets: [{ version: 1, value: cookieKey }],
    database: authAdapter(db),
    trustedOrigins: ownOrigins,
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
    // tries.ts counts in front, by name and network; better-auth could count by path and address only.
    rateLimit: { enabled: false },
    user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
    session: { expiresIn: longestSession / SECOND, disableSessionRefresh: true },
    // Switched off are the endpoints for e-mail addresses, sign-up among them; the username plugin hashes by these two.
    emailAndPassword: {
      enabled: false,
      password: { hash, verify }
    },
    plugins: [
      username({
        minUsernameLength: 1,
        maxUsernameLength: longestName,
        usernameNormalization: nameKeyOf,
        usernameValidator: () => true,
        displayUsername: false
      })
    ],
    advanced: {
      cookiePrefix: 'hookwright',
      // It would put __Secure- in front of the name, which has the stricter __Host- already.
      useSecureCookies: false,
      cookies: { session_token: { name: sessionCookieNameAt(publicUrl) } },
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: publicUrl.protocol === 'https:'
      },
      // Named, since better-auth skips them when it believes to run in a test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
      database: { generateId: newId }
    }
  })

  const call = leaveNoHooks(() =>
    Promise.all([
      getRequestStateAsyncLocalStorage(),
      getCurrentAuthContextAsyncLocalStorage(),
      getCurrentDBAdapterAsyncLocalStorage()
    ])
  )
  return {
    handle: request => call(() => auth.handler(request)),
    openSession: ({ name, password }) =>
      call(async () => {
        const { headers } = await auth.api.signInUsername({
          body: { username: name, password },
          returnHeaders: true
        })
        return headers.getSetCookie()
      }),
    hash,
    verify
  }
}
