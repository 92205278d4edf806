import { type Authentication, literal, noAuthentication, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { tokenLines } from './authentication-lines.ts'

test('says where a token comes from, with the scope and all further parameters', () => {
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
