import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRecent } from './recent.ts'

const MOST = 8

const acts = fc.array(fc.oneof(fc.record({ set: fc.nat(30) }), fc.record({ delete: fc.nat(30) })))

test('the newest half of the entries is always current, without removed ones', () => {
  fc.assert(
    fc.property(acts, sequence => {
      const recent = createRecent<number, string>(MOST)
      const said = new Map<number, string>()
      sequence.forEach((act, at) => {
        if ('set' in act) {
          said.delete(act.set)
          said.set(act.set, `${at}`)
          recent.set(act.set, `${at}`)
        } else {
          said.delete(act.delete)
          recent.delete(act.delete)
        }
      })
      const newest = [...said].slice(-MOST / 2)
      expect(newest.map(([key]) => recent.get(key))).toEqual(newest.map(([, value]) => value))
      for (let key = 0; key <= 30; key++) if (!said.has(key)) expect(recent.get(key)).toBeUndefined()
    })
  )
})

test('the number of entries never exceeds the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 20 }), keys => {
      const recent = createRecent<number, boolean>(MOST)
      for (const key of keys) recent.set(key, true)
      const known = [...new Set(keys)].filter(key => recent.get(key) === true)
      expect(known.length).toBeLessThanOrEqual(MOST)
    })
  )
})
