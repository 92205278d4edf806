import { expect, test } from 'vitest'
import { Authentication, noAuthentication } from './authentication.ts'
import { connectionFormOf } from './connection.ts'
import { connectionFieldsOf, methodOf, methodsOf, needsConnection } from './methods.ts'

const field = (id: string, label: string) => ({ id, label, entry: 'text', required: true }) as const
const several: Authentication = {
  ...noAuthentication,
  name: 'Key',
  fields: [field('key', 'API key')],
  others: [{ ...noAuthentication, id: 'oauth', name: 'OAuth', fields: [field('oauth_site', 'Site')] }]
}

test('an older authentication has one method', () => {
  expect(methodsOf(noAuthentication)).toEqual([{ ...noAuthentication, id: 'main' }])
  expect(methodOf(noAuthentication, 'main')).toEqual({ ...noAuthentication, id: 'main' })
  expect(methodOf(noAuthentication, 'oauth')).toBeNull()
})

test('fields of further methods name their method', () => {
  expect(methodOf(several, 'oauth')).toMatchObject({ name: 'OAuth' })
  expect(connectionFieldsOf(several).map(({ id, label }) => [id, label])).toEqual([
    ['key', 'API key'],
    ['oauth_site', 'Site (OAuth)']
  ])
})

test('methods have different ids and names', () => {
  expect(Authentication.safeParse(several).success).toBe(true)
  const twin = { ...noAuthentication, id: 'main', name: 'Other' }
  expect(Authentication.safeParse({ ...several, others: [twin] }).error?.issues[0]?.message).toBe(
    'Two authentication methods have the same id. Remove one of them.'
  )
  const alike = { ...noAuthentication, id: 'other', name: 'KEY' }
  expect(Authentication.safeParse({ ...several, others: [alike] }).error?.issues[0]?.message).toBe(
    'Two authentication methods have the same name. Rename one of them.'
  )
})

test('a sign-in needs a connection, also without fields', () => {
  expect(needsConnection(noAuthentication)).toBe(false)
  expect(needsConnection(several)).toBe(true)
})

test('the form of a sign-in without a client ID says that nobody can sign in', () => {
  const signIn = (clientId: string) =>
    ({
      ...noAuthentication,
      kind: 'authorization-code',
      code: { client: { ownership: 'maker', clientId }, scopes: [] }
    }) as unknown as Authentication
  expect(connectionFormOf(signIn(''))).toMatchObject([{ signsIn: true, lacksClient: true }])
  expect(connectionFormOf(signIn('abc'))[0]).not.toHaveProperty('lacksClient')
})
