import { expect, test } from 'vitest'
import { sayBy } from './use-say.ts'

// review: trial 6
test('a message can be taken away once what it offers was done elsewhere', () => {
  const shown = new Map<string, string>()
  const say = sayBy({
    show: ({ say: sentence }) => {
      shown.set(`t${shown.size}`, sentence)
      return `t${shown.size - 1}`
    },
    close: id => void shown.delete(id)
  })
  const takeAway = say.warns('The service does not list this flow’s subscription.', {
    label: 'Register again',
    run: () => {}
  })
  say.done('Saved.')
  takeAway()
  expect([...shown.values()]).toEqual(['Saved.'])
})
