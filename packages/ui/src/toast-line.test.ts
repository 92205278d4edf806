import { expect, test } from 'vitest'
import { openToastLine } from './toast-line.ts'

test('messages before the first display wait in order, and closed ones are not shown', () => {
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

test('a loader of the display is called for each waiting message only', () => {
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

test('a message is closed under its id', () => {
  const line = openToastLine()
  const closed: string[] = []
  line.serve({ show: () => {}, close: id => closed.push(id) })
  const id = line.show({ say: 'Saved.' })
  line.close(id)
  expect(closed).toEqual([id])
})
