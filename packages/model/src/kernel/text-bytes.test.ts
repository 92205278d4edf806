import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from '../receiving/fill.ts'
import { withXmlText, xmlText } from '../receiving/xml-text.ts'
import { base64Of, base64UrlOf, bytesOfBase64, bytesOfBase64Url } from './base64.ts'
import { bytesOf, bytesOfHex, hexOf, textOf } from './text-bytes.ts'

const bytes = fc.uint8Array({ maxLength: 70 })

test('bytes are encoded like in Node, and decoded again', () => {
  fc.assert(
    fc.property(bytes, sample => {
      const node = Buffer.from(sample)
      expect([hexOf(sample), base64Of(sample), base64UrlOf(sample)]).toEqual(
        (['hex', 'base64', 'base64url'] as const).map(encoding => node.toString(encoding))
      )
      if (sample.length > 0) expect(bytesOfHex(hexOf(sample))).toEqual(sample)
      expect(bytesOfBase64(base64Of(sample))).toEqual(sample)
      expect(bytesOfBase64Url(base64UrlOf(sample))).toEqual(sample)
    })
  )
})

test('bytes that are not UTF-8 are not text', () => {
  expect(textOf(Uint8Array.from([0xff]))).toBeNull()
  expect(textOf(bytesOf('Zoë'))).toBe('Zoë')
})

test('text is decoded from its bytes, with a byte order mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(textOf(bytesOf(text))).toBe(text)
    })
  )
  expect(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA')
})

test.each([[[0xff]], [[0xc3]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]]])('the bytes %j are not UTF-8', bytes => {
  expect(textOf(Uint8Array.from(bytes))).toBeNull()
})

test('a checksum equals the published one', () => {
  expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926)
})

test('an XML element is read if it exists once and contains no other markup', () => {
  expect(xmlText('<a><n:Id x="1">7</n:Id></a>', 'Id')).toBe('7')
  for (const xml of [
    '<Id>1</Id><Id>2</Id>',
    '<Id><b/></Id>',
    '<Id>a&amp;b</Id>',
    '<!-- <Id>1</Id> -->',
    '<Ids>1</Ids>',
    ''
  ])
    expect(xmlText(xml, 'Id')).toBeNull()
  expect(xmlText(withXmlText('<a><Id>-</Id></a>', 'Id', '7'), 'Id')).toBe('7')
  expect(xmlText('<a>1</a>', 'a(')).toBeNull()
})
