import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, goodPassword, kinds, openTestServer, type TestServer } from './testing.ts'

describe.each(kinds)('the first admin in %s', kind => {
  let server: TestServer
  beforeEach(async () => {
    server = await openTestServer({ kind })
  })
  afterEach(() => server.close())

  const link = async () => (await server.now().firstAdminLink()) ?? ''
  const people = async () => (await server.now().list()).map(({ name, role }) => ({ name, role }))
  const params = (code: string, name = 'Ada Example') => ({ code, name, password: goodPassword })

  test('has a link to a page of the public URL with a code of 256 bits that no server log sees', async () => {
    const url = new URL(await link())
    expect(url.origin).toBe(server.publicUrl)
    expect(url.pathname).toBe('/first-admin')
    expect(url.hash).toMatch(/^#[\w-]{43}$/)
    expect(await link()).toBe(url.href)
  })

  test('is created by the link and is signed in', async () => {
    const { person, cookies } = await server.createAdmin()
    expect(person).toEqual({ id: expect.any(String), name: 'Ada Example', role: 'admin' })
    expect(await server.whoIs(cookies)).toEqual(person)
    expect(await server.now().firstAdminLink()).toBeNull()
    expect(server.now().roleOf(person.id)).toBe('admin')
  })

  test('is not created with a wrong code', async () => {
    await expect(server.now().createFirstAdmin(params('guessed'))).rejects.toMatchObject({
      code: 'first-admin.wrong-code'
    })
    expect(await people()).toEqual([])
  })

  test('is created once by 200 concurrent calls', async () => {
    const code = codeOf(await link())
    const ends = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) => server.now().createFirstAdmin(params(code, `Ada ${n}`)))
    )
    const refused = ends.filter(end => end.status === 'rejected').map(end => end.reason.code)
    expect(refused).toEqual(Array.from({ length: 199 }, () => 'first-admin.exists'))
    expect(await people()).toEqual([{ name: expect.stringMatching(/^Ada \d+$/), role: 'admin' }])
  })

  test('uses up the code, also after a restart', async () => {
    const code = codeOf(await link())
    await server.now().createFirstAdmin(params(code))
    await expect(server.now().createFirstAdmin(params(code, 'Eve'))).rejects.toMatchObject({
      code: 'first-admin.exists'
    })
    const again = await server.reopen()
    expect(await again.firstAdminLink()).toBeNull()
    await expect(again.createFirstAdmin(params(code, 'Eve'))).rejects.toMatchObject({
      code: 'first-admin.exists'
    })
    expect(await people()).toHaveLength(1)
  })

  test('is not created with a weak password or an invalid name, and the link stays valid', async () => {
    const before = await link()
    const tryWith = (wrong: { name?: string; password?: string }) =>
      server.now().createFirstAdmin({ ...params(codeOf(before)), ...wrong })
    await expect(tryWith({ password: 'short' })).rejects.toMatchObject({ code: 'password.too-short' })
    await expect(tryWith({ password: 'Password123456' })).rejects.toMatchObject({
      code: 'password.too-common'
    })
    await expect(tryWith({ name: '   ' })).rejects.toMatchObject({ code: 'person.name-unfit' })
    expect(await people()).toEqual([])
    expect(await link()).toBe(before)
  })
})

test('in a data folder, an unused code is invalid after a restart, which prints a new one', async () => {
  const server = await openTestServer()
  const old = codeOf(await server.now().firstAdminLink())
  const again = await server.reopen()
  expect(codeOf(await again.firstAdminLink())).not.toBe(old)
  const late = { code: old, name: 'Ada Example', password: goodPassword }
  await expect(again.createFirstAdmin(late)).rejects.toMatchObject({ code: 'first-admin.wrong-code' })
  await server.close()
})
