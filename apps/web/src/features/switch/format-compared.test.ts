import { expect, test } from 'vitest'
import { formatCompared } from './format-compared.ts'

const fine = { listed: 1, fine: 1, adopted: 0, found: 0, missing: [], gone: 0, early: 0 }

test('a comparison without differences says so', () => {
  expect(formatCompared(fine)).toContain('match this installation')
})

test('a recent registration missing in the list is not reported as gone', () => {
  expect(formatCompared({ ...fine, listed: 0, fine: 0, early: 1 })).toContain('Compare again in a minute')
  expect(formatCompared({ ...fine, listed: 0, fine: 0, gone: 1 })).toContain('no registration was left')
})

test('a registration found in an earlier comparison is not reported as correct', () => {
  expect(formatCompared({ ...fine, listed: 2 })).toContain('still has registrations')
  expect(formatCompared({ ...fine, listed: 2, found: 1 })).toContain('The service has 1 registration')
})

test('a registration lost at the service is reported with the risk', () => {
  const words = formatCompared({ ...fine, listed: 0, fine: 0, missing: ['one'] })
  expect(words).toContain('events may be missed')
})
