import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { galleryRoot } from '@hookwright/connectors'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runInProcess } from './testing/run-in-process.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

let temp: ReturnType<typeof makeTempFolder>
beforeEach(() => {
  temp = makeTempFolder()
  cpSync(join(galleryRoot, 'plain-http'), join(temp.folder, 'plain-http'), { recursive: true })
})
afterEach(() => temp.remove())

type Given = Parameters<typeof runInProcess>[1]

const run = (args: string[], params: Given = {}) =>
  runInProcess(['test', 'plain-http', ...args], { cwd: temp.folder, ...params })

const runJson = async (args: string[], params: Given = {}) => {
  const { code, output } = await run([...args, '--json'], params)
  return { code, ...JSON.parse(output) }
}

const fileOf = (name: string): string => join(temp.folder, 'plain-http/tests', name)
const read = (name: string): string => readFileSync(fileOf(name), 'utf8')
const edit = (name: string, from: string, to: string): void =>
  writeFileSync(fileOf(name), read(name).replaceAll(from, to))

describe('test', () => {
  test('runs every test without a network', async () => {
    const { code, output } = await run([])
    expect({ code, end: output.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      end: 'Plain HTTP: 6 tests passed.'
    })
  })

  test('lists the differences in a request and in the outputs, and ends with 1', async () => {
    edit('post.yaml', 'name: Ada', 'name: Grace')
    const { code, ok, tests } = await runJson(['--only', 'post'])
    expect({ code, ok }).toEqual({ code: 1, ok: false })
    expect(tests).toMatchObject([{ file: 'tests/post.yaml', passed: false }])
    edit('get.yaml', 'id: 7', 'id: 8')
    const { output } = await run(['--only', 'get'])
    expect(output).toContain('FAIL Sends a GET request (tests/get.yaml)')
    expect(output).toContain('Plain HTTP: 1 of 1 test failed.')
  })

  test('lists an unexpected request and an unused exchange', async () => {
    edit('put.yaml', 'url: https://api.acme.example/v1/people/7', 'url: https://api.acme.example/v1/people/8')
    const { output } = await run(['--only', 'put'])
    expect(output).toContain(
      'PUT https://api.acme.example/v1/people/7: The URL is https://api.acme.example/v1/people/7, expected https://api.acme.example/v1/people/8.'
    )
    expect(output).toContain('PUT https://api.acme.example/v1/people/8 was not sent.')
  })

  test.each([
    ['expect:', 'expects:', 'not known here'],
    ['flow: flow:', 'flow: ', 'Name the flow by its id'],
    ['Bearer placeholder-token', `ghp_${'a'.repeat(36)}`, 'GitHub token']
  ])('refuses a file in which %j is %j', async (from, to, why) => {
    edit('post.yaml', from, to)
    const { code, errors } = await run([])
    expect(code).toBe(1)
    expect(errors).toContain('tests/post.yaml')
    expect(errors).toContain(why)
  })

  test('explains where tests belong when there are none, or none with that name', async () => {
    expect(await runJson(['--only', 'nothing'])).toMatchObject({
      code: 1,
      error: { code: 'tests-none-chosen' }
    })
    rmSync(join(temp.folder, 'plain-http/tests'), { recursive: true })
    expect(await runJson([])).toMatchObject({ code: 1, error: { code: 'tests-missing' } })
  })
})

describe('test --record', () => {
  const secret = 'Bearer live-secret-0123456789'
  const github = `ghp_${'b'.repeat(36)}`
  const values = { base_url: 'https://live.acme.example/v2', header_value: secret }
  const sent: { url: string; headers: unknown; body: unknown }[] = []
  const answer = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    sent.push({ url: String(url), headers: init?.headers, body: init?.body })
    const body = { id: 9, echo: secret, access_token: 'opaque', note: `see ${github}` }
    return Response.json(body, {
      status: 201,
      headers: { 'set-cookie': 'session=1', link: '<x>; rel="next"' }
    })
  }
  beforeEach(() => {
    sent.length = 0
  })

  test('sends the request, and writes the response without secrets', async () => {
    const { code, output } = await run(['--only', 'post', '--record'], { values, fetch: answer })
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(sent).toMatchObject([
      {
        url: 'https://live.acme.example/v2/people/7',
        headers: { authorization: secret },
        body: '{"name":"Ada"}'
      }
    ])
    const text = read('post.yaml')
    expect(text).toContain('url: https://live.acme.example/v2/people/7')
    expect(text).toContain('echo: Bearer placeholder-token')
    expect(text).toContain('access_token: placeholder')
    expect(text).toContain('note: see placeholder')
    for (const gone of ['live-secret', github, 'opaque', 'session', 'authorization:']) {
      expect(text).not.toContain(gone)
    }
  })

  test('keeps no secret of a form, of a list, or of an answer before the one that names it', async () => {
    const number = 'twilio/tests/register-messages.yaml'
    cpSync(join(galleryRoot, 'twilio'), join(temp.folder, 'twilio'), { recursive: true })
    const answers = [
      Response.json({ sid: 'PN1', sms_url: '', friendly_name: 'later-named-1', tokens: ['listed-opaque-2'] }),
      new Response('signing_secret=form-opaque-3&token_type=bearer&password=later-named-1', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' }
      })
    ]
    await runInProcess(['test', 'twilio', '--only', 'register-messages.yaml', '--record'], {
      cwd: temp.folder,
      values: { account_sid: 'AC00000000000000000000000000000001', auth_token: 'live-token-0123' },
      fetch: async () => answers.shift() ?? new Response('')
    })
    const text = readFileSync(join(temp.folder, number), 'utf8')
    expect(text).toContain('recorded by hookwright')
    expect(text).toContain('signing_secret: placeholder')
    expect(text).toContain('token_type: bearer')
    for (const gone of ['later-named-1', 'listed-opaque-2', 'form-opaque-3', 'live-token-0123'])
      expect(text).not.toContain(gone)
  })

  test.each([
    ...['tokens', 'secrets', 'api_keys', 'refreshTokens', 'token_1', 'client_secret_v2', 'secret_id'],
    ...['signing_secret_base64', 'access_token_raw', 'password_hash', 'passwordOld', 'authorization_code'],
    ...['pageTokenSecret', 'X-Api-Key', 'jwt']
  ])('keeps no value of %s, alone or in a list, and keeps page tokens', async name => {
    const body = { one: { [name]: 'opaque-1' }, many: { [name]: ['opaque-2'] }, next_page_token: 'page-2' }
    const listed = async () => Response.json({ ...body, token_type: 'bearer' })
    const { code } = await run(['--only', 'post', '--record'], { values, fetch: listed })
    const text = read('post.yaml')
    expect({ code, kept: text.match(/opaque-\d/g) }).toEqual({ code: 0, kept: null })
    expect(text).toContain('next_page_token: page-2')
    expect(text).toContain('token_type: bearer')
  })

  test('names the variable of a secret that is missing, and sends nothing', async () => {
    const result = await runJson(['--only', 'post', '--record'], { fetch: answer })
    expect(result).toMatchObject({
      code: 1,
      error: { code: 'value-missing', message: expect.stringContaining('HOOKWRIGHT_VALUE_HEADER_VALUE') }
    })
    expect(sent).toEqual([])
  })
})
