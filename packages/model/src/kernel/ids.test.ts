import { expect, test } from 'vitest'
import { Id } from './ids.ts'

test('an id is a UUID in lower case; the same in upper case is refused with a sentence', () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057'
  expect(Id.parse(id)).toBe(id)
  expect(Id.safeParse(id.toUpperCase()).error?.issues.map(issue => issue.message)).toEqual([
    'An id must be in lower case.'
  ])
})
