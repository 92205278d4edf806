import { expect, test } from 'vitest'
import { dashOf, formatCards } from './format-cards.ts'

test('the number of cards that succeeded names the failed and the skipped ones', () => {
  expect(formatCards(['succeeded', 'succeeded'])).toBe('2 of 2 cards')
  expect(formatCards(['succeeded', 'stopped', 'not-reached'])).toBe('2 of 3 cards')
  expect(formatCards(['succeeded', 'skipped', 'failed', 'not-reached'])).toBe(
    '1 of 4 cards, card 3 failed, 1 skipped'
  )
  expect(formatCards(['running'])).toBe('0 of 1 card')
})

test('cards without a stored result are not counted', () => {
  expect(formatCards(['unknown', 'failed', 'not-reached'])).toBe('3 cards, card 2 failed')
})

test('a card without a result has an empty dash', () => {
  expect((['succeeded', 'failed', 'unknown', 'not-reached'] as const).map(dashOf)).toEqual([
    'done',
    'failed',
    'none',
    'none'
  ])
})
