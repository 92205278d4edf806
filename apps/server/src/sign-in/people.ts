import { Fault } from '@hookwright/model'
import { SqliteError } from 'better-sqlite3'
import type { AuthFile } from './auth-file.ts'
import { nameKeyOf, type Person } from './person.ts'

/** A person about to be kept, with the hash of the password. */
export interface NewPerson extends Person {
  accountId: string
  passwordHash: string
  at: number
}

/** Who can sign in, straight from `auth.db`. */
export interface People {
  /** Whether there is an admin: one small read. */
  hasAdmin(): boolean
  /** The name of a person, or null when nobody has this id: one small read. */
  nameOf(id: string): string | null
  /** Keeps one more person. @throws `person.name-taken` */
  add(person: NewPerson): void
  /** Keeps the first admin, in one transaction with the look whether there is one. @throws `first-admin.exists` */
  addFirstAdmin(person: NewPerson): void
}

/** People in `auth.db`, in the rows that better-auth's password sign-in reads. */
export const openPeople = (db: AuthFile): People => {
  const findAdmin = db.prepare("SELECT 1 FROM user WHERE role = 'admin' LIMIT 1")
  const findName = db.prepare<[string], string>('SELECT name FROM user WHERE id = ?').pluck()
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
    add: person => orNameTaken(person.name, () => keep.immediate(person)),
    addFirstAdmin: person => orNameTaken(person.name, () => keepFirstAdmin.immediate(person))
  }
}
