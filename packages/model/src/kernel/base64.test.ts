import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOfBase64, bytesOfBase64Url, decodeBase64, encodeBase64 } from './base64.ts'
import { bytesOf } from './text-bytes.ts'

test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy']
])('“%s” is encoded as “%s”, as in RFC 4648 section 10', (text, written) => {
  expect(encodeBase64(bytesOf(text), 'base64')).toBe(written)
  expect(decodeBase64(written)).toEqual(bytesOf(text))
})

test('the alphabet for URLs has - and _ and no padding', () => {
  expect(encodeBase64(Uint8Array.of(0xfb, 0xff, 0xbf, 0xff), 'base64')).toBe('+/+//w==')
  expect(encodeBase64(Uint8Array.of(0xfb, 0xff, 0xbf, 0xff), 'base64url')).toBe('-_-__w')
})

test('bytes are read back in both alphabets, with and without padding, as by Node', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      const usual = encodeBase64(bytes, 'base64')
      const forUrls = encodeBase64(bytes, 'base64url')
      expect(usual).toBe(Buffer.from(bytes).toString('base64'))
      expect(forUrls).toBe(Buffer.from(bytes).toString('base64url'))
      for (const text of [usual, forUrls, usual.replaceAll('=', ''), forUrls.padEnd(usual.length, '=')])
        expect(decodeBase64(text)).toEqual(bytes)
    })
  )
})

test.each([
  'A',
  'A=',
  'AA=',
  'A===',
  '=',
  '====',
  'AAA==',
  'AAAA=',
  'AAAA====',
  'AA==AA==',
  'AA A',
  'AA\n=',
  'AA.A',
  'AAÄA',
  'AA😀'
])('“%s” is not Base64', text => {
  expect(decodeBase64(text)).toBeNull()
})

test('any text is Base64 or not, without a throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const bytes = decodeBase64(text)
      if (bytes !== null) expect(Buffer.from(bytes)).toEqual(Buffer.from(text, 'base64'))
    })
  )
})

test('each byte sequence has one canonical text; any other text is refused', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), text => {
      const found = bytesOfBase64(text)
      expect(found === null || Buffer.from(found).toString('base64') === text).toBe(true)
      const url = bytesOfBase64Url(text)
      expect(url === null || Buffer.from(url).toString('base64url') === text).toBe(true)
    })
  )
  for (const text of ['YQ', 'YQ=', 'YR==', 'Y Q=', 'YQ==\n', '====']) expect(bytesOfBase64(text)).toBeNull()
})
