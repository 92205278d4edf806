import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAuthFile } from './auth-file.ts'
import { convertAuthFile, isOldAuthFile } from './convert-auth-file.ts'
import { goodPassword, openTestServer, type TestServer } from './testing.ts'

// review: security L12

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

const tokenOf = (cookies: string[]): string =>
  decodeURIComponent(cookies[0]?.split(';')[0]?.split('=')[1] ?? '').split('.')[0] ?? ''

const filesWith = (text: string): string[] =>
  readdirSync(server.dataFolder).filter(name => readFileSync(join(server.dataFolder, name)).includes(text))

test('no file of the data folder holds the token of a session', async () => {
  const { cookies } = await server.createAdmin()
  const token = tokenOf(cookies)
  expect(token.length).toBeGreaterThan(20)
  expect(filesWith(token)).toEqual([])
  const again = await server.post('/api/auth/sign-in/username', {
    username: 'Ada Example',
    password: goodPassword
  })
  expect(filesWith(tokenOf(again.cookies))).toEqual([])
  expect(await server.whoIs(again.cookies)).toMatchObject({ name: 'Ada Example' })
  await server.post('/api/auth/sign-out', {}, { cookie: again.cookies.map(c => c.split(';')[0]).join('; ') })
  expect(await server.whoIs(again.cookies)).toBeNull()
})

test('a session of an earlier version continues after the conversion, and its token is gone from every page of the file', async () => {
  const { cookies } = await server.createAdmin()
  const token = tokenOf(cookies)
  await server.now().close()
  const file = new Database(join(server.dataFolder, 'auth.db'))
  file.prepare('UPDATE session SET token = ?').run(token)
  file.pragma('user_version = 1')
  file.close()
  expect(filesWith(token)).not.toEqual([])
  expect(() => openAuthFile(server.dataFolder)).toThrow(
    /auth\.db was written by Hookwright 0\.7 or an older version\. Run "hookwright convert \S+", which makes a backup first/
  )
  const path = join(server.dataFolder, 'auth.db')
  expect(isOldAuthFile(path)).toBe(true)
  convertAuthFile(path)
  expect(isOldAuthFile(path)).toBe(false)
  await server.reopen()
  expect(await server.whoIs(cookies)).toMatchObject({ name: 'Ada Example' })
  expect(filesWith(token)).toEqual([])
})
