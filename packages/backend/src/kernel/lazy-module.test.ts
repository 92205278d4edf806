import { expect, test } from 'vitest'
import { createLazyModule, memoizeLoad } from './lazy-module.ts'

test('a lazy module is loaded once, at the first call', async () => {
  let loads = 0
  const load = memoizeLoad(async () => {
    loads += 1
    return { double: async (number: number) => number * 2 }
  })
  const part = createLazyModule(load)
  expect(loads).toBe(0)
  expect(await Promise.all([part.double(1), part.double(2)])).toEqual([2, 4])
  expect(loads).toBe(1)
})

test('a failed load is tried again at the next call', async () => {
  let loads = 0
  const load = memoizeLoad(async () => {
    loads += 1
    if (loads === 1) throw new Error('The file is locked.')
    return { name: async () => 'Ada' }
  })
  const part = createLazyModule(load)
  await expect(part.name()).rejects.toThrow('The file is locked.')
  expect(await part.name()).toBe('Ada')
})
