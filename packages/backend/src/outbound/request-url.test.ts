import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestUrl, shownUrl } from './request-url.ts'

const base = 'https://api.example.com/v1'

const urlOf = (url: string, baseUrl = base, query: Record<string, string | string[]> = {}): string =>
  requestUrl({ url, query, baseUrl }).href

describe('the URL of a request', () => {
  it.each([
    ['/users', base, 'https://api.example.com/v1/users'],
    ['users', `${base}/`, 'https://api.example.com/v1/users'],
    ['users/', base, 'https://api.example.com/v1/users/'],
    ['', base, 'https://api.example.com/v1'],
    ['', `${base}/`, 'https://api.example.com/v1/'],
    ['?page=2', base, 'https://api.example.com/v1?page=2'],
    ['/users?page=2#top', base, 'https://api.example.com/v1/users?page=2'],
    ['users:search', base, 'https://api.example.com/v1/users:search'],
    ['/a/./b/../c', base, 'https://api.example.com/v1/a/c'],
    ['/a b', base, 'https://api.example.com/v1/a%20b'],
    ['/users', 'https://api.example.com', 'https://api.example.com/users'],
    [' /users\n', base, 'https://api.example.com/v1/users'],
    ['http:evil.example', base, 'https://api.example.com/v1/http:evil.example'],
    ['HTTPS://Other.Example/Path#x', base, 'https://other.example/Path'],
    ['https://other.example:8443/a?b=c d', '', 'https://other.example:8443/a?b=c%20d']
  ])('%j at %j is %s', (url, baseUrl, whole) => {
    expect(urlOf(url, baseUrl)).toBe(whole)
  })

  it.each([
    ['/users', '', 'it is only a path'],
    ['', '', 'it is only a path'],
    ['/users', 'not a url', 'it is not a URL'],
    ['https://', base, 'it is not a URL'],
    ['https://exa mple.com', base, 'it is not a URL'],
    ['ftp://other.example', base, 'only http and https are supported'],
    ['file:///etc/passwd', base, 'only http and https are supported'],
    ['/x', 'ftp://api.example.com', 'only http and https are supported'],
    ['https://me:pw@other.example/x', base, 'it contains a user name or a password'],
    ['https://me@other.example/x', base, 'it contains a user name or a password'],
    ['/x', 'https://me:pw@api.example.com', 'it contains a user name or a password'],
    ['//evil.example/x', base, 'it begins with two slashes'],
    ['/\\evil.example/x', base, 'it begins with two slashes'],
    ['/a\r\nHost: evil.example', base, 'a line break or another control character'],
    ['https://other.example/\ta', base, 'a line break or another control character'],
    ['/x', 'https://api.example.com/?a=b', 'a base URL cannot have a query'],
    ['../admin', base, 'it leaves the base URL'],
    ['/..', base, 'it leaves the base URL'],
    ['/a/../../admin', base, 'it leaves the base URL'],
    ['/%2e%2E/admin', base, 'it leaves the base URL'],
    ['\\..\\admin', base, 'it leaves the base URL'],
    ['/a%2f..%2f..%2fadmin', base, 'it leaves the base URL'],
    ['/%2e%2e%5cadmin', base, 'it leaves the base URL'],
    ['../v1x/admin', base, 'it leaves the base URL']
  ])('%j at %j is refused: %s', (url, baseUrl, why) => {
    expect(() => urlOf(url, baseUrl)).toThrow(
      expect.objectContaining({
        code: 'http.url',
        details: { url: expect.any(String), why: expect.stringContaining(why) }
      })
    )
  })

  it.each([
    ['https://evil.example/x', 'it is a full URL'],
    [' HTTPS://evil.example', 'it is a full URL'],
    ['https%3A%2F%2Fevil.example', 'it is a full URL'],
    ['http:/evil.example', 'it is a full URL'],
    ['//evil.example', 'it begins with two slashes'],
    ['/%2Fevil.example', 'it begins with two slashes'],
    ['%2f%5Cevil.example', 'it begins with two slashes'],
    ['\\\\evil.example', 'it begins with two slashes'],
    ['../admin', 'it contains “..”'],
    ['/a/../b', 'it contains “..”'],
    ['/a\\..\\b', 'it contains “..”'],
    ['/a/%2e%2E/b', 'it contains “..”'],
    ['/a/..%2f..%2fb', 'it contains “..”'],
    ['/a/%252e%252e%252fb', 'it contains “..”'],
    ['/a/%25252e%25252e/b', 'it contains “..”'],
    ['/a/..;/b', 'it contains “..”'],
    ['/a\nb', 'a line break or another control character']
  ])('as a path only, %j is refused: %s', (url, why) => {
    expect(() => requestUrl({ url, query: {}, baseUrl: base, onlyBelowBase: true })).toThrow(
      expect.objectContaining({
        code: 'http.url',
        details: { url: expect.any(String), why: expect.stringContaining(why) }
      })
    )
  })

  it.each([
    ['/users/7', 'https://api.example.com/v1/users/7'],
    ['users:search', 'https://api.example.com/v1/users:search'],
    ['/a..b/...', 'https://api.example.com/v1/a..b/...'],
    ['/files/50%25', 'https://api.example.com/v1/files/50%25'],
    [
      '/find?url=https://other.example/../x',
      'https://api.example.com/v1/find?url=https://other.example/../x'
    ],
    ['@evil.example', 'https://api.example.com/v1/@evil.example']
  ])('as a path only, %j is %s', (url, whole) => {
    expect(requestUrl({ url, query: {}, baseUrl: base, onlyBelowBase: true }).href).toBe(whole)
  })

  it('as a path only, no input can leave the base URL', () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.constantFrom(
              '/',
              '\\',
              '..',
              '.',
              '%2e',
              '%2F',
              '%5c',
              '%25',
              'a',
              ':',
              '@',
              'https:',
              ';',
              ' '
            )
          )
          .map(parts => parts.join('')),
        path => {
          try {
            const url = requestUrl({ url: path, query: {}, baseUrl: base, onlyBelowBase: true })
            expect(`${url.href}/`.startsWith(`${base}/`)).toBe(true)
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'http.url' })
          }
        }
      )
    )
  })

  it('is shown in a fault without query and password', () => {
    expect(() => urlOf('https://me:pw@other.example/x?key=1')).toThrow(
      'The URL “https://other.example/x” cannot'
    )
    expect(shownUrl(new URL('https://other.example/x?key=1'))).toBe('https://other.example/x')
  })

  it('gets its query after an existing one, which stays unchanged', () => {
    const query = { b: ['x y', '&=#'], c: 'ü' }
    expect(urlOf('/users?a=1%20%2b', base, query)).toBe(
      'https://api.example.com/v1/users?a=1%20%2b&b=x+y&b=%26%3D%23&c=%C3%BC'
    )
  })

  it('never leaves the base path or the base host, for any mapped path', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '?', '#', '@', ':', '//', ';', 'http:', '%'),
      fc.string({ unit: 'grapheme', maxLength: 6 })
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const path = pieces.join('')
        fc.pre(!/^\s*[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(path))
        try {
          const url = requestUrl({ url: path, query: {}, baseUrl: base })
          expect(url.origin).toBe('https://api.example.com')
          expect(url.pathname).toMatch(/^\/v1($|\/)/)
          const decoded = url.pathname.replace(/%(2e|2f|5c)/gi, decodeURIComponent)
          expect(decoded.split(/[/\\]/)).not.toContain('..')
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'http.url' })
        }
      }),
      { numRuns: 2_000 }
    )
  })

  it('keeps any query readable, and adds nothing else', () => {
    const values = fc.dictionary(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'grapheme' })
    )
    fc.assert(
      fc.property(values, query => {
        const url = requestUrl({ url: '/users', query, baseUrl: base })
        expect([...url.searchParams]).toEqual(Object.entries(query))
        expect(url.pathname).toBe('/v1/users')
      }),
      { numRuns: 1_000 }
    )
  })
})
