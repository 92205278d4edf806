import { describe, expect, it } from 'vitest'
import { createIds } from './create-ids.ts'

describe('ids', () => {
  it('are UUIDs of version 7 that carry the moment', () => {
    const id = createIds(() => 0x0123456789ab)()
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('rise, within a millisecond and when the clock goes back', () => {
    let now = 1_000_000
    const newId = createIds(() => now)
    const ids: string[] = []
    for (let count = 0; count < 5_000; count++) {
      if (count % 1_000 === 999) now += count % 2_000 === 999 ? 3 : -2
      ids.push(newId())
    }
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('differ between two processes that start in one millisecond', () => {
    const [one, other] = [createIds(() => 5), createIds(() => 5)]
    expect(one()).not.toBe(other())
  })
})
