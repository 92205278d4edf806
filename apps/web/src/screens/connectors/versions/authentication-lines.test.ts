import { type Authentication, literal, noAuthentication, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { signInLines, tokenLines } from './authentication-lines.ts'

test('shows the source of a token, with scope and all parameters', () => {
  const authentication: Authentication = {
    ...noAuthentication,
    kind: 'client-credentials',
    fields: [{ id: 'tenant', label: 'Tenant', entry: 'text', required: true }],
    token: {
      url: literal('/oauth/token'),
      clientId: literal('acme'),
      clientSecret: literal(''),
      scope: literal('people.read'),
      sendAs: 'body',
      parameters: {
        audience: text('https://', pill('connection', 'tenant'), '.acme.example'),
        resource: literal('people')
      }
    }
  }
  expect(tokenLines(authentication)).toEqual([
    '/oauth/token',
    'scope=people.read',
    'audience=https://{Tenant}.acme.example',
    'resource=people'
  ])
  expect(tokenLines(noAuthentication)).toEqual([])
})

test('shows the address where a sign-in is discovered', () => {
  const found = (resource: string): Authentication => ({
    ...noAuthentication,
    kind: 'authorization-code',
    baseUrl: literal('https://mcp.acme.example'),
    code: {
      ...{ authorizeUrl: literal(''), tokenUrl: literal(''), issuer: '', sendAs: 'none', separator: ' ' },
      scopes: [{ name: 'tools', use: 'fixed' }],
      ...{ authorizeParameters: {}, tokenParameters: {}, tokenPath: '', anyTokenType: false },
      ...{ lifetime: null, refreshes: true },
      client: { ownership: 'found', resource: literal(resource) }
    }
  })
  expect(signInLines(found(''))).toEqual(['found at https://mcp.acme.example', 'scope=tools'])
  expect(signInLines(found('https://acme.example/mcp'))[0]).toBe('found at https://acme.example/mcp')
})
