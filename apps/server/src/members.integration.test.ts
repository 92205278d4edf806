import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { connectApi, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { goodPassword, signInAs } from './testing/sign-in.ts'
import { startWatching } from './testing/watch.ts'

const newPassword = 'crater lantern mosaic'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

/** Adds a person with this role and signs them in. */
const member = async (name: string, role: 'viewer' | 'user' | 'maker' | 'admin') => {
  const { id: personId } = await server.api.people.add.mutate({ name, password: goodPassword, role })
  const cookie = await signInAs(server.url, name)
  return { personId, cookie, api: connectApi(server.url, cookie) }
}

test('members are listed by name, each with role and the time of being added, and nothing of their password', async () => {
  const before = Date.now()
  const { personId } = await member('Zoe Example', 'viewer')
  const listed = await server.api.people.list.query()
  expect(listed.map(({ name }) => name)).toEqual(['Ada Example', 'Zoe Example'])
  const added = expect.objectContaining({ id: personId, name: 'Zoe Example', role: 'viewer' })
  expect(listed[1]).toEqual(added)
  expect(Object.keys(listed[1] ?? {}).toSorted()).toEqual(['addedAt', 'id', 'name', 'role'])
  expect(listed[1]?.addedAt).toBeGreaterThanOrEqual(before)
})

test('a new role applies to an open session from the next request on', async () => {
  const { personId, api } = await member('Mia Example', 'user')
  expect((await faultOf(api.connectors.create.mutate({ name: 'Acme First' }))).code).toBe('permission.denied')
  await server.api.people.setRole.mutate({ personId, role: 'maker' })
  await api.connectors.create.mutate({ name: 'Acme First' })
  expect((await api.people.me.query()).role).toBe('maker')
  await server.api.people.setRole.mutate({ personId, role: 'viewer' })
  expect((await faultOf(api.connectors.create.mutate({ name: 'Acme Next' }))).code).toBe('permission.denied')
})

test('a removed member loses every session and page at once, and cannot sign in again', async () => {
  const { personId, cookie, api } = await member('Uma Example', 'maker')
  const elsewhere = connectApi(server.url, await signInAs(server.url, 'Uma Example'))
  const { id: flowId } = await api.flows.create.mutate({ name: 'Kept' })
  const page = await startWatching(server.url, cookie)
  onTestFinished(page.stop)
  await server.api.people.remove.mutate({ personId })
  await page.ended
  expect(page.endedWith()).toBe('sign-in.needed')
  for (const session of [api, elsewhere]) {
    expect((await faultOf(session.people.me.query())).code).toBe('sign-in.needed')
  }
  await expect(signInAs(server.url, 'Uma Example')).rejects.toThrow(/sign-in\.wrong/)
  const kept = (await server.api.flows.summaries.query()).rows.find(({ id }) => id === flowId)
  expect(kept?.ownerName).toBe('a former member')
})

test('after an admin sets a password, all sessions and pages end at once, and only the new password signs in', async () => {
  const { personId, cookie, api } = await member('Nia Example', 'user')
  const elsewhere = connectApi(server.url, await signInAs(server.url, 'Nia Example'))
  const page = await startWatching(server.url, cookie)
  onTestFinished(page.stop)
  await server.api.people.setPassword.mutate({ personId, password: newPassword })
  await page.ended
  expect(page.endedWith()).toBe('sign-in.needed')
  for (const session of [api, elsewhere]) {
    expect((await faultOf(session.people.me.query())).code).toBe('sign-in.needed')
  }
  await expect(signInAs(server.url, 'Nia Example')).rejects.toThrow(/sign-in\.wrong/)
  const again = connectApi(server.url, await signInAs(server.url, 'Nia Example', newPassword))
  expect(await again.people.me.query()).toEqual({ id: personId, name: 'Nia Example', role: 'user' })
})

test('a new password lifts the lock after too many wrong tries', async () => {
  const { personId } = await member('Rex Example', 'user')
  for (let tried = 0; tried < 5; tried++) {
    await expect(signInAs(server.url, 'Rex Example', 'not that one')).rejects.toThrow(/sign-in\.wrong/)
  }
  await expect(signInAs(server.url, 'Rex Example')).rejects.toThrow(/sign-in\.too-many-tries/)
  await server.api.people.setPassword.mutate({ personId, password: newPassword })
  await signInAs(server.url, 'Rex Example', newPassword)
})

test('an invalid new password changes nothing, and nobody can set their own this way', async () => {
  const { personId, api } = await member('Ian Example', 'user')
  const me = await server.api.people.me.query()
  const refused = [
    [personId, 'too short', 'password.too-short'],
    [personId, 'x'.repeat(200), 'password.too-long'],
    [personId, 'Ian Example Ian Example', 'password.too-common'],
    [me.id, newPassword, 'person.own-password'],
    [randomUUID(), newPassword, 'person.gone']
  ] as const
  for (const [id, password, code] of refused) {
    const call = server.api.people.setPassword.mutate({ personId: id, password })
    expect((await faultOf(call)).code).toBe(code)
  }
  expect((await api.people.me.query()).id).toBe(personId)
  await signInAs(server.url, 'Ian Example')
})

test.each(['viewer', 'admin'] as const)(
  'a member with the role %s changes their own password: this session continues, their others end at once, and only the new one signs in',
  async role => {
    const name = `Own ${role}`
    const { personId, cookie, api } = await member(name, role)
    const otherCookie = await signInAs(server.url, name)
    const [here, elsewhere] = [
      await startWatching(server.url, cookie),
      await startWatching(server.url, otherCookie)
    ]
    onTestFinished(here.stop)
    onTestFinished(elsewhere.stop)
    await api.people.changeOwnPassword.mutate({ currentPassword: goodPassword, newPassword })
    await elsewhere.ended
    expect(elsewhere.endedWith()).toBe('sign-in.needed')
    const other = connectApi(server.url, otherCookie)
    expect((await faultOf(other.people.me.query())).code).toBe('sign-in.needed')
    expect((await api.people.me.query()).id).toBe(personId)
    expect(here.endedWith()).toBeNull()
    // Nobody else's session has ended.
    await server.api.people.me.query()
    await expect(signInAs(server.url, name)).rejects.toThrow(/sign-in\.wrong/)
    await signInAs(server.url, name, newPassword)
    await server.api.people.remove.mutate({ personId })
  }
)

test('a refused change of one’s own password changes nothing, and the fault gives the reason', async () => {
  const { api } = await member('Lea Example', 'user')
  const refused = [
    ['not that one', newPassword, 'password.wrong'],
    [goodPassword, 'too short', 'password.too-short'],
    [goodPassword, 'x'.repeat(200), 'password.too-long'],
    [goodPassword, 'Lea Example Lea Example', 'password.too-common'],
    [goodPassword, goodPassword, 'password.unchanged']
  ] as const
  for (const [currentPassword, other, code] of refused) {
    const call = api.people.changeOwnPassword.mutate({ currentPassword, newPassword: other })
    expect(await faultOf(call)).toMatchObject({ code, httpStatus: 400 })
  }
  const asked = { currentPassword: goodPassword, newPassword }
  const nobody = server.anonymous.people.changeOwnPassword.mutate(asked)
  expect(await faultOf(nobody)).toMatchObject({ code: 'sign-in.needed', httpStatus: 401 })
  await signInAs(server.url, 'Lea Example')
})

test('wrong current passwords are limited together with sign-ins, and a correct one resets the count', async () => {
  const { api } = await member('Gus Example', 'user')
  const change = (currentPassword: string, other = newPassword) =>
    api.people.changeOwnPassword.mutate({ currentPassword, newPassword: other })
  for (let tried = 0; tried < 4; tried++) {
    expect((await faultOf(change('not that one'))).code).toBe('password.wrong')
  }
  await change(goodPassword)
  // All at once: none slips through before the others are counted.
  const codes = await Promise.all(
    Array.from({ length: 8 }, async () => (await faultOf(change('not that one', goodPassword))).code)
  )
  expect(codes.filter(code => code === 'password.wrong')).toHaveLength(5)
  expect(await faultOf(change(newPassword, goodPassword))).toMatchObject({
    code: 'sign-in.too-many-tries',
    httpStatus: 429
  })
  await expect(signInAs(server.url, 'Gus Example', newPassword)).rejects.toThrow(/sign-in\.too-many-tries/)
  expect((await api.people.me.query()).name).toBe('Gus Example')
})

test('an admin may remove and demote another admin, but neither the last one nor themself', async () => {
  const me = await server.api.people.me.query()
  const alone = [
    server.api.people.remove.mutate({ personId: me.id }),
    server.api.people.setRole.mutate({ personId: me.id, role: 'user' })
  ]
  for (const call of alone) {
    expect(await faultOf(call)).toMatchObject({
      code: 'person.last-admin',
      httpStatus: 409,
      message:
        'Only “Ada Example” is an admin, and an installation needs at least one. Make someone else an admin first.'
    })
  }
  const other = await member('Olaf Example', 'admin')
  expect(await faultOf(server.api.people.remove.mutate({ personId: me.id }))).toMatchObject({
    code: 'person.yourself',
    httpStatus: 409
  })
  await server.api.people.setRole.mutate({ personId: other.personId, role: 'user' })
  expect((await faultOf(other.api.people.list.query())).code).toBe('permission.denied')
  await server.api.people.remove.mutate({ personId: other.personId })
  for (const call of [
    server.api.people.remove.mutate({ personId: other.personId }),
    server.api.people.setRole.mutate({ personId: other.personId, role: 'admin' })
  ]) {
    expect(await faultOf(call)).toMatchObject({ code: 'person.gone', httpStatus: 404 })
  }
})
