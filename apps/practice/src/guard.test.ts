import { request } from 'node:http'
import { expect, test } from 'vitest'
import { openPractice } from './testing.ts'

test.each([
  [undefined, 'The request carries no API key.'],
  ['Bearer acme_wrong', 'The API key of the request is wrong.'],
  ['Basic YWNtZTo=', 'The API key of the request is wrong.']
])(
  'a call with the authorization %s is refused with a sentence that says what to send',
  async (authorization, why) => {
    const { url } = await openPractice()
    const response = await fetch(`${url}/api/me`, authorization ? { headers: { authorization } } : {})
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toContain('Bearer')
    const text = await response.text()
    expect(text).toContain('"code":"unauthorized"')
    expect(text).toContain(why)
    expect(text).toContain('Authorization: Bearer')
  }
)

test('the API key allows calls, and the health check needs none', async () => {
  const { url, apiKey, call } = await openPractice()
  expect(apiKey).toMatch(/^acme_[0-9a-f]{40}$/)
  expect((await call('GET', '/api/me')).json).toEqual({ account: 'acme-practice', name: expect.any(String) })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

test('a request with a foreign Host is refused, even for the page', async () => {
  const { url } = await openPractice()
  const { port } = new URL(url)
  const refused = [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `127.0.0.1.evil.example:${port}`
  ]
  for (const host of refused) expect(await statusWithHost(url, host)).toBe(403)
  for (const host of ['127.0.0.1', 'localhost', '[::1]'])
    expect(await statusWithHost(url, `${host}:${port}`)).toBe(200)
})

test('a page of another origin may not change anything; the own page and programs may', async () => {
  const { url, call } = await openPractice()
  const put = async (headers: Record<string, string>) =>
    (await call('PUT', '/api/faults', { body: {}, headers })).status
  expect(await put({ origin: 'https://evil.example' })).toBe(403)
  expect(await put({ origin: 'null' })).toBe(403)
  expect(await put({ origin: url })).toBe(200)
  expect(await put({})).toBe(200)
})

/** Sends a request with a given Host, which `fetch` does not allow. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, response => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}
