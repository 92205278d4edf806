import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { Fault } from '@hookwright/model'
import { isInside, networkOf } from '../clients/client-network.ts'
import { type AgentGrants, openAgentGrants } from './agent-grants.ts'
import { atMost } from './at-most.ts'
import type { AuthStorage } from './auth-database.ts'
import type { BetterAuth } from './better-auth.ts'
import { createChangeOwnPassword } from './change-own-password.ts'
import { createDeviceCookie, deviceCookieNames } from './device-cookie.ts'
import { openFirstAdminLink } from './first-admin.ts'
import { listenForSignIn } from './listener.ts'
import { openMemberDirectory } from './member-directory.ts'
import { type OauthRecords, openOauthRecords } from './oauth-records.ts'
import { ownOriginsOf } from './own-origins.ts'
import { checkPassword, type PasswordHash } from './password-rule.ts'
import { openPeople } from './people.ts'
import { type Member, nameKeyOf, type Person, type Role, readName } from './person.ts'
import { readSessionToken, sessionCookieNameAt, sessionCookieNames, sessionKeyOf } from './session-cookie.ts'
import { createSessionWatch, type WaitEndReason } from './session-watch.ts'
import { openSessions } from './sessions.ts'
import type { Try } from './tries.ts'

export type { Person, Role } from './person.ts'

/**
 * Names of all cookies of members. A member's browser also sends them to Event URLs, so they are removed
 * before a request is stored.
 */
export const memberCookieNames: readonly string[] = [
  ...Object.values(sessionCookieNames),
  ...Object.values(deviceCookieNames)
]

/** Members with a name, a password and a role, and their sessions. */
export interface SignIn {
  /**
   * Handles all requests under `/api/auth`. Mount it before any body parser, with or without the prefix.
   * `POST /sign-in/username` expects `{ username, password }`, `POST /sign-out` no body. Both respond with `{
   * person }`.
   */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Returns the person of a request's session cookie, or null. One indexed read; no work without the cookie. */
  whoIs(headers: IncomingHttpHeaders): Promise<Person | null>
  /** Returns the network and browser of a request, by which sign-in attempts are counted. */
  originOf(request: IncomingMessage): Omit<Try, 'nameKey'>
  /**
   * Returns the key of the session in these headers; null for none. The key identifies a session but gives no
   * access to it.
   */
  sessionOf(headers: IncomingHttpHeaders): string | null
  /**
   * Resolves when the session of these headers ends or its person's role changes, or when the signal is aborted. A
   * sign-out, removal, new role or new password resolves it immediately, an expiry soon after. Waiting does not extend
   * the session.
   */
  untilAnother(headers: IncomingHttpHeaders, signal: AbortSignal): Promise<WaitEndReason>
  /** Returns the link for the first admin; null when there is an admin. */
  firstAdminLink(): Promise<string | null>
  /**
   * Creates the first admin and signs them in. Returns the person and the Set-Cookie values of the session.
   *
   * @throws `first-admin.exists`, `first-admin.wrong-code`, `person.name-unfit`, `person.name-taken`,
   * `password.too-short`, `password.too-long`, `password.too-common`
   */
  createFirstAdmin(params: {
    code: string
    name: string
    password: string
  }): Promise<{ person: Person; cookies: string[] }>
  /**
   * Adds a person. The caller must check the permission; the role of `by` is checked again once the password
   * is hashed.
   *
   * @throws `sign-in.needed`, `permission.denied`, `person.name-unfit`, `person.name-taken`,
   * `password.too-short`, `password.too-long`, `password.too-common`
   */
  addPerson(params: { name: string; password: string; role: Role; by: string }): Promise<Person>
  /** Returns all members, by name. */
  list(): Promise<Member[]>
  /**
   * Changes the role of a person, from their next request on. The caller checks the permission.
   *
   * @throws `person.gone`, `person.last-admin`
   */
  setRole(params: { personId: string; role: Role }): Promise<void>
  /**
   * Sets a new password for another person, clears their failed attempts and ends all their sessions. The
   * caller checks the permission; the admin role of `by` is checked again once the password is hashed.
   * @throws `sign-in.needed`, `permission.denied`, `person.gone`, `person.own-password`,
   * `password.too-short`, `password.too-long`, `password.too-common`
   */
  setPassword(params: { personId: string; password: string; by: string }): Promise<void>
  /**
   * Changes the password of the requesting person, who must enter their current password. Ends their other
   * sessions. Attempts count toward the same limits as sign-ins.
   *
   * @throws `sign-in.needed`, `sign-in.too-many-tries`, `password.wrong`, `password.unchanged`,
   * `password.too-short`, `password.too-long`, `password.too-common`
   */
  changeOwnPassword(params: {
    request: IncomingMessage
    currentPassword: string
    newPassword: string
  }): Promise<void>
  /**
   * Removes a person and ends all their sessions; the caller checks the permission.
   * @throws `person.gone`, `person.last-admin`, `person.yourself`
   */
  removePerson(params: { personId: string; by: string }): Promise<void>
  /** Throws the faults of `removePerson`, without removing anyone. */
  mustBeRemovable(params: { personId: string; by: string }): Promise<void>
  /** Returns the name of a person, or null if the id is unknown. */
  nameOf(id: string): string | null
  /** Returns the role of a person, or null if the id is unknown. A change by another process shows within a second. */
  roleOf(id: string): Role | null
  /** Access that members granted to OAuth clients of agents. */
  readonly agentGrants: AgentGrants
  /** Stored objects of the authorization server for agents, such as codes, tokens and clients. */
  readonly oauthRecords: OauthRecords
  /** Throws `auth-file.failed` or `storage.failed` when the database cannot be read. */
  probe(): Promise<void>
  /** Closes the storage. */
  close(): Promise<void>
}

/**
 * Opens sign-in on a storage, and closes the storage with it. better-auth is loaded at the first sign-in or
 * new person; identifying callers needs only the database and the key. Throws the faults of the database.
 */
export const openSignIn = async (params: {
  storage: AuthStorage
  /** Public URL of the installation. On https, the session cookie is Secure and has the prefix `__Host-`. */
  publicUrl: string
  /** Key that signs the session cookie: a random text of at least 32 characters, stored outside the database. */
  cookieKey: string
  clock: () => number
  newId: () => string
  /** Calls `act` after the given number of milliseconds, unless the returned function is called first. */
  after: (delay: number, act: () => void) => () => void
  /** Called with the id of each person who was added, removed or given another role. */
  changed: (personId: string) => void
  /** Returns the address of the client. Behind a proxy, it may differ from the socket's address. */
  addressOf?: (request: IncomingMessage) => string | undefined
  /** Replacement of better-auth's scrypt hash, which is faster in tests. */
  passwordHash?: PasswordHash
}): Promise<SignIn> => {
  const { storage, cookieKey, clock, newId, after, changed, passwordHash } = params
  if (cookieKey.length < 32) throw new Error('The cookie key has fewer than 32 characters. Set a longer key.')
  const publicUrl = new URL(params.publicUrl)
  const ownOrigins = ownOriginsOf(publicUrl)
  const { database: db, tries } = storage
  const people = openPeople(db)
  const sessions = openSessions(db, clock)
  // An expired session is invalid anyway; on a full disk it is deleted later.
  await sessions.sweep().catch(() => {})
  const firstAdmin = openFirstAdminLink({ people, publicUrl, findCode: storage.firstAdminCode })

  let loading: Promise<BetterAuth> | undefined
  const loadBetterAuth = (): Promise<BetterAuth> => {
    loading ??= import('./better-auth.ts').then(({ startBetterAuth }) =>
      startBetterAuth({
        db,
        publicUrl,
        ownOrigins,
        cookieKey,
        newId,
        ...(passwordHash === undefined ? {} : { passwordHash })
      })
    )
    return loading
  }

  /** Watch for the end of sessions, by session key. */
  const waiting = createSessionWatch({ sessions, after })

  const tellSessions = (tokens: string[]): void => {
    for (const token of tokens) waiting.changed(token)
  }

  const directory = await openMemberDirectory({
    ...{ db, after, changed },
    changedElsewhere: () => waiting.lookAgain()
  }).catch(async thrown => {
    await db.close()
    throw thrown
  })

  /** Returns the key of the session in a Cookie header; null for none. The token itself is never returned. */
  const tokenIn = (cookieHeader: string | undefined): string | null => {
    const token = readSessionToken({ cookieHeader, name: sessionCookieNameAt(publicUrl), key: cookieKey })
    return token === null ? null : sessionKeyOf(token)
  }

  const personOf = async (cookieHeader: string | undefined): Promise<Person | null> => {
    const token = tokenIn(cookieHeader)
    return token === null ? null : sessions.use(token)
  }

  const meet = async (wanted: { name: string; password: string; role: Role }) => {
    const person: Person = { id: newId(), name: readName(wanted.name), role: wanted.role }
    checkPassword(wanted.password, person.name)
    const auth = await loadBetterAuth()
    const passwordHash = await auth.hash(wanted.password)
    return { person, auth, row: { ...person, accountId: newId(), passwordHash, at: clock() } }
  }

  const addressOf = params.addressOf ?? (request => request.socket.remoteAddress)
  const originOf = (request: IncomingMessage): Omit<Try, 'nameKey'> => {
    const address = addressOf(request)
    return { network: networkOf(address), isShared: isInside(address) }
  }
  const devices = createDeviceCookie({ publicUrl, key: cookieKey })
  const changePassword = createChangeOwnPassword({ people, sessions, tries, loadBetterAuth, clock })

  // The transaction alone decides who is first; taking turns only spares the others the hashing.
  const takeTurns = atMost(1)

  return {
    listener: listenForSignIn({
      publicUrl,
      ownOrigins,
      tries,
      devices,
      loadBetterAuth,
      personOf,
      passwordHashOf: nameKey => people.passwordHashOf(nameKey),
      endSession: async cookieHeader => {
        const token = tokenIn(cookieHeader)
        if (token === null) return
        await sessions.end(token)
        waiting.changed(token)
      },
      originOf,
      isOfNobody: db.isOfNobody
    }),
    whoIs: headers => personOf(headers.cookie),
    originOf,
    sessionOf: headers => tokenIn(headers.cookie),
    untilAnother: (headers, signal) => waiting.untilAnother(tokenIn(headers.cookie), signal),
    firstAdminLink: firstAdmin.link,
    createFirstAdmin: ({ code, name, password }) =>
      takeTurns(async () => {
        await firstAdmin.check(code)
        const { person, auth, row } = await meet({ name, password, role: 'admin' })
        await people.addFirstAdmin(row)
        await directory.refresh()
        const cookies = await auth.openSession({ name, password })
        return { person, cookies: [...cookies, devices.write(nameKeyOf(person.name))] }
      }),
    addPerson: async ({ by, ...wanted }) => {
      const { person, row } = await meet(wanted)
      await people.add(row, { by, act: 'add a member' })
      await directory.refresh()
      return person
    },
    list: () => people.list(),
    setRole: async params => {
      await people.setRole({ ...params, at: clock() })
      await directory.refresh()
      tellSessions(await sessions.tokensOf(params.personId))
    },
    setPassword: async ({ personId, password, by }) => {
      const name = directory.nameOf(personId)
      if (name === null) throw new Fault('person.gone')
      if (personId === by) throw new Fault('person.own-password', { name })
      checkPassword(password, name)
      const auth = await loadBetterAuth()
      const passwordHash = await auth.hash(password)
      const admin = { by, act: 'reset passwords' }
      const ended = await people.setPassword({ personId, passwordHash, at: clock() }, admin)
      await tries.forgive(nameKeyOf(name))
      tellSessions(ended)
    },
    changeOwnPassword: async ({ request, ...passwords }) => {
      const token = tokenIn(request.headers.cookie)
      tellSessions(await changePassword({ ...passwords, token, origin: originOf(request) }))
    },
    removePerson: async params => {
      const ended = await people.remove(params)
      await directory.refresh()
      tellSessions(ended)
    },
    mustBeRemovable: params => people.mustBeRemovable(params),
    nameOf: directory.nameOf,
    roleOf: directory.roleOf,
    agentGrants: openAgentGrants(db, clock),
    oauthRecords: openOauthRecords(db, clock),
    probe: () => db.probe(),
    close: async () => {
      directory.stop()
      await db.close()
    }
  }
}
