import { expect, test } from 'vitest'
import { atMost } from './at-most.ts'

test('never more than the limit run at once, all of them run, in order', async () => {
  const gate = atMost(2)
  const begun: number[] = []
  let running = 0
  let most = 0
  const results = await Promise.all(
    Array.from({ length: 9 }, (_, n) =>
      gate(async () => {
        begun.push(n)
        running += 1
        most = Math.max(most, running)
        await new Promise(resolve => setImmediate(resolve))
        running -= 1
        return n
      })
    )
  )
  expect(most).toBe(2)
  expect(begun).toEqual(results)
})

test('a failed call frees its slot and fails for its caller only', async () => {
  const gate = atMost(1)
  const failed = gate(async () => {
    throw new Error('broken')
  })
  await expect(failed).rejects.toThrow('broken')
  expect(await gate(async () => 'next')).toBe('next')
})
