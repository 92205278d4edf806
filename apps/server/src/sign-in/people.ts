import { Fault } from '@hookwright/model'
import { type AuthDatabase, type AuthSteps, ask } from './auth-database.ts'
import { isRole, type Member, nameKeyOf, type Person, type Role } from './person.ts'

/** A person to be stored, with the password hash. */
export interface NewPerson extends Person {
  accountId: string
  passwordHash: string
  at: number
}

/** Admin who makes a change. The admin's role is checked again when the change is written. */
export interface AdminAct {
  by: string
  /** Name of the action in the message of a refusal, such as “add a member”. */
  act: string
}

/** Change of one's own password. The current session continues. */
interface PasswordChange {
  personId: string
  /** Hash against which the current password was checked. */
  before: string
  passwordHash: string
  /** Token of the session that continues. */
  goesOn: string
  at: number
}

/** Members who can sign in. Methods that end sessions return their tokens. */
export interface People {
  /** Returns true if there is an admin, with one small read. */
  hasAdmin(): Promise<boolean>
  /** Returns the password hash for a sign-in name, or null if it is unknown. */
  passwordHashOf(nameKey: string): Promise<string | null>
  /** Returns all members by name, with the time at which they were added. */
  list(): Promise<Member[]>
  /** Stores a new person. @throws `person.name-taken`, `sign-in.needed`, `permission.denied` */
  add(person: NewPerson, admin: AdminAct): Promise<void>
  /** Stores the first admin, after checking in the same transaction that there is none. @throws `first-admin.exists` */
  addFirstAdmin(person: NewPerson): Promise<void>
  /** Changes the role of a person. @throws `person.gone`, `person.last-admin` */
  setRole(params: { personId: string; role: Role; at: number }): Promise<void>
  /**
   * Replaces a person's password hash and ends all their sessions, in one transaction.
   * @throws `person.gone`, `sign-in.needed`, `permission.denied`
   */
  setPassword(
    params: { personId: string; passwordHash: string; at: number },
    admin: AdminAct
  ): Promise<string[]>
  /**
   * Replaces the verified password hash and ends all but one of the person's sessions, in one transaction.
   *
   * @throws `sign-in.needed` if that session has ended, `password.wrong` if the stored hash has changed in
   * the meantime
   */
  changePassword(params: PasswordChange): Promise<string[]>
  /** Removes a person with all sessions. @throws `person.gone`, `person.last-admin`, `person.yourself` */
  remove(params: { personId: string; by: string }): Promise<string[]>
  /** Throws the faults of `remove`, without removing anyone. */
  mustBeRemovable(params: { personId: string; by: string }): Promise<void>
}

const FIND_ADMIN = "SELECT 1 FROM {user} WHERE role = 'admin' LIMIT 1"

const tokensOf = (rows: { token: string }[]): string[] => rows.map(({ token }) => token)

function* hasAdmin(): AuthSteps<boolean> {
  return (yield* ask(FIND_ADMIN)).length > 0
}

/**
 * Throws if the caller is no longer an admin. Hashing takes time, in which the caller may have been removed.
 */
function* mustBeAdmin({ by, act }: AdminAct): AuthSteps<void> {
  const [admin] = yield* ask<{ role: Role }>('SELECT role FROM {user} WHERE id = ?', by)
  if (admin === undefined) throw new Fault('sign-in.needed')
  if (admin.role !== 'admin') throw new Fault('permission.denied', { role: admin.role, act })
}

/**
 * Returns the name of a person if they may be removed or lose their role. Otherwise throws `person.gone` or
 * `person.last-admin`.
 */
function* mayLose(personId: string): AuthSteps<string> {
  const [person] = yield* ask<{ name: string; role: string }>(
    'SELECT name, role FROM {user} WHERE id = ?',
    personId
  )
  if (person === undefined) throw new Fault('person.gone')
  const { name, role } = person
  if (role !== 'admin') return name
  const others = yield* ask("SELECT 1 FROM {user} WHERE role = 'admin' AND id <> ? LIMIT 1", personId)
  if (others.length === 0) throw new Fault('person.last-admin', { name })
  return name
}

function* mustBeRemovable({ personId, by }: { personId: string; by: string }): AuthSteps<void> {
  const name = yield* mayLose(personId)
  if (personId === by) throw new Fault('person.yourself', { name })
}

function* keep({ id, name, role, accountId, passwordHash, at }: NewPerson): AuthSteps<void> {
  // better-auth wants an e-mail address of everyone; people here have none, and .invalid can never be one (RFC 2606).
  const kept = yield* ask(
    `INSERT INTO {user} (id, name, email, "emailVerified", username, role, "createdAt", "updatedAt")
     VALUES (?, ?, ?, 0, ?, ?, ?, ?) ON CONFLICT (username) DO NOTHING RETURNING id`,
    ...[id, name, `${id}@people.invalid`, nameKeyOf(name), role, at, at]
  )
  if (kept.length === 0) throw new Fault('person.name-taken', { name })
  yield* ask(
    `INSERT INTO {account} (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     VALUES (?, ?, 'credential', ?, ?, ?, ?)`,
    ...[accountId, id, id, passwordHash, at, at]
  )
}

/**
 * Creates the storage of members, in the tables that better-auth reads for a sign-in. Each check and its
 * change are one transaction, so that two admins cannot remove each other. The plugins of better-auth use
 * separate statements instead.
 */
export const openPeople = ({ ask: askAlone, write, noteMembers }: AuthDatabase): People => {
  /** Writes a change and reports it to other processes. */
  const change = <Result>(body: () => AuthSteps<Result>): Promise<Result> =>
    write(function* () {
      const result = yield* body()
      yield* noteMembers()
      return result
    })

  return {
    hasAdmin: async () => (await askAlone(FIND_ADMIN)).length > 0,
    passwordHashOf: async nameKey => {
      const [found] = await askAlone<{ password: string }>(
        `SELECT account.password FROM {account} AS account JOIN {user} AS member ON member.id = account."userId"
         WHERE member.username = ?`,
        nameKey
      )
      return found?.password ?? null
    },
    list: async () => {
      const rows = await askAlone<{ id: string; name: string; role: string; addedAt: number }>(
        'SELECT id, name, role, "createdAt" AS "addedAt" FROM {user} ORDER BY username'
      )
      return rows.flatMap(({ role, ...person }) => (isRole(role) ? [{ ...person, role }] : []))
    },
    add: (person, admin) =>
      change(function* () {
        yield* mustBeAdmin(admin)
        yield* keep(person)
      }),
    addFirstAdmin: person =>
      change(function* () {
        if (yield* hasAdmin()) throw new Fault('first-admin.exists')
        yield* keep(person)
      }),
    setRole: ({ personId, role, at }) =>
      change(function* () {
        if (role !== 'admin') yield* mayLose(personId)
        const changed = yield* ask(
          'UPDATE {user} SET role = ?, "updatedAt" = ? WHERE id = ? RETURNING id',
          ...[role, at, personId]
        )
        if (changed.length === 0) throw new Fault('person.gone')
      }),
    setPassword: ({ personId, passwordHash, at }, admin) =>
      change(function* () {
        yield* mustBeAdmin(admin)
        const changed = yield* ask(
          `UPDATE {account} SET password = ?, "updatedAt" = ?
           WHERE "userId" = ? AND "providerId" = 'credential' RETURNING id`,
          ...[passwordHash, at, personId]
        )
        if (changed.length === 0) throw new Fault('person.gone')
        return tokensOf(yield* ask('DELETE FROM {session} WHERE "userId" = ? RETURNING token', personId))
      }),
    // better-auth's change-password opens a session again, while pages that listen in the one before would hear that
    // theirs has ended.
    changePassword: ({ personId, before, passwordHash, goesOn, at }) =>
      change(function* () {
        const sessions = yield* ask(
          'SELECT 1 FROM {session} WHERE token = ? AND "userId" = ?',
          goesOn,
          personId
        )
        if (sessions.length === 0) throw new Fault('sign-in.needed')
        const changed = yield* ask(
          `UPDATE {account} SET password = ?, "updatedAt" = ?
           WHERE "userId" = ? AND "providerId" = 'credential' AND password = ? RETURNING id`,
          ...[passwordHash, at, personId, before]
        )
        if (changed.length === 0) throw new Fault('password.wrong')
        return tokensOf(
          yield* ask(
            'DELETE FROM {session} WHERE "userId" = ? AND token <> ? RETURNING token',
            personId,
            goesOn
          )
        )
      }),
    remove: params =>
      change(function* () {
        yield* mustBeRemovable(params)
        const ended = yield* ask<{ token: string }>(
          'DELETE FROM {session} WHERE "userId" = ? RETURNING token',
          params.personId
        )
        // The password goes with the row that it refers to.
        yield* ask('DELETE FROM {user} WHERE id = ?', params.personId)
        return tokensOf(ended)
      }),
    mustBeRemovable: params => write(() => mustBeRemovable(params))
  }
}
