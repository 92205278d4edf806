import { authenticationKinds } from '@hookwright/engine'
import { expect, test } from 'vitest'
import { formatSignIn, kindLabels } from './kind-labels.ts'

test('a kind of authentication has the same name in the form and in comparisons', () => {
  expect(kindLabels).toEqual(authenticationKinds)
})

test('the authorization code grant is shown to users as OAuth 2', () => {
  expect(formatSignIn('authorization-code')).toBe('OAuth 2')
  expect(formatSignIn('client-credentials')).toBe('OAuth 2 client credentials')
})
