import { expect, test } from 'vitest'
import { formatCompared } from './format-compared.ts'

const fine = { listed: 1, fine: 1, adopted: 0, found: 0, missing: [], gone: 0, early: 0 }

test('a comparison that finds nothing amiss says so', () => {
  expect(formatCompared(fine)).toContain('match this installation')
})

test('what is not listed a moment after it was asked for is not said to be gone', () => {
  expect(formatCompared({ ...fine, listed: 0, fine: 0, early: 1 })).toContain('Compare again in a minute')
  expect(formatCompared({ ...fine, listed: 0, fine: 0, gone: 1 })).toContain('nothing was left')
})

test('what was found in an earlier comparison is not said to be as it should', () => {
  expect(formatCompared({ ...fine, listed: 2 })).toContain('were found before')
  expect(formatCompared({ ...fine, listed: 2, found: 1 })).toContain('The service has 1 registration')
})

test('what the service has lost is said with what can be done about it', () => {
  const words = formatCompared({ ...fine, listed: 0, fine: 0, missing: ['one'] })
  expect(words).toContain('events may be missed')
})
