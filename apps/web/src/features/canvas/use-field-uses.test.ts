import { expect, test } from 'vitest'
import { inParts } from './use-field-uses.ts'

test('fields are requested in batches of at most 200', () => {
  const fields = Array.from({ length: 450 }, (_, at) => `f${at}`)
  expect(inParts(fields).map(part => part.length)).toEqual([200, 200, 50])
  expect(inParts(fields).flat()).toEqual(fields)
  expect(inParts([])).toEqual([])
})
