import type { Flow, Id } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { overHttp } from './testing/over-http.ts'
import type { PracticeService } from './testing/practice.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

const summaryOf = async (flowId: Id) =>
  (await stage.api.flows.summaries.query()).rows.find(({ id }) => id === flowId)

describe('the list of flows', () => {
  test('has kind, event, cards, problems and counts of each, without the documents', async () => {
    const { api, acme, newFlow } = stage
    const flowId = await newFlow()
    expect(JSON.stringify(await summaryOf(flowId))).not.toContain('logo')
    expect(await summaryOf(flowId)).toMatchObject({
      kind: 'user-event',
      event: {
        name: 'User event',
        connectorId: acme.connectorId,
        connectorName: 'Acme Directory',
        versionNumber: 1
      },
      cards: [
        { title: 'User event', group: 'Events', connectorId: acme.connectorId },
        { title: 'Compose', group: 'Text', connectorId: null }
      ],
      cardCount: 2,
      problems: 0,
      ownerName: null,
      subscription: null,
      openCleanup: 0,
      pending: 'off',
      deliveries: { count: 0, more: false },
      runs: { count: 0, more: false },
      lastRun: null
    })
    await turnOn(api, flowId)
    await practice.sendEvent({ eventType: 'user.created', count: 2 })
    await storedDeliveriesOf(api, flowId, 2)
    expect(await summaryOf(flowId)).toMatchObject({
      subscription: { status: { is: 'on' }, wanted: true },
      pending: 'none',
      deliveries: { count: 2, more: false },
      runs: { count: 2, more: false },
      lastRun: { status: { is: 'succeeded' } }
    })
    expect(JSON.stringify(await api.flows.summaries.query())).not.toContain('"strip"')
    await turnOff(api, flowId)
    expect((await summaryOf(flowId))?.subscription?.status).toEqual({ is: 'ended', how: 'turned-off' })
  })

  test('gives the reason why a flow is off again, and the number of open cleanup entries', async () => {
    const { api, newFlow } = stage
    const [refused, hanging] = [await newFlow(), await newFlow()]
    await practice.switchFaults({ create: '403' })
    await api.subscriptions.switchOn.mutate({ flowId: refused })
    await settled(api, refused)
    expect((await summaryOf(refused))?.subscription).toMatchObject({
      status: { is: 'ended', how: 'refused' },
      fault: { code: 'registration.refused' }
    })
    await practice.switchFaults({ remove: '500' })
    await turnOn(api, hanging)
    await turnOff(api, hanging)
    expect(await summaryOf(hanging)).toMatchObject({ openCleanup: 1 })
  })

  test('shows all flows to an admin and a viewer, with the owner’s name, and to a user their own', async () => {
    const { server } = stage
    const owner = await server.add('Olga Example', 'user')
    const flowId = await addFlow(
      owner,
      'Of Olga',
      drawFlow(card('helper-flow', 'start', { config: { inputs: [] } }))
    )
    expect((await owner.flows.summaries.query()).rows).toMatchObject([
      { id: flowId, kind: 'helper', event: null, ownerName: null }
    ])
    expect((await summaryOf(flowId))?.ownerName).toBe('Olga Example')
    const viewer = await server.add('Vito Example', 'viewer')
    expect((await viewer.flows.summaries.query()).rows.length).toBeGreaterThan(1)
  })
})

test('deliveries and runs of one flow are counted without the others', async () => {
  const { api, newFlow } = stage
  const flowId = await newFlow()
  const none = { count: 0, more: false }
  expect(await api.flows.tally.query({ flowId })).toEqual({ deliveries: none, runs: none })
  const { eventUrl } = await turnOn(api, flowId)
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  await storedDeliveriesOf(api, flowId, 1)
  const one = { count: 1, more: false }
  const tally = await waitFor(
    () => api.flows.tally.query({ flowId }),
    ({ runs }) => runs.count > 0
  )
  expect(tally).toEqual({ deliveries: one, runs: one })
  await turnOff(api, flowId)
})

describe('a flow that is opened', () => {
  test('comes with the available events, the helper flows and connections of its owner, and its status', async () => {
    const { api, acme, connectionId, newFlow } = stage
    const helperId = await addFlow(
      api,
      'Own helper',
      drawFlow(card('helper-flow', 'start', { config: { inputs: [] } }))
    )
    const flowId = await newFlow()
    const open = await api.flows.open.query({ flowId })
    expect(open.flow).toMatchObject({ id: flowId, connectorId: null, draftNo: 1 })
    expect(open.events).toEqual(await api.events.list.query())
    expect(open.events.map(event => event.signature.name)).toContain('User event')
    expect(open.signatures.map(({ id }) => id)).toEqual(expect.arrayContaining([helperId, flowId]))
    expect(open.otherNames).toContain('Own helper')
    expect(open.connections).toMatchObject([{ id: connectionId, connectorId: acme.connectorId }])
    expect(open).toMatchObject({ subscription: null, pending: { is: 'off' } })
    const { subscription } = await turnOn(api, flowId)
    const now = await api.flows.open.query({ flowId })
    expect(now).toMatchObject({ subscription: { id: subscription.id }, pending: { is: 'none' } })
    expect(Object.keys(now.subscription ?? {})).not.toContain('tokenSealed')
    await turnOff(api, flowId)
  })

  test('keeps its event when that is hidden or another version is deployed', async () => {
    const { api, acme, newFlow } = stage
    const flowId = await newFlow()
    await api.versions.setVisible.mutate({ versionId: acme.versionId, visible: false })
    const { events } = await api.flows.open.query({ flowId })
    expect((await api.events.list.query()).map(({ connectorName }) => connectorName)).toEqual(['Hookwright'])
    expect(events).toMatchObject([
      { connectorName: 'Hookwright', signature: { name: 'Alert' } },
      { versionId: acme.versionId, eventFlowId: acme.userEventId, signature: { name: 'User event' } }
    ])
    await api.versions.setVisible.mutate({ versionId: acme.versionId, visible: true })
  })
})

describe('the blockers of a flow', () => {
  test('[row 125] are listed together, each with the place of its fix', async () => {
    const { api, acme } = stage
    const { connectorId, versionId, userEventId: eventFlowId } = acme
    const use = { connectorId, versionId, eventFlowId, connectionId: null, runMode: 'each' }
    const helper = await addFlow(
      api,
      'Lacking helper',
      drawFlow(
        card('helper-flow', 'start', { config: { inputs: [] } }),
        card('return-error-if', 'check'),
        card('return', 'end')
      )
    )
    const doc = drawFlow(
      card('connector-event', 'event', { config: use }),
      card('call-flow', 'call', { config: { flowId: helper } })
    )
    const { id: flowId } = await api.flows.create.mutate({ doc })
    const blockers = await api.flows.blockers.query({ flowId })
    expect(blockers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'not-saved', flowId, card: null }),
        expect.objectContaining({ code: 'connection', flowId, card: 'event' }),
        expect.objectContaining({
          code: 'input-required',
          flowId,
          card: 'event',
          field: 'eventType',
          option: true
        }),
        expect.objectContaining({ flowId: helper, flowName: 'Lacking helper', card: 'check', option: false })
      ])
    )
    expect(blockers.map(({ message }) => message).every(message => message.endsWith('.'))).toBe(true)
    const named = await addFlow(api, 'Lacks things', doc)
    const refused = await faultOf(api.subscriptions.switchOn.mutate({ flowId: named }))
    expect(refused.code).toBe('subscription.cannot-turn-on')
    for (const { message } of await api.flows.blockers.query({ flowId: named })) {
      expect(refused.message).toContain(message)
    }
  })

  test.each([
    ['no event', drawFlow(card('compose', 'alone')), 'no-event'],
    ['nothing at all', drawFlow(), 'no-event']
  ])('include “no-event” for a flow with %s', async (_, doc, code) => {
    const flowId = await addFlow(stage.api, 'Bare', doc)
    const blockers = await stage.api.flows.blockers.query({ flowId })
    expect(blockers.map(blocker => blocker.code)).toContain(code)
    expect(blockers.map(blocker => blocker.code)).not.toContain('start-card')
    expect(await faultOf(stage.api.flows.testEventDraft.query({ flowId }))).toMatchObject({
      code: 'flow.no-event'
    })
  })

  test('include a missing or undeployed version, a deleted connector and a connection of someone else', async () => {
    const { api, acme, server, connectionId } = stage
    const codesOf = async (doc: Flow) => {
      const flowId = await addFlow(api, 'Blocked', doc)
      return (await api.flows.blockers.query({ flowId })).map(({ code }) => code)
    }
    const nowhere = { ...acme, versionId: '01900000-0000-7000-8000-000000000000' }
    expect(await codesOf(greetingFlow(nowhere, { connectionId: null }))).toEqual(['version-gone'])
    const other = await server.add('Otto Example', 'user')
    const { id: foreign } = await other.connections.create.mutate({
      connectorId: acme.connectorId,
      name: 'Of Otto',
      values: { apiKey: 'x' }
    })
    const { code } = await faultOf(codesOf(greetingFlow(acme, { connectionId: foreign })))
    expect(code).toBe('connection.not-shared')
    const { id: draft } = await api.versions.create.mutate({ connectorId: acme.connectorId })
    expect(await codesOf(greetingFlow({ ...acme, versionId: draft }, { connectionId }))).toEqual([
      'not-deployed'
    ])
    await api.connectors.remove.mutate({ connectorId: acme.connectorId })
    expect(await codesOf(greetingFlow(acme, { connectionId }))).toEqual(['connector-gone'])
    await api.connectors.restore.mutate({ connectorId: acme.connectorId })
  })

  test('are none for a flow that can be turned on', async () => {
    const flowId = await stage.newFlow()
    expect(await stage.api.flows.blockers.query({ flowId })).toEqual([])
  })
})

test('a new connection is asked for the fields of the deployed version, not of the draft', async () => {
  const { api, acme } = stage
  const { authentication } = await api.connectors.get.query({ connectorId: acme.connectorId })
  await api.connectors.authenticate.mutate({
    connectorId: acme.connectorId,
    authentication: {
      ...authentication,
      fields: [...authentication.fields, { id: 'site', label: 'Site', entry: 'text', required: true }]
    }
  })
  const [{ fields }] = await api.connections.form.query({ connectorId: acme.connectorId })
  expect(fields).toEqual(authentication.fields)
  await api.connectors.authenticate.mutate({ connectorId: acme.connectorId, authentication })
})
