import { expect, test } from 'vitest'
import { isVersionNext } from './draft-section.tsx'

test.each([
  ['a draft without a version', undefined, null, true],
  ['a draft that has changed since the deployment', 'deployed', 2, true],
  ['a draft that is deployed as it is', 'deployed', 0, false],
  ['a draft whose changes are not known yet', 'deployed', null, false],
  ['a draft whose test version waits', 'test', 2, false]
] as const)('%s suggests a new version or not', (_, status, changes, isNext) => {
  const newest = status === undefined ? undefined : { status }
  expect(isVersionNext({ errors: 0, newest, changes })).toBe(isNext)
  expect(isVersionNext({ errors: 1, newest, changes })).toBe(false)
})
