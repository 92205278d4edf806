import { expect, test } from 'vitest'
import { literal } from '../flows/binding.ts'
import {
  type CodeGrant,
  CodeGrant as CodeGrantSchema,
  clientDocumentPathOf,
  redirectPathOf,
  requestedScopes,
  revokesTokens
} from './code-grant.ts'

const grant: CodeGrant = {
  authorizeUrl: literal('https://login.acme.example/authorize'),
  tokenUrl: literal('https://login.acme.example/token'),
  issuer: '',
  client: { ownership: 'maker', clientId: 'hookwright' },
  sendAs: 'header',
  scopes: [
    { name: 'people.read', use: 'fixed' },
    { name: 'people.write', use: 'selected' },
    { name: 'people.delete', use: 'unselected' }
  ],
  separator: ' ',
  authorizeParameters: { prompt: literal('consent') },
  tokenParameters: {},
  tokenPath: 'authed_user',
  anyTokenType: false,
  lifetime: null,
  refreshes: true
}

test('the default scopes are the fixed ones and those selected at first', () => {
  expect(requestedScopes(grant, undefined)).toEqual(['people.read', 'people.write'])
  expect(requestedScopes(grant, '')).toEqual(['people.read'])
  expect(requestedScopes(grant, 'people.delete')).toEqual(['people.read', 'people.delete'])
})

test('parameters that are sent automatically cannot be set', () => {
  expect(CodeGrantSchema.parse(grant)).toEqual(grant)
  for (const part of [
    { authorizeParameters: { state: literal('x') } },
    { tokenParameters: { client_secret: literal('x') } }
  ]) {
    const read = CodeGrantSchema.safeParse({ ...grant, ...part })
    expect(JSON.stringify(read.error?.issues)).toContain('is sent automatically')
  }
  expect(CodeGrantSchema.safeParse({ ...grant, scopes: [{ name: 'a b', use: 'fixed' }] }).success).toBe(false)
})

test('the redirect path and the client document contain the key of the connector', () => {
  expect(redirectPathOf('acme_hr_x1y2z3')).toBe('/oauth/acme_hr_x1y2z3/callback')
  expect(redirectPathOf('acme_hr_x1y2z3', 'f00d')).toBe('/oauth/acme_hr_x1y2z3/callback/f00d')
  expect(clientDocumentPathOf('acme_hr_x1y2z3', 'f00d')).toBe('/oauth/acme_hr_x1y2z3/client/f00d.json')
})

test('tokens are revoked if a URL for it is known or can be discovered', () => {
  expect(revokesTokens(grant)).toBe(false)
  expect(revokesTokens({ ...grant, revokeUrl: literal('/revoke') })).toBe(true)
  expect(revokesTokens({ ...grant, client: { ownership: 'found', resource: literal('') } })).toBe(true)
})
