import { expect, test } from 'vitest'
import { openToastLine } from './toast-line.ts'

test('what is said before it can be shown waits in its order, and what is closed meanwhile does not come', () => {
  const line = openToastLine()
  const shown: string[] = []
  line.show({ say: 'Saved.' })
  const second = line.show({ say: 'Deleted.' })
  line.show({ say: 'Undone.' })
  line.close(second)
  const end = line.serve({ show: (_, { say }) => shown.push(say), close: () => {} })
  expect(shown).toEqual(['Saved.', 'Undone.'])
  line.show({ say: 'Saved again.' })
  end()
  line.show({ say: 'Saved once more.' })
  expect(shown).toEqual(['Saved.', 'Undone.', 'Saved again.'])
  line.serve({ show: (_, { say }) => shown.push(say), close: () => {} })
  expect(shown.at(-1)).toBe('Saved once more.')
})

test('who brings what shows them hears of everything that waits, and of nothing else', () => {
  const line = openToastLine()
  line.show({ say: 'Saved.' })
  let told = 0
  const end = line.whenWaiting(() => {
    told += 1
  })
  expect(told).toBe(1)
  line.show({ say: 'Deleted.' })
  expect(told).toBe(2)
  line.serve({ show: () => {}, close: () => {} })
  line.show({ say: 'Undone.' })
  end()
  expect(told).toBe(2)
})

test('what is shown is closed under the id that it was given', () => {
  const line = openToastLine()
  const closed: string[] = []
  line.serve({ show: () => {}, close: id => closed.push(id) })
  const id = line.show({ say: 'Saved.' })
  line.close(id)
  expect(closed).toEqual([id])
})
