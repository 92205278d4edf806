import { expect, test } from 'vitest'
import { placesIn } from './places-in.ts'
import { daysIn } from './retention-page.tsx'

test('places stand one a line, in their one spelling and once', () => {
  expect(placesIn(' body.user.ssn\n\nbody["user"].ssn\nheaders.authorization ')).toEqual({
    places: ['body.user.ssn', 'headers.authorization'],
    flaw: null
  })
  expect(placesIn('')).toEqual({ places: [], flaw: null })
})

test('the first line that is no place is named with what one looks like', () => {
  expect(placesIn('body.a\nssn\nrest').flaw).toBe(
    '“ssn” is not a valid path. Enter a path such as body.user.ssn, body.cards[*].number, headers.authorization or query.token.'
  )
})

test('days are whole numbers', () => {
  expect(['30', ' 7 ', '', '1.5', '-3', 'x'].map(daysIn)).toEqual([30, 7, null, null, null, null])
})
