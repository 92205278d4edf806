import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { hash } from './card.ts'

const digest = async (algorithm: string, encoding: string, text: string): Promise<unknown> =>
  (await runCardAlone(hash, { algorithm, encoding }, { text })).digest

/** Test vectors of RFC 1321 appendix A.5 and of the FIPS 180-4 examples. */
test.each([
  ['md5', '', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['md5', 'abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['md5', 'message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ['sha1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['sha256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'sha384',
    'abc',
    'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'
  ],
  [
    'sha512',
    'abc',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'
  ]
])('[row 77b] the %s of “%s” equals the published value', async (algorithm, text, hex) => {
  expect(await digest(algorithm, 'hex', text)).toBe(hex)
  expect(await digest(algorithm, 'base64', text)).toBe(Buffer.from(hex, 'hex').toString('base64'))
  expect(await digest(algorithm, 'base64url', text)).toBe(Buffer.from(hex, 'hex').toString('base64url'))
})

test('text beyond ASCII is hashed as UTF-8', async () => {
  expect(await digest('md5', 'hex', 'é')).toBe('66ddcd97cfdeabb2f6fb8a999b4bc76f')
})

test('a missing text fails the card', async () => {
  await expect(runCardAlone(hash, { algorithm: 'sha256', encoding: 'hex' }, {})).rejects.toThrow(
    'card.input-missing'
  )
})
