import { authenticationKinds } from '@hookwright/engine'
import { expect, test } from 'vitest'
import { formatSignIn, kindLabels } from './kind-labels.ts'

test('a kind of authentication is called the same where it is chosen and where it is compared', () => {
  expect(kindLabels).toEqual(authenticationKinds)
})

test('the users of a connection read of the authorization code grant as OAuth 2', () => {
  expect(formatSignIn('authorization-code')).toBe('OAuth 2')
  expect(formatSignIn('client-credentials')).toBe('OAuth 2 client credentials')
})
