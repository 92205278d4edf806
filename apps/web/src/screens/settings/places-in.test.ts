import { expect, test } from 'vitest'
import { placesIn } from './places-in.ts'
import { daysIn } from './retention-page.tsx'

test('paths are one per line, normalized and unique', () => {
  expect(placesIn(' body.user.ssn\n\nbody["user"].ssn\nheaders.authorization ')).toEqual({
    places: ['body.user.ssn', 'headers.authorization'],
    error: null
  })
  expect(placesIn('')).toEqual({ places: [], error: null })
})

test('the first invalid path is reported with examples', () => {
  expect(placesIn('body.a\nssn\nrest').error).toBe(
    '“ssn” is not a valid path. Enter a path such as body.user.ssn, body.cards[*].number, headers.authorization or query.token.'
  )
})

test('only whole numbers of days are accepted', () => {
  expect(['30', ' 7 ', '', '1.5', '-3', 'x'].map(daysIn)).toEqual([30, 7, null, null, null, null])
})
