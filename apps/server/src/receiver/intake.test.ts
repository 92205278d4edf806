import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createByteBudget } from '../http/byte-budget.ts'
import { createIntake } from './intake.ts'

test('accepts a limited number of requests at once, and another when one has ended', () => {
  const intake = createIntake({ requests: 2, budget: createByteBudget(100) })
  expect([intake.enter(), intake.enter(), intake.enter()]).toEqual([true, true, false])
  intake.leave(0)
  expect(intake.enter()).toBe(true)
})

test('bodies share one byte budget, and no request enters while it is used up', () => {
  const intake = createIntake({ requests: 9, budget: createByteBudget(100) })
  intake.enter()
  expect(intake.hold(100)).toBe(true)
  expect(intake.enter()).toBe(false)
  expect(intake.hold(1)).toBe(false)
  intake.leave(101)
  expect(intake.enter()).toBe(true)
})

test('the whole budget is free once all requests have left, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(200), { maxLength: 5 }), { maxLength: 20 }), bodies => {
      const intake = createIntake({ requests: 4, budget: createByteBudget(500) })
      const inside: number[] = []
      for (const chunks of bodies) {
        if (!intake.enter()) intake.leave(inside.shift() ?? 0)
        else {
          for (const chunk of chunks) intake.hold(chunk)
          inside.push(chunks.reduce((sum, chunk) => sum + chunk, 0))
        }
      }
      for (const held of inside) intake.leave(held)
      expect([1, 2, 3, 4].map(() => intake.enter())).toEqual([true, true, true, true])
      expect(intake.hold(500)).toBe(true)
    })
  )
})
