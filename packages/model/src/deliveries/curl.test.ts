import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curlOf } from './curl.ts'

/** Splits a command into words like a shell. */
const wordsOf = (command: string): string[] =>
  execFileSync('sh', ['-c', command.replace(/^curl /, 'printf "%s\\0" ')], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)

describe('a curl command', () => {
  test('sends method, URL, headers and body', () => {
    expect(
      curlOf({
        method: 'POST',
        url: 'http://127.0.0.1:3000/e/habc',
        headers: [
          { name: 'Content-Type', value: 'application/json' },
          { name: 'X-Empty', value: '' }
        ],
        body: '{"name":"Jo"}'
      })
    ).toBe(
      [
        `curl -X POST 'http://127.0.0.1:3000/e/habc' \\`,
        `  -H 'Content-Type: application/json' \\`,
        `  -H 'X-Empty;' \\`,
        `  --data-binary '{"name":"Jo"}'`
      ].join('\n')
    )
  })

  test('takes a body that starts with an @ as text', () => {
    expect(curlOf({ method: 'POST', url: 'http://a.test/', headers: [], body: '@home' })).toContain(
      `--data-raw '@home'`
    )
  })

  test('passes each argument to curl unchanged', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter(value => !value.includes('\0'))
    fc.assert(
      fc.property(text, text, text, (value, body, path) => {
        const url = `http://a.test/${path}`
        const words = wordsOf(curlOf({ method: 'PUT', url, headers: [{ name: 'X-A', value }], body }))
        expect(words).toEqual([
          '-X',
          'PUT',
          url,
          '-H',
          `X-A: ${value}`,
          body.startsWith('@') ? '--data-raw' : '--data-binary',
          body
        ])
      }),
      { numRuns: 60 }
    )
  })
})
