import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdMap } from './id-map.ts'

/** Arbitrary ids for testing collisions: they often repeat or have the same slot. */
const ids = fc.oneof(
  fc.nat(40).map(String),
  fc.nat(40).map(number => `id ${number * 64}`),
  fc.nat(400).map(number => `018f2c6e-0000-7000-8000-${number.toString(16).padStart(12, '0')}`),
  fc.constant('')
)

const acts = fc.array(
  fc.oneof(fc.record({ set: ids, value: fc.nat() }), fc.record({ delete: ids }), fc.record({ get: ids })),
  { maxLength: 600, size: 'max' }
)

test('the map equals a plain map after any insertions and removals', () => {
  fc.assert(
    fc.property(acts, sequence => {
      const map = new Map<string, number>()
      const own = createIdMap<number>()
      for (const act of sequence) {
        if ('set' in act) {
          map.set(act.set, act.value)
          own.set(act.set, act.value)
        } else if ('delete' in act) expect(own.delete(act.delete)).toBe(map.delete(act.delete))
        else expect(own.get(act.get)).toBe(map.get(act.get))
        expect(own.size()).toBe(map.size)
      }
      for (const [id, value] of map) expect(own.get(id)).toBe(value)
    })
  )
})

test('the map can have many entries', () => {
  const own = createIdMap<number>()
  const many = Array.from(
    { length: 20_000 },
    (_, at) => `018f2c6e-0000-7000-8000-${at.toString(16).padStart(12, '0')}`
  )
  many.forEach((id, at) => {
    own.set(id, at)
  })
  expect(many.every((id, at) => own.get(id) === at)).toBe(true)
  for (const id of many) own.delete(id)
  expect(own.size()).toBe(0)
})
