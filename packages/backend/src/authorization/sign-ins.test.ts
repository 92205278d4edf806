import { type Authentication, literal, MINUTE, noAuthentication } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { openBackend, testFolder } from '../testing/open-backend.ts'

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

/** A backend with a connection that signs in; its public URL is that of `openBackend`. */
const openConnection = async () => {
  const folder = testFolder()
  const { backend, moveClock, crash } = await openBackend(folder)
  onTestFinished(crash)
  const { id: connectorId, key } = await backend.connectors.create({ name: 'Acme', description: '' })
  await backend.connectors.authenticate(connectorId, authentication)
  const { id: connectionId } = await backend.connections.create({
    ...{ connectorId, purpose: 'test', ownerId: 'mia', name: 'Test', values: {} }
  })
  const begin = (host: string) =>
    backend.connections.signIns.begin({ connectionId, session: 's', host, returnTo: '/back' })
  return { backend, moveClock, key, begin }
}

test('a sign-in that took longer than ten minutes has expired', async () => {
  const { backend, moveClock, key, begin } = await openConnection()
  const { url } = await begin('hooks.acme-hr.example')
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

test('a sign-in from another address than the public URL says where to start it', async () => {
  const { begin } = await openConnection()
  await expect(begin('localhost:3000')).rejects.toMatchObject({
    code: 'oauth.other-address',
    message:
      'After the sign-in the service returns to https://hooks.acme-hr.example, but this page was opened at localhost:3000. Open Hookwright at https://hooks.acme-hr.example and start the sign-in there.'
  })
  await expect(begin('hooks.acme-hr.example:8443')).resolves.toMatchObject({ url: expect.any(String) })
})
