import { expect, test, vi } from 'vitest'
import { codeOf, openTestServer } from './testing.ts'

const loads = vi.hoisted(() => ({ count: 0 }))
// The real module, counted: how often it is loaded is what this test is about.
vi.mock('./better-auth.ts', async importOriginal => {
  loads.count += 1
  return importOriginal()
})

test('better-auth is loaded at the first sign-in, not for the link or for session checks', async () => {
  const server = await openTestServer()
  try {
    const link = await server.now().firstAdminLink()
    expect(await server.now().whoIs({})).toBeNull()
    expect(await server.now().whoIs({ cookie: 'hookwright_session=a.b' })).toBeNull()
    expect((await server.post('/api/auth/sign-up/email', {})).status).toBe(404)
    await expect(
      server.now().createFirstAdmin({ code: 'guessed', name: 'Ada', password: 'x' })
    ).rejects.toThrow()
    expect(loads.count).toBe(0)

    expect(codeOf(link)).not.toBe('')
    const { cookies, person } = await server.createAdmin()
    expect(loads.count).toBe(1)
    await server.reopen()
    expect(await server.whoIs(cookies)).toEqual(person)
    expect(loads.count).toBe(1)
  } finally {
    await server.close()
  }
})
