import { Fault } from '@hookwright/model'
import { SqliteError } from 'better-sqlite3'
import type { AuthFile } from './auth-file.ts'
import { isRole, type Member, nameKeyOf, type Person, type Role } from './person.ts'

/** A person to be stored, with the password hash. */
export interface NewPerson extends Person {
  accountId: string
  passwordHash: string
  at: number
}

/** Change of one's own password in a session that continues. */
interface PasswordChange {
  personId: string
  /** Hash against which the current password was checked. */
  before: string
  passwordHash: string
  /** Token of the session that continues. */
  goesOn: string
  at: number
}

/** Members who can sign in, read directly from `auth.db`. */
export interface People {
  /** Returns true if there is an admin, with one small read. */
  hasAdmin(): boolean
  /** Returns the name of a person, or null if the id is unknown. One small read. */
  nameOf(id: string): string | null
  /** Returns the role of a person, or null if the id is unknown. One small read. */
  roleOf(id: string): string | null
  /** Returns the password hash for a sign-in name, or null if it is unknown. */
  passwordHashOf(nameKey: string): string | null
  /** Returns all members by name, with the time when they were added. */
  list(): Member[]
  /** Stores a new person. @throws `person.name-taken` */
  add(person: NewPerson): void
  /** Stores the first admin, after checking in the same transaction that there is none. @throws `first-admin.exists` */
  addFirstAdmin(person: NewPerson): void
  /** Changes the role of a person. @throws `person.gone`, `person.last-admin` */
  setRole(params: { personId: string; role: Role; at: number }): void
  /** Replaces a person's password hash and ends all their sessions, in one transaction. @throws `person.gone` */
  setPassword(params: { personId: string; passwordHash: string; at: number }): void
  /**
   * Replaces the checked password hash and ends all but one of the person's sessions, in one transaction.
   * @throws `password.wrong` when that hash is no longer theirs
   */
  changePassword(params: PasswordChange): void
  /** Removes a person with all sessions. @throws `person.gone`, `person.last-admin`, `person.yourself` */
  remove(params: { personId: string; by: string }): void
  /** Throws what `remove` would throw. */
  mustBeRemovable(params: { personId: string; by: string }): void
}

/** Opens the people stored in `auth.db`, in the rows that better-auth's password sign-in reads. */
export const openPeople = (db: AuthFile): People => {
  const findAdmin = db.prepare("SELECT 1 FROM user WHERE role = 'admin' LIMIT 1")
  const findName = db.prepare<[string], string>('SELECT name FROM user WHERE id = ?').pluck()
  const findHash = db
    .prepare<[string], string>(
      'SELECT account.password FROM account JOIN user ON user.id = account.userId WHERE user.username = ?'
    )
    .pluck()
  const findAll = db.prepare<[], { id: string; name: string; role: string; addedAt: number }>(
    'SELECT id, name, role, createdAt AS addedAt FROM user ORDER BY username'
  )
  const find = db.prepare<[string], { name: string; role: string }>(
    'SELECT name, role FROM user WHERE id = ?'
  )
  const findOtherAdmin = db.prepare("SELECT 1 FROM user WHERE role = 'admin' AND id <> ? LIMIT 1")
  const updateRole = db.prepare('UPDATE user SET role = :role, updatedAt = :at WHERE id = :personId')
  const updatePassword = db.prepare(
    `UPDATE account SET password = :passwordHash, updatedAt = :at
     WHERE userId = :personId AND providerId = 'credential'`
  )
  const updatePasswordBefore = db.prepare(
    `UPDATE account SET password = :passwordHash, updatedAt = :at
     WHERE userId = :personId AND providerId = 'credential' AND password = :before`
  )
  const deleteSessions = db.prepare('DELETE FROM session WHERE userId = ?')
  const deleteOtherSessions = db.prepare('DELETE FROM session WHERE userId = :personId AND token <> :goesOn')
  // Sessions and the password go with the row they refer to.
  const deleteUser = db.prepare('DELETE FROM user WHERE id = ?')
  const insertUser = db.prepare(
    `INSERT INTO user (id, name, email, emailVerified, username, role, createdAt, updatedAt)
     VALUES (:id, :name, :email, 0, :username, :role, :at, :at)`
  )
  const insertAccount = db.prepare(
    `INSERT INTO account (id, accountId, providerId, userId, password, createdAt, updatedAt)
     VALUES (:accountId, :id, 'credential', :id, :passwordHash, :at, :at)`
  )
  const hasAdmin = () => findAdmin.get() !== undefined

  const keep = db.transaction(({ id, name, role, accountId, passwordHash, at }: NewPerson) => {
    // better-auth wants an e-mail address of everyone; people here have none, and .invalid can never be one (RFC 2606).
    insertUser.run({ id, name, email: `${id}@people.invalid`, username: nameKeyOf(name), role, at })
    insertAccount.run({ id, accountId, passwordHash, at })
  })

  const keepFirstAdmin = db.transaction((person: NewPerson) => {
    if (hasAdmin()) throw new Fault('first-admin.exists')
    keep(person)
  })

  /** Returns the name of a person who may be removed or lose their role. Throws `person.gone`, `person.last-admin`. */
  const mayLose = (personId: string): string => {
    const person = find.get(personId)
    if (person === undefined) throw new Fault('person.gone')
    const { name, role } = person
    if (role === 'admin' && findOtherAdmin.get(personId) === undefined) {
      throw new Fault('person.last-admin', { name })
    }
    return name
  }

  // The look at who else is an admin and the change are one transaction, so that two admins cannot take each other away;
  // the functions of better-auth's admin plugin do one after the other, and want columns that nothing here needs.
  const changeRole = db.transaction((params: { personId: string; role: Role; at: number }) => {
    if (params.role !== 'admin') mayLose(params.personId)
    if (updateRole.run(params).changes === 0) throw new Fault('person.gone')
  })

  const replacePassword = db.transaction((params: { personId: string; passwordHash: string; at: number }) => {
    if (updatePassword.run(params).changes === 0) throw new Fault('person.gone')
    deleteSessions.run(params.personId)
  })

  // better-auth's change-password looks, hashes and writes one after the other, so that it could undo what an admin gave
  // meanwhile; and it opens a session again, while pages that listen in the one before would hear that theirs has ended.
  const changePassword = db.transaction(({ goesOn, ...params }: PasswordChange) => {
    if (updatePasswordBefore.run(params).changes === 0) throw new Fault('password.wrong')
    deleteOtherSessions.run({ personId: params.personId, goesOn })
  })

  const mustBeRemovable: People['mustBeRemovable'] = ({ personId, by }) => {
    const name = mayLose(personId)
    if (personId === by) throw new Fault('person.yourself', { name })
  }

  const takeAway = db.transaction((params: { personId: string; by: string }) => {
    mustBeRemovable(params)
    deleteUser.run(params.personId)
  })

  const orNameTaken = (name: string, write: () => void) => {
    try {
      write()
    } catch (thrown) {
      if (thrown instanceof SqliteError && thrown.code === 'SQLITE_CONSTRAINT_UNIQUE') {
        throw new Fault('person.name-taken', { name })
      }
      throw thrown
    }
  }

  return {
    hasAdmin,
    nameOf: id => findName.get(id) ?? null,
    roleOf: id => find.get(id)?.role ?? null,
    passwordHashOf: nameKey => findHash.get(nameKey) ?? null,
    list: () => findAll.all().flatMap(({ role, ...person }) => (isRole(role) ? [{ ...person, role }] : [])),
    add: person => orNameTaken(person.name, () => keep.immediate(person)),
    addFirstAdmin: person => orNameTaken(person.name, () => keepFirstAdmin.immediate(person)),
    setRole: params => changeRole.immediate(params),
    setPassword: params => replacePassword.immediate(params),
    changePassword: params => changePassword.immediate(params),
    remove: params => takeAway.immediate(params),
    mustBeRemovable
  }
}
