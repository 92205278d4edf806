import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryKeyOf, recordKeyOf } from './dedup-key.ts'

const effects: Parameters<typeof deliveryKeyOf>[0] = {
  crypto: {
    hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
    hmac: (algorithm, key, bytes) => createHmac(algorithm, key).update(bytes).digest()
  }
}
const anyId = fc.string({ unit: 'grapheme', maxLength: 200 })

test('two ids have one dedup key only if they are equal, at any length', () => {
  fc.assert(
    fc.property(anyId, anyId, (one, other) => {
      const keys = [one, other].map(id => Buffer.from(deliveryKeyOf(effects, id)).toString('hex'))
      expect(keys[0] === keys[1]).toBe(one === other)
      expect(keys[0]?.length).toBeLessThanOrEqual(130)
    })
  )
})

test('consecutive ids have consecutive dedup keys', () => {
  const keys = ['evt_1001', 'evt_1002', 'evt_1003'].map(id => Buffer.from(deliveryKeyOf(effects, id)))
  expect(keys.toSorted(Buffer.compare)).toEqual(keys)
})

test('no short id has the dedup key of a long one', () => {
  const long = 'a'.repeat(65)
  const key = Buffer.from(deliveryKeyOf(effects, long))
  expect(key).toHaveLength(17)
  expect(Buffer.from(deliveryKeyOf(effects, key.toString('utf8'))).equals(key)).toBe(false)
})

test('the id of a record is never stored in plain text', () => {
  expect(Buffer.from(recordKeyOf(effects, 'someone@acme.example')).toString()).not.toContain('someone')
})
