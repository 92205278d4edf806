import { type Authentication, Fault, type Id, literal, MINUTE, noAuthentication } from '@hookwright/model'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { addPolling, drawPolled } from '../testing/draw-polled.ts'
import { turnOn } from '../testing/event.ts'
import { openPolling, planOf, polled, toNextPoll, waitForRecordCount } from '../testing/follow-polls.ts'
import { foundGrant } from '../testing/found-grant.ts'
import { listService } from '../testing/list-service.ts'
import { type TestBackend, testFolder } from '../testing/open-backend.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const atAcme: Authentication = { ...noAuthentication, baseUrl: literal('https://api.acme-hr.example') }

const alertsOf = async ({ store }: TestBackend, kind: string) =>
  (await store.alerts.list({ ownerId: null, limit: 50 })).rows.filter(({ about }) => about.kind === kind)

const causeOf = async ({ backend }: TestBackend, flowId: Id) =>
  (await backend.userFlows.why(flowId)).find(({ isCause }) => isCause)

test('an open circuit breaker blocks polls and names its end, and no record is lost', async () => {
  const service = listService()
  service.names.push('Ada')
  const one = await openPolling(folder, service)
  onTestFinished(one.crash)
  const drawn = await drawPolled(one.backend, { authentication: atAcme })
  const flowId = await addPolling(one.backend, drawn, { count: 1 })
  await turnOn(one, flowId)
  await polled(one, flowId, 1)
  service.names.push('Eve')
  service.answerWith(() => {
    throw new Fault('http.timed-out', { method: 'GET', url: '/names', seconds: 30, sent: 'maybe' })
  })
  let turn = 1
  const pollOnce = async () => {
    await toNextPoll(one, flowId)
    return polled(one, flowId, ++turn)
  }
  // A poll probes the service whenever the breaker lets it; the pauses between grow longer than that between polls.
  const heldFor = async () => Number((await pollOnce())?.failure?.fault.details.until ?? 0) - one.clock()
  while ((await heldFor()) < 20_000) expect(turn).toBeLessThan(20)

  const tried = service.polls.length
  const [breaker] = await alertsOf(one, 'breaker-open')
  expect(breaker).toMatchObject({ about: { connectorId: drawn.connectorId, host: 'api.acme-hr.example' } })
  const plan = await planOf(one, flowId)
  const until = plan?.failure?.fault.details.until
  expect(until).toBeGreaterThan(one.clock())
  expect(plan).toMatchObject({ cursor: 1, nextAt: expect.any(Number) })
  expect((await one.backend.subscriptions.progress(flowId))?.polling).toMatchObject({
    nextAt: plan?.nextAt,
    failure: { fault: { code: 'http.held', details: { until } } }
  })
  expect(await causeOf(one, flowId)).toMatchObject({
    place: 'polling',
    what: 'The last poll was not sent because requests to the service are blocked.',
    why: expect.stringContaining('requests to Acme HR at api.acme-hr.example are blocked')
  })

  service.answerWith(null)
  one.moveClock(Math.max(Number(until), plan?.nextAt ?? 0) - one.clock())
  await waitForRecordCount(service, 1)
  expect(service.told).toEqual(['Eve'])
  expect(service.polls).toHaveLength(tried + 1)
  expect(await planOf(one, flowId)).toMatchObject({ cursor: 2, failure: null })
})

const signsIn: Authentication = {
  ...atAcme,
  kind: 'authorization-code',
  code: {
    ...foundGrant,
    authorizeUrl: literal('https://login.acme-hr.example/authorize'),
    tokenUrl: literal('https://login.acme-hr.example/token'),
    client: { ownership: 'customer', clientId: literal('acme'), clientSecret: literal('') }
  }
}

test('polls of a connection that lost its authorization fail with one alert, and continue after Reconnect', async () => {
  const service = listService()
  service.names.push('Ada')
  let isRevoked = false
  const one = await openPolling(folder, {
    client: async request => {
      if (!request.url.endsWith('/token')) return service.client(request)
      const body = isRevoked
        ? { error: 'invalid_grant' }
        : { access_token: 'access', token_type: 'bearer', expires_in: 1, refresh_token: 'refresh' }
      return {
        status: isRevoked ? 400 : 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body)
      }
    }
  })
  onTestFinished(one.crash)
  const { connectors, connections, userConnections } = one.backend
  const drawn = await drawPolled(one.backend, { authentication: signsIn })
  const { connectorId } = drawn
  const { id: connectionId } = await connections.create({
    ...{ connectorId, purpose: 'user', ownerId: 'uma', name: 'People team', values: {} }
  })
  const reconnect = async () => {
    isRevoked = false
    const { url } = await connections.signIns.begin({
      ...{ connectionId, session: 's', host: 'hooks.acme-hr.example', returnTo: '/back' }
    })
    const state = new URL(url).searchParams.get('state') ?? ''
    const { fault } = await connections.signIns.complete({
      connectorKey: (await connectors.get(connectorId)).key,
      session: 's',
      parameters: new URLSearchParams({ state, code: 'any' })
    })
    expect(fault).toBeNull()
  }
  await reconnect()
  const flowId = await addPolling(one.backend, drawn, { connectionId })
  await turnOn(one, flowId)
  await polled(one, flowId, 1)

  isRevoked = true
  service.names.push('Eve')
  for (const turn of [2, 3, 4, 5]) {
    await toNextPoll(one, flowId)
    expect(await polled(one, flowId, turn)).toMatchObject({
      cursor: 1,
      failure: { count: turn - 1, fault: { code: 'connection.authorization-lost' } }
    })
  }
  expect(service.polls).toHaveLength(1)
  expect(await alertsOf(one, 'authorization-lost')).toMatchObject([{ about: { connectionId } }])
  expect(await alertsOf(one, 'poll-failed')).toEqual([])
  expect(await userConnections.list({ id: 'uma', role: 'user' })).toMatchObject([
    { id: connectionId, authorization: { is: 'lost' } }
  ])
  expect(await causeOf(one, flowId)).toMatchObject({
    place: 'polling',
    what: 'Polling is on hold until the connection works again.',
    why: expect.stringContaining('Open the connection and reconnect it.')
  })

  service.names.push('Ben')
  await reconnect()
  one.moveClock(5 * MINUTE)
  await waitForRecordCount(service, 2)
  expect(service.told).toEqual(['Eve', 'Ben'])
  expect(await planOf(one, flowId)).toMatchObject({ cursor: 3, failure: null })
})
