import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuthStorage } from './auth-database.ts'
import { openPeople, type People } from './people.ts'
import { type Role, roles } from './person.ts'
import { kinds, makePlace, type StoragePlace } from './testing.ts'

describe.each(kinds)('the people in %s', kind => {
  let place: StoragePlace
  /** Storages of two processes on the same database. */
  let storages: AuthStorage[]
  let people: People
  let others: People
  beforeEach(async () => {
    place = await makePlace(kind)
    storages = [await place.open(), await place.open()]
    const [own, other] = storages.map(({ database }) => openPeople(database))
    if (own === undefined || other === undefined) throw new Error('There are two.')
    people = own
    others = other
  })
  afterEach(async () => {
    for (const { database } of storages) await database.close()
    place.remove()
  })

  const ask = (sql: string) => storages[0]?.database.ask<Record<string, unknown>>(sql)

  const person = (name: string, role: Role) => ({
    id: `id of ${name}`,
    name,
    role,
    accountId: `account of ${name}`,
    passwordHash: 'salt:hash',
    at: 1
  })
  const byAda = { by: 'id of Ada', act: 'add a member' }

  /** Makes Ada the first admin and adds further people. */
  const lay = async (added: Record<string, Role> = {}) => {
    await people.addFirstAdmin(person('Ada', 'admin'))
    for (const [name, role] of Object.entries(added)) await people.add(person(name, role), byAda)
  }
  const openSession = async (name: string, token: string) => {
    await ask(`INSERT INTO {session} (id, "expiresAt", token, "createdAt", "updatedAt", "userId")
               VALUES ('${token}', 9, '${token}', 1, 1, 'id of ${name}')`)
  }
  const tokens = async () => (await ask('SELECT token FROM {session} ORDER BY token'))?.map(row => row.token)
  const countIn = async (table: string) => (await ask(`SELECT id FROM {${table}}`))?.length
  const code = (wanted: string) => expect.objectContaining({ code: wanted })

  test('hasAdmin is true once the first admin is added', async () => {
    expect(await people.hasAdmin()).toBe(false)
    await lay()
    expect(await people.hasAdmin()).toBe(true)
  })

  test('a second first admin, added by another process, is refused', async () => {
    await others.addFirstAdmin(person('Ada', 'admin'))
    await expect(people.addFirstAdmin(person('Bob', 'admin'))).rejects.toThrow(/already has an admin/)
    expect(await countIn('user')).toBe(1)
  })

  test('one of two concurrent first admins is created', async () => {
    const ends = await Promise.allSettled([
      people.addFirstAdmin(person('Ada', 'admin')),
      others.addFirstAdmin(person('Bob', 'admin'))
    ])
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await countIn('user')).toBe(1)
  })

  test('a member is added completely or not at all', async () => {
    await lay()
    await expect(people.add(person('ADA', 'user'), byAda)).rejects.toThrow(
      /A member named “ADA” already exists/
    )
    // The account's id collides, after the user's row went in.
    const colliding = { ...person('Bob', 'user'), accountId: 'account of Ada' }
    await expect(people.add(colliding, byAda)).rejects.toThrow()
    expect([await countIn('user'), await countIn('account')]).toEqual([1, 1])
  })

  test('a former admin can neither add a member nor set a password', async () => {
    await lay({ Bob: 'maker' })
    const byBob = { by: 'id of Bob', act: 'add a member' }
    await expect(people.add(person('Uma', 'user'), byBob)).rejects.toEqual(code('permission.denied'))
    const password = { personId: 'id of Bob', passwordHash: 'salt:new', at: 2 }
    await expect(people.setPassword(password, { ...byAda, by: 'none' })).rejects.toEqual(
      code('sign-in.needed')
    )
    expect(await people.passwordHashOf('bob')).toBe('salt:hash')
  })

  test('members are listed by name with the time they were added, also after a change of role', async () => {
    await lay()
    for (const [at, name] of ['uma', 'Bob'].entries()) {
      await people.add({ ...person(name, 'user'), at: at + 2 }, byAda)
    }
    await people.setRole({ personId: 'id of Bob', role: 'maker', at: 9 })
    expect((await people.list()).map(({ name, role, addedAt }) => [name, role, addedAt])).toEqual([
      ['Ada', 'admin', 1],
      ['Bob', 'maker', 3],
      ['uma', 'user', 2]
    ])
  })

  describe('the last admin', () => {
    test('can neither be removed nor demoted, not even by themself', async () => {
      await lay({ Uma: 'user' })
      const refused = expect.objectContaining({ code: 'person.last-admin', details: { name: 'Ada' } })
      const demote = () => people.setRole({ personId: 'id of Ada', role: 'maker', at: 2 })
      await expect(demote()).rejects.toEqual(refused)
      for (const by of ['id of Ada', 'id of Uma']) {
        await expect(people.mustBeRemovable({ personId: 'id of Ada', by })).rejects.toEqual(refused)
        await expect(people.remove({ personId: 'id of Ada', by })).rejects.toEqual(refused)
      }
      expect(await people.hasAdmin()).toBe(true)
      await people.setRole({ personId: 'id of Ada', role: 'admin', at: 2 })
      await people.setRole({ personId: 'id of Uma', role: 'admin', at: 2 })
      await demote()
      expect((await people.list()).map(({ role }) => role)).toEqual(['maker', 'admin'])
    })

    test('is determined after the changes of another process', async () => {
      await lay({ Bob: 'admin' })
      await others.remove({ personId: 'id of Ada', by: 'id of Bob' })
      await expect(people.remove({ personId: 'id of Bob', by: 'id of Ada' })).rejects.toThrow(
        /Only “Bob” is an admin/
      )
    })

    test('remains when two admins remove each other in two processes', async () => {
      await lay({ Bob: 'admin' })
      const ends = await Promise.allSettled([
        people.remove({ personId: 'id of Ada', by: 'id of Bob' }),
        others.remove({ personId: 'id of Bob', by: 'id of Ada' })
      ])
      expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(await people.hasAdmin()).toBe(true)
    })
  })

  test('a member cannot remove themself, even with another admin', async () => {
    await lay({ Bob: 'admin' })
    await expect(people.remove({ personId: 'id of Ada', by: 'id of Ada' })).rejects.toEqual(
      code('person.yourself')
    )
    expect(await people.list()).toHaveLength(2)
  })

  test('removing a member deletes account and sessions, and frees the name', async () => {
    await lay({ Uma: 'user' })
    await openSession('Uma', 'token of Uma')
    const removal = { personId: 'id of Uma', by: 'id of Ada' }
    await people.mustBeRemovable(removal)
    expect(await countIn('user')).toBe(2)
    expect(await people.remove(removal)).toEqual(['token of Uma'])
    expect([await countIn('user'), await countIn('account'), await countIn('session')]).toEqual([1, 1, 0])
    await people.add({ ...person('Uma', 'user'), id: 'another id' }, byAda)
  })

  test('a password set by an admin replaces the hash and ends the sessions of that member only', async () => {
    await lay({ Uma: 'user' })
    await openSession('Uma', 'token of Uma')
    await openSession('Ada', 'token of Ada')
    const password = { personId: 'id of Uma', passwordHash: 'salt:new', at: 2 }
    expect(await people.setPassword(password, byAda)).toEqual(['token of Uma'])
    expect(await people.passwordHashOf('ada')).toBe('salt:hash')
    expect(await people.passwordHashOf('uma')).toBe('salt:new')
    expect(await tokens()).toEqual(['token of Ada'])
  })

  test('a member’s own new password replaces the verified one, and keeps only the session that changed it', async () => {
    await lay({ Uma: 'user' })
    for (const token of ['other of Uma', 'token of Uma']) await openSession('Uma', token)
    await openSession('Ada', 'token of Ada')
    const change = { personId: 'id of Uma', before: 'salt:hash', goesOn: 'token of Uma', at: 2 }
    expect(await people.changePassword({ ...change, passwordHash: 'salt:new' })).toEqual(['other of Uma'])
    expect(await tokens()).toEqual(['token of Ada', 'token of Uma'])
    // The one that was looked at is not theirs any more.
    await expect(people.changePassword({ ...change, passwordHash: 'salt:late' })).rejects.toEqual(
      code('password.wrong')
    )
    // Neither is the session.
    const ended = { ...change, before: 'salt:new', goesOn: 'other of Uma', passwordHash: 'salt:late' }
    await expect(people.changePassword(ended)).rejects.toEqual(code('sign-in.needed'))
    expect(await people.passwordHashOf('uma')).toBe('salt:new')
  })

  test('a removed member can be neither removed nor given a role or a password', async () => {
    await lay()
    const gone = code('person.gone')
    for (const role of roles) {
      await expect(people.setRole({ personId: 'none', role, at: 2 })).rejects.toEqual(gone)
    }
    const password = { personId: 'none', passwordHash: 'salt:new', at: 2 }
    await expect(people.setPassword(password, byAda)).rejects.toEqual(gone)
    await expect(people.remove({ personId: 'none', by: 'id of Ada' })).rejects.toEqual(gone)
  })
})
