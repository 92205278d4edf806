import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asFetch } from './as-fetch.ts'

type Called = { url: string; init: { method: string; headers?: string[][]; body?: string | Uint8Array } }

/** Runs the code with a mock of `fetch` and returns the recorded call. */
const run = async (code: string): Promise<Called> => {
  const called: Called[] = []
  const fetching = async (url: string, init: Called['init']) => {
    called.push({ url, init })
    return { status: 202, text: async () => '' }
  }
  // Code that a person would paste into a console.
  const act = new Function('fetch', 'console', `return (async () => {\n${code}\n})()`)
  await act(fetching, { log: () => {} })
  const [only] = called
  if (only === undefined) throw new Error('It calls fetch.')
  return only
}

describe('a call of fetch', () => {
  test('has the expected form', () => {
    expect(
      asFetch({
        method: 'POST',
        url: 'http://127.0.0.1:3000/e/habc?a=1',
        headers: [{ name: 'Content-Type', value: 'application/json' }],
        body: { text: '{"a":"b"}' }
      })
    ).toBe(
      [
        'const response = await fetch("http://127.0.0.1:3000/e/habc?a=1", {',
        '  method: "POST",',
        '  headers: [',
        '    ["Content-Type", "application/json"]',
        '  ],',
        String.raw`  body: "{\"a\":\"b\"}"`,
        '})',
        'console.log(response.status, await response.text())'
      ].join('\n')
    )
  })

  test('sends exactly the given request, whatever it contains', async () => {
    const text = fc.array(fc.nat(0xffff), { maxLength: 20 }).map(codes => String.fromCharCode(...codes))
    const header = fc.record({ name: text, value: text })
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(header, { maxLength: 3 }),
        text.filter(Boolean),
        async (url, headers, body) => {
          const { url: to, init } = await run(asFetch({ method: 'PUT', url, headers, body: { text: body } }))
          expect(to).toBe(url)
          expect(init.method).toBe('PUT')
          expect(init.headers ?? []).toEqual(headers.map(({ name, value }) => [name, value]))
          expect(init.body).toBe(body)
        }
      )
    )
  })

  test('sends binary bodies, and no body where fetch allows none', async () => {
    const request = { method: 'POST', url: 'http://a.test/', headers: [], body: { base64: '/wCA' } }
    expect((await run(asFetch(request))).init.body).toEqual(new Uint8Array([0xff, 0, 0x80]))
    expect((await run(asFetch({ ...request, method: 'GET' }))).init).toEqual({ method: 'GET' })
    expect((await run(asFetch({ ...request, body: { text: '' } }))).init).toEqual({ method: 'POST' })
  })
})
