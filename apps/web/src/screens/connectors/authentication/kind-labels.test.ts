import { authenticationKinds } from '@hookwright/engine'
import { expect, test } from 'vitest'
import { kindLabels } from './kind-labels.ts'

test('a kind of authentication is called the same where it is chosen and where it is compared', () => {
  expect(kindLabels).toEqual(authenticationKinds)
})
