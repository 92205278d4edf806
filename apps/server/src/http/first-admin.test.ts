import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { variablesFor } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { goodPassword } from '../testing/sign-in.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'

const temp = makeTempFolder()
let server: RunningServer
let code: string

beforeAll(async () => {
  const environment = readEnvironment(variablesFor(temp.folder))
  server = await startServer({ environment, log: openLog({ level: 'silent' }) })
  code = new URL((await server.firstAdminLink()) ?? '').hash.slice(1)
})
afterAll(async () => {
  await server?.close()
  temp.remove()
})

const look = async (): Promise<unknown> => JSON.parse((await overHttp(`${server.url}/api/first-admin`)).text)

const knock = async (body: string) => {
  const answered = await overHttp(`${server.url}/api/first-admin`, {
    method: 'POST',
    headers: { origin: server.url, 'content-type': 'application/json' },
    body
  })
  return { ...answered, said: JSON.parse(answered.text) }
}

const params = (over: object) =>
  JSON.stringify({ code, name: 'Ada Example', password: goodPassword, ...over })

test('the first-admin link works until there is an admin, and refusals give the reason', async () => {
  expect(await look()).toEqual({ open: true })
  expect(await knock(params({ code: 'wrong' }))).toMatchObject({
    status: 401,
    said: { error: { code: 'first-admin.wrong-code' } }
  })
  expect(await knock(params({ password: 'short' }))).toMatchObject({
    status: 400,
    said: { error: { code: 'password.too-short' } }
  })
  for (const body of ['{', '{}', params({ role: 'admin' })]) {
    expect(await knock(body)).toMatchObject({ status: 400, said: { error: { code: 'input.invalid' } } })
  }
  expect(await look()).toEqual({ open: true })

  const made = await knock(params({}))
  expect(made).toMatchObject({ status: 200, said: { person: { name: 'Ada Example', role: 'admin' } } })
  expect(made.headers.getSetCookie().length).toBeGreaterThan(0)
  expect(await look()).toEqual({ open: false })
  expect(await knock(params({ name: 'Eve Example' }))).toMatchObject({
    status: 409,
    said: { error: { code: 'first-admin.exists' } }
  })
})

test('the Content-Security-Policy allows scripts of the same origin only, and no frames', async () => {
  const { headers } = await overHttp(`${server.url}/api/first-admin`)
  const rules = headers.get('content-security-policy') ?? ''
  expect(rules).toContain("default-src 'self'")
  expect(rules).toContain("frame-ancestors 'none'")
  expect(rules).not.toMatch(/script-src[^;]*unsafe/)
})
