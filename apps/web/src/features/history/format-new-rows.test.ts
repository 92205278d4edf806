import { expect, test } from 'vitest'
import { createNewRowsAnnouncer } from './format-new-rows.ts'

const stage = () => {
  const said: string[] = []
  const timers: (() => void)[] = []
  const waits: number[] = []
  const words = createNewRowsAnnouncer({
    noun: { one: 'delivery', many: 'deliveries' },
    say: sentence => said.push(sentence),
    after: (wait, run) => {
      waits.push(wait)
      timers.push(run)
    }
  })
  return { said, waits, words, pass: () => timers.shift()?.() }
}

test('the first new rows are announced at once, later ones together after five seconds', () => {
  const { said, waits, words, pass } = stage()
  words.came(1)
  words.came(2)
  words.came(1)
  expect(said).toEqual(['1 new delivery'])
  pass()
  expect(said).toEqual(['1 new delivery', '3 new deliveries'])
  expect(waits).toEqual([5_000, 5_000])
})

test('nothing is announced without new rows or after closing', () => {
  const { said, words, pass } = stage()
  words.came(1)
  pass()
  words.came(4)
  expect(said).toEqual(['1 new delivery', '4 new deliveries'])
  words.came(1)
  words.close()
  pass()
  expect(said).toHaveLength(2)
})
