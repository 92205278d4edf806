import { type Authentication, literal, MINUTE, noAuthentication } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder, openBackend } from '../testing/open-backend.ts'

const authentication: Authentication = {
  ...noAuthentication,
  kind: 'authorization-code',
  code: {
    authorizeUrl: literal('https://login.acme.example/authorize'),
    tokenUrl: literal('https://login.acme.example/token'),
    issuer: '',
    client: { ownership: 'customer', clientId: literal('acme'), clientSecret: literal('') },
    sendAs: 'none',
    scopes: [],
    separator: ' ',
    authorizeParameters: {},
    tokenParameters: {},
    tokenPath: '',
    anyTokenType: false,
    lifetime: null,
    refreshes: true
  }
}

test('a sign-in that took longer than ten minutes has expired', async () => {
  const { folder, remove } = makeFolder()
  onTestFinished(remove)
  const { backend, moveClock, crash } = await openBackend(folder)
  onTestFinished(crash)
  const { id: connectorId, key } = await backend.connectors.create({ name: 'Acme', description: '' })
  await backend.connectors.authenticate(connectorId, authentication)
  const { id: connectionId } = await backend.connections.create({
    ...{ connectorId, purpose: 'test', ownerId: 'mia', name: 'Test', values: {} }
  })
  const { url } = await backend.connections.signIns.begin({ connectionId, session: 's', returnTo: '/back' })
  moveClock(10 * MINUTE + 1)
  const state = new URL(url).searchParams.get('state') ?? ''
  const { returnTo, fault } = await backend.connections.signIns.complete({
    connectorKey: key,
    session: 's',
    parameters: new URLSearchParams({ state, code: 'any' })
  })
  expect(fault).toMatchObject({ code: 'oauth.expired-state', details: { minutes: 10 } })
  expect(returnTo).toBe('/back')
})
