import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AllowedHost, Authentication, noAuthentication, Placement } from './authentication.ts'
import { Branding, ConnectorName, plainBranding, slugOf, validateConnectorName } from './connector.ts'

describe('the slug of a name', () => {
  test.each([
    ['Acme HR', 'acme_hr'],
    ['  Größe & Maß  ', 'gro_e_ma'],
    ['Crème brûlée', 'creme_brulee'],
    ['ＦＵＬＬ', 'full'],
    ['名前', 'connector'],
    ['---', 'connector'],
    ['', 'connector'],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
    ['a'.repeat(80), 'a'.repeat(40)]
  ])('of %j is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  test('is 1 to 40 letters and digits with single _ between, for any name', () => {
    const names = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('a', '-', ' ', 'é', '9'), { maxLength: 90 }).map(parts => parts.join(''))
    )
    fc.assert(
      fc.property(names, name => {
        const slug = slugOf(name)
        expect(slug).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/)
        expect(slug.length).toBeLessThanOrEqual(40)
        expect(slugOf(slug)).toBe(slug)
      }),
      { numRuns: 500 }
    )
  })
})

describe('a connector', () => {
  test('has a name of 1 to 80 characters without spaces at its ends', () => {
    expect(ConnectorName.parse(' Acme HR ')).toBe('Acme HR')
    expect(ConnectorName.safeParse('  ').success).toBe(false)
    expect(ConnectorName.safeParse('x'.repeat(81)).success).toBe(false)
  })

  test.each([
    ['', /Enter a name/],
    [' a', /space at the start or end/],
    ['a ', /space at the start or end/],
    ['A/B', /only letters, digits, spaces, - and _/],
    ['Acme\tHR', /only letters, digits, spaces, - and _/],
    ['x'.repeat(81), /at most 80 characters/],
    ['ACME hr', /“ACME hr” already exists/]
  ])('cannot be named %j, with the reason', (typed, reason) => {
    expect(validateConnectorName(typed, ['Other', 'Acme HR'])).toMatch(reason)
  })

  test.each(['Acme HR', 'Größe-2_b', '名前'])('can be named %j', typed => {
    expect(validateConnectorName(typed, ['Other'])).toBe(null)
  })

  test('links to its documentation by http or https only', () => {
    const withDocs = (docsUrl: string): boolean => Branding.safeParse({ ...plainBranding, docsUrl }).success
    expect(withDocs('https://acme.test/docs')).toBe(true)
    expect(withDocs('javascript:alert(1)')).toBe(false)
    expect(Branding.safeParse({ ...plainBranding, logo: 'https://acme.test/a.png' }).success).toBe(false)
    expect(Branding.safeParse({ ...plainBranding, accent: 'red' }).success).toBe(false)
  })

  test('starts with an authentication that parses', () => {
    expect(Authentication.parse(noAuthentication)).toEqual(noAuthentication)
  })
})

describe('authentication', () => {
  test.each(['api.example.com', 'api.example.com:8443', '*.example.com', 'localhost', '127.0.0.1:80'])(
    'can allow the host %s',
    host => {
      expect(AllowedHost.safeParse(host).success).toBe(true)
    }
  )

  test.each([
    '',
    '*',
    'https://a.com',
    'a.com/x',
    'A.com',
    'a..com',
    '*.*.com',
    'a.com:',
    'user@a.com',
    'a.com\n'
  ])('cannot allow the host %j', host => {
    expect(AllowedHost.safeParse(host).success).toBe(false)
  })

  test('never places a header whose name could break a request', () => {
    const header = (name: string): boolean =>
      Placement.safeParse({ kind: 'header', name, value: { kind: 'literal', value: 'x' } }).success
    expect(header('X-Api-Key')).toBe(true)
    expect(['X Key', 'X:Key', 'X\r\nKey', ''].map(header)).toEqual([false, false, false, false])
  })
})
