import { alertKinds } from '@hookwright/model'
import { expect, test } from 'vitest'
import { alertGroups } from './alert-groups.ts'

test('each kind of alert is in exactly one group', () => {
  expect(alertGroups.flatMap(({ kinds }) => kinds).toSorted()).toEqual(alertKinds.toSorted())
})
