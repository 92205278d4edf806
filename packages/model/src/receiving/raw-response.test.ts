import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whyNotHeader } from './raw-response.ts'

test('the caller’s own headers are allowed', () => {
  for (const [name, value] of [
    ['X-Request-Id', 'a1'],
    ['Cache-Control', 'max-age=60'],
    ['ETag', '"7"'],
    ['Content-Type', 'application/problem+json; charset=utf-8'],
    ['content-type', 'text/csv']
  ] as const)
    expect(whyNotHeader(name, value)).toBeNull()
})

test('headers that act on connections, browsers or proxies are refused, in any case', () => {
  for (const name of [
    ...['Connection', 'keep-alive', 'Transfer-Encoding', 'TE', 'Upgrade', 'Proxy-Authenticate', 'Trailer'],
    ...['Set-Cookie', 'Clear-Site-Data', 'Content-Security-Policy', 'X-Content-Type-Options', 'Location'],
    ...['Access-Control-Allow-Origin', 'Content-Length', 'Content-Encoding', 'Strict-Transport-Security'],
    ...['X-Accel-Redirect', 'X-Sendfile', 'Refresh', 'Link', 'Service-Worker-Allowed']
  ]) {
    expect(whyNotHeader(name, 'x')).toContain(`the header “${name}”`)
    expect(whyNotHeader(name.toUpperCase(), 'x')).not.toBeNull()
  }
})

test('types that a browser would run are refused', () => {
  for (const type of ['text/html', 'TEXT/HTML; charset=utf-8', 'image/svg+xml', 'text/javascript', 'x', ''])
    expect(whyNotHeader('Content-Type', type)).toContain('could run in a browser')
})

test('no value can contain a line break', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('\r', '\n', '\0', '\u0085', 'é'),
      (text, bad) => {
        expect(whyNotHeader('X-Any', `${text}${bad}`)).not.toBeNull()
        expect(whyNotHeader(`X-Any${bad}`, 'x')).not.toBeNull()
      }
    )
  )
})
