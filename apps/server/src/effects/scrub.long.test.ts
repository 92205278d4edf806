import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrubber } from './scrub.ts'

/**
 * Functions that embed a secret in other text, for every encoding in which a service, a log or a flow may
 * contain it.
 */
const encodings: Record<string, (secret: string, before: string, after: string) => string> = {
  plain: (secret, before, after) => before + secret + after,
  json: (secret, before, after) => JSON.stringify({ [before]: secret + after }),
  'json in json': (secret, before, after) => JSON.stringify(JSON.stringify([before, secret + after])),
  'json with escaped slashes': (secret, before, after) =>
    before + JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/') + after,
  'json in ascii': (secret, before, after) =>
    before +
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) +
    after,
  'a part of a URL': (secret, before, after) => before + encodeURIComponent(secret) + after,
  'json in upper-case ascii': (secret, before, after) =>
    before +
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(
        /[^\0-\x7f]/g,
        unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`
      ) +
    after,
  'a part of a URL with every sign escaped': (secret, before, after) =>
    before +
    encodeURIComponent(secret).replace(
      /[!'()*]/g,
      sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
    ) +
    after,
  'a part of a URL in lower case': (secret, before, after) =>
    before + encodeURIComponent(secret).replace(/%../g, code => code.toLowerCase()) + after,
  'a URL': (secret, before, after) => encodeURI(before + secret + after),
  'a URL as browsers write its query': (secret, before, after) =>
    encodeURI(before + secret + after).replaceAll("'", '%27'),
  'a form by hand': (secret, before, after) =>
    encodeURIComponent(before + secret + after).replaceAll('%20', '+'),
  'a path': (secret, before, after) =>
    new URL(`https://a.example/${encodeURIComponent(before + secret + after)}`).href,
  'a query': (secret, before, after) => `?${new URLSearchParams({ [before]: secret + after })}`,
  base64: (secret, before, after) => Buffer.from(before + secret + after).toString('base64'),
  base64url: (secret, before, after) => Buffer.from(before + secret + after).toString('base64url'),
  'base64 in a query': (secret, before, after) =>
    `${new URLSearchParams({ auth: Buffer.from(before + secret + after).toString('base64') })}`,
  hex: (secret, before, after) => before + Buffer.from(secret).toString('hex') + after,
  'upper-case hex': (secret, before, after) =>
    before + Buffer.from(secret).toString('hex').toUpperCase() + after
}

const decoders: ((text: string) => string)[] = [
  text => Buffer.from(text.replaceAll('•••', ''), 'base64').toString(),
  text => Buffer.from(text, 'base64').toString()
]

// Characters that every encoding treats in its own way; well formed, since UTF-8 cannot hold half a surrogate pair.
const secretText = fc
  .string({
    unit: fc.constantFrom(...'abcXYZ0189 +/=%&?#"\\\'<>~!*().-_:@äß€漢🙂'.split(/(?:)/u)),
    minLength: 4
  })
  .filter(text => text.trim() === text)
const otherText = fc.string({ unit: fc.constantFrom(...'qrst{}:,;'), maxLength: 12 })

describe('a scrubber', () => {
  it.each(Object.entries(encodings))('lets no secret survive as %s', (_, encode) => {
    fc.assert(
      fc.property(secretText, otherText, otherText, (secret, before, after) => {
        const text = encode(secret, before, after)
        const scrubbed = scrubber([secret])(text)
        expect(scrubbed).toContain('•••')
        expect(scrubbed).not.toContain(secret)
        expect(scrubbed).not.toBe(text)
        for (const decode of decoders) expect(decode(scrubbed)).not.toContain(secret)
      }),
      { numRuns: 300 }
    )
  })

  it.each(Object.entries(encodings))('finds a secret as %s wherever it stands in a value', (_, encode) => {
    fc.assert(
      fc.property(secretText, otherText, otherText, (secret, before, after) => {
        const text = encode(secret, before, after)
        const scrub = scrubber([secret, 'another-secret'])
        const scrubbed = scrub(text)
        expect(scrub([{ other: 'x', list: [before, text] }])).toEqual([
          { other: 'x', list: [before, scrubbed] }
        ])
        expect(scrub({ [`key ${text}`]: 1 })).toEqual({ [scrub(`key ${text}`)]: 1 })
      }),
      { numRuns: 100 }
    )
  })

  describe.each([
    ['small', 3],
    ['large', 500]
  ])('in a %s value', (_, size) => {
    it.each<[string, { secret: string; holds: unknown; leaves: unknown }]>([
      ['as a text', { secret: 's3cr3t "key"', holds: 's3cr3t "key"', leaves: '•••' }],
      ['in a text', { secret: 's3cr3t "key"', holds: 'say "s3cr3t "key""', leaves: 'say "•••"' }],
      ['in a text of JSON', { secret: 's3cr3t "key"', holds: '["s3cr3t \\"key\\""]', leaves: '["•••"]' }],
      ['in a key', { secret: 's3cr3t "key"', holds: { 'a s3cr3t "key"': 1 }, leaves: { 'a •••': 1 } }],
      ['as a short text', { secret: 'a"b', holds: 'a"b', leaves: '•••' }],
      ['as a number', { secret: '987654321', holds: 987654321, leaves: '•••' }],
      ['as half a pair', { secret: '\udca9-key', holds: '\ud83d\udca9-key', leaves: '\ud83d•••' }],
      ['beside what JSON cannot write', { secret: 's3cr3t', holds: [1n, 's3cr3t'], leaves: [1n, '•••'] }]
    ])('finds a secret %s, wherever it stands', (_, { secret, holds, leaves }) => {
      const scrub = scrubber([secret, 'another-secret'])
      // A number is no sign of a secret but where one may be a number, so that there is none.
      const beside = (at: number): unknown => [`item ${at}`, { deep: [true, { is: null }] }]
      for (const place of [0, Math.floor(size / 2), size - 1]) {
        const listOf = (part: unknown): unknown[] =>
          Array.from({ length: size }, (_, at) => (at === place ? { deep: [{ part }] } : beside(at)))
        const objectOf = (part: unknown): unknown => ({ name: Object.assign({}, listOf(part)), of: null })
        expect(scrub(listOf(holds))).toEqual(listOf(leaves))
        expect(scrub(objectOf(holds))).toEqual(objectOf(leaves))
      }
      const clean = Array.from({ length: size }, (_, at) => beside(at))
      expect(scrub(clean)).toBe(clean)
    })

    it('finds each secret beside one that stands in another, and one after the other', () => {
      const scrub = scrubber(['inner', 'the inner secret'])
      const beside = Array.from({ length: size }, (_, at) => `item ${at}`)
      for (let times = 1; times <= 3; times++) {
        expect(scrub([beside, 'an inner text'])).toEqual([beside, 'an ••• text'])
        expect(scrub([beside, 'the inner secret'])).toEqual([beside, '•••'])
        expect(scrub(beside)).toBe(beside)
      }
    })
  })

  it('finds a number that is a secret beside a shorter text that stands in it', () => {
    for (const [text, number] of [
      ['-', -1250],
      ['.', 12.75],
      ['e', 1e21],
      ['1', 14]
    ] as const)
      expect(scrubber([text, String(number)])({ status: 'ok', balance: number })).toEqual({
        status: 'ok',
        balance: '•••'
      })
  })

  it('leaves what is around a secret', () => {
    expect(scrubber(['s3cr3t-key'])('Bearer s3cr3t-key, then s3cr3t-key.')).toBe('Bearer •••, then •••.')
  })

  it('removes a password out of a Basic header, whatever the length of the user name', () => {
    for (const user of ['a', 'ab', 'abc', 'abcd']) {
      const digits = Buffer.from(`${user}:pass-w0rd`).toString('base64')
      // What is left holds no bit of the password.
      const left = digits.slice(0, Math.floor(((user.length + 1) * 8) / 6))
      expect(scrubber(['pass-w0rd'])(`Basic ${digits}`).replace(/=*$/, '')).toBe(`Basic ${left}•••`)
    }
  })

  it('removes a secret inside another one together with it', () => {
    expect(scrubber(['inner', 'the inner secret'])('say the inner secret, inner')).toBe('say •••, •••')
  })

  it('removes two secrets that follow each other or share characters, in every alignment', () => {
    const scrub = scrubber(['first-secret', 'other-secret', 'secretother'])
    for (const before of ['', 'a', 'ab']) {
      const text = `${before}first-secretother-secret`
      expect(scrub(text)).toBe(`${before}•••`)
      expect(scrub(Buffer.from(text).toString('base64'))).toMatch(/^\w{0,3}•••=*$/)
    }
  })

  it('leaves one placeholder for two adjacent secrets', () => {
    const scrub = scrubber(['first-secret', 'other-secret'])
    expect(scrub('a first-secretother-secret b')).toBe('a ••• b')
    expect(scrub('a first-secret other-secret b')).toBe('a ••• ••• b')
  })

  it('leaves nothing of a secret whose Base64 is cut off right before or behind it', () => {
    const scrub = scrubber(['pass-w0rd'])
    for (const before of ['', 'a', 'ab']) {
      const digits = Buffer.from(`${before}pass-w0rd and more`).toString('base64')
      const own = Math.ceil((before.length * 8) / 6)
      const end = Math.floor(((before.length + 9) * 8) / 6)
      expect(scrub(digits.slice(own))).toMatch(/^•••/)
      expect(scrub(digits.slice(0, end))).toMatch(/•••$/)
      expect(scrub(digits.slice(own, end))).toBe('•••')
    }
  })

  it('goes into lists, objects and keys, and leaves the rest as it is', () => {
    const untouched = { a: [1, null, true, 'text'] }
    const value = { 'key-s3cr3t': ['s3cr3t', { deep: 'x s3cr3t y' }], untouched, other: 's3' }
    const scrubbed = scrubber(['s3cr3t'])(value)
    expect(scrubbed).toEqual({ 'key-•••': ['•••', { deep: 'x ••• y' }], untouched, other: 's3' })
    expect(scrubbed.untouched).toBe(untouched)
    expect(value.other).toBe('s3')
  })

  it('keeps an own key named __proto__ a key', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":"s3cr3t"}}')
    expect(JSON.stringify(scrubber(['s3cr3t'])(value))).toBe('{"__proto__":{"polluted":"•••"}}')
  })

  it('removes a number that is a secret', () => {
    expect(scrubber(['48213377'])({ pin: 48213377, other: 4821 })).toEqual({ pin: '•••', other: 4821 })
  })

  it('removes a secret of fewer than four characters only where it is the whole text', () => {
    expect(scrubber(['abc'])(['abc', 'abcd', { abc: 1 }])).toEqual(['•••', 'abcd', { '•••': 1 }])
  })

  it('finds a secret that was entered with blanks around it, without them too', () => {
    expect(scrubber([' s3cr3t\n'])('key=s3cr3t;')).toBe('key=•••;')
    expect(scrubber(['  ab '])('about')).toBe('about')
  })

  it('gives back the very value when there is nothing to remove', () => {
    const value = { a: ['text'] }
    expect(scrubber([])(value)).toBe(value)
    expect(scrubber([''])(value)).toBe(value)
    expect(scrubber(['s3cr3t'])(value)).toBe(value)
  })
})
