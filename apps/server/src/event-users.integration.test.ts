import type { Id } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { type GreeterStage, named, openGreeter, repeatGreetingFlow } from './testing/greeter-stage.ts'
import { overHttp } from './testing/over-http.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'

let stage: GreeterStage
beforeAll(async () => {
  stage = await openGreeter()
})
afterAll(() => stage?.server.remove())

describe('[row 123] the impact of a version', () => {
  test('lists each affected flow before the deployment, with the version it runs', async () => {
    const { maker, user, draw, freeze, deploy, redraw } = stage
    const event = await draw(named('Hello'))
    const { connectorId, eventFlowId } = event
    const versionId = await deploy(connectorId)
    const use = { ...event, versionId }
    const one = await addFlow(user, 'Greets', repeatGreetingFlow(use))
    const two = await addFlow(maker, 'Measures', repeatGreetingFlow(use, 'size'))
    const impact = async (id: Id | null = null) =>
      (await maker.versions.impact.query({ connectorId, versionId: id })).flows
    expect(await impact()).toEqual(
      [
        { flowId: one, flowName: 'Greets', ownerName: 'Uma Example' },
        { flowId: two, flowName: 'Measures', ownerName: 'Mia Example' }
      ].map(flow => ({ ...flow, on: false, pinnedNumber: 1, change: 'compatible', reasons: [] }))
    )

    await turnOn(user, one)
    await redraw(eventFlowId, named('Hello', { sized: false }))
    expect(await impact()).toMatchObject([
      {
        flowName: 'Measures',
        on: false,
        change: 'breaking',
        reasons: ['The output “Size”, which the flow uses, was removed.']
      },
      {
        flowName: 'Greets',
        on: true,
        change: 'compatible',
        reasons: ['The output “Size” was removed; the flow does not use it.']
      }
    ])

    // What runs still uses the output that the draft does not name any more.
    await turnOn(maker, two)
    const { flow } = await maker.flows.get.query({ flowId: two })
    const { draftNo: baseDraft, name, description, active, saveAll } = flow
    const doc = repeatGreetingFlow(use)
    await maker.flows.save.mutate({ flowId: two, baseDraft, name, description, active, saveAll, doc })
    expect(await impact()).toMatchObject([{ flowName: 'Measures', on: true, change: 'breaking' }, {}])
    await turnOff(maker, two)
    expect(await impact()).toMatchObject([{ change: 'compatible' }, { change: 'compatible' }])

    const second = await freeze(connectorId)
    expect(await impact(second)).toEqual(await impact())
    await maker.makerFlows.setActive.mutate({ flowId: eventFlowId, active: false })
    expect(await impact()).toMatchObject([
      { change: 'breaking', reasons: ['The event “Someone came” is not in this version.'] },
      { change: 'breaking' }
    ])
    await turnOff(user, one)
  })

  test('lists the events that flows use, those of active flows first', async () => {
    const { maker, user, draw, deploy } = stage
    const event = await draw(named('Hello'))
    const versionId = await deploy(event.connectorId)
    await addFlow(user, 'Off', repeatGreetingFlow({ ...event, versionId }))
    const on = await addFlow(user, 'On', repeatGreetingFlow({ ...event, versionId }))
    await turnOn(user, on)
    expect(await maker.makerFlows.userFlows.query({ connectorId: event.connectorId })).toMatchObject([
      { flowId: on, flowName: 'On', on: true, uses: [event.eventFlowId] },
      { flowName: 'Off', on: false, uses: [event.eventFlowId] }
    ])
    await turnOff(user, on)
  })

  test('includes flows whose version does not exist', async () => {
    const { maker, user, draw } = stage
    const event = await draw(named('Hello'))
    const nothing = '01900000-0000-7000-8000-000000000000'
    await addFlow(user, 'Lost', repeatGreetingFlow({ ...event, versionId: nothing }))
    await addFlow(user, 'Odd', repeatGreetingFlow({ ...event, versionId: 'no id' }))
    const { connectorId } = event
    const { flows } = await maker.versions.impact.query({ connectorId, versionId: null })
    expect(flows).toMatchObject([
      { pinnedNumber: null, change: 'breaking' },
      { pinnedNumber: null, change: 'breaking' }
    ])
  })

  test('is refused for a version of another connector', async () => {
    const { maker, draw, freeze } = stage
    const { connectorId } = await draw(named('Hello'))
    const other = await draw(named('Hello'))
    const versionId = await freeze(other.connectorId)
    expect(await faultOf(maker.versions.impact.query({ connectorId, versionId }))).toMatchObject({
      code: 'version.gone'
    })
  })

  test('lists for each output of the event who uses it', async () => {
    const { maker, user, draw, deploy } = stage
    const event = await draw(named('Hello'))
    const versionId = await deploy(event.connectorId)
    const flowId = await addFlow(user, 'Greets', repeatGreetingFlow({ ...event, versionId }))
    const fields = ['greeting', 'size']
    expect(
      await maker.makerFlows.fieldUses.query({ flowId: event.eventFlowId, of: 'outputs', fields })
    ).toEqual([{ field: 'greeting', flowId, flowName: 'Greets', place: 'user', cardName: 'Say it' }])
  })
})

describe('samples of an event', () => {
  test('are events received by one’s own flows, as the event’s cards see them', async () => {
    const { api, maker, user, draw, deploy, send } = stage
    const event = await draw(named('Hello'))
    const versionId = await deploy(event.connectorId)
    const doc = repeatGreetingFlow({ ...event, versionId })
    const [theirs, own] = [await addFlow(user, 'Theirs', doc), await addFlow(maker, 'Own', doc)]
    const samples = async (by: Api) => by.makerFlows.samples.query({ flowId: event.eventFlowId })
    await send(theirs, (await turnOn(user, theirs)).eventUrl, 'Kim')
    expect(await samples(maker)).toEqual([])

    const { eventUrl } = await turnOn(maker, own)
    const headers = { 'content-type': 'application/json', 'x-acme': 'yes' }
    await overHttp(`${eventUrl}?room=7`, { method: 'POST', headers, body: '{"name":"Jo"}' })
    await storedDeliveriesOf(maker, own, 1)
    expect(await samples(maker)).toMatchObject([
      {
        contentType: 'application/json',
        method: 'POST',
        headers: { 'x-acme': 'yes' },
        query: { room: '7' },
        body: { name: 'Jo' }
      }
    ])
    expect((await samples(api)).map(({ body }) => body)).toEqual([{ name: 'Jo' }, { name: 'Kim' }])
    await turnOff(user, theirs)
    await turnOff(maker, own)
  })

  test('are empty for a flow that keeps no data', async () => {
    const { maker, draw, deploy } = stage
    const event = await draw(named('Hello'))
    const versionId = await deploy(event.connectorId)
    const flowId = await addFlow(maker, 'Forgets', drawFlow())
    const save = { flowId, baseDraft: 1, name: 'Forgets', description: '', active: true, saveAll: false }
    await maker.flows.save.mutate({ ...save, doc: repeatGreetingFlow({ ...event, versionId }) })
    const { eventUrl } = await turnOn(maker, flowId)
    await overHttp(eventUrl, { method: 'POST', body: '{}' })
    await turnOff(maker, flowId)
    expect(await maker.makerFlows.samples.query({ flowId: event.eventFlowId })).toEqual([])
  })
})

test('[row 45] a helper flow that a dropdown uses names its users and cannot be deleted', async () => {
  const { maker, draw, redraw } = stage
  const { connectorId, eventFlowId } = await draw(named('Hello'))
  const helper = drawFlow(
    card('helper-flow', 'start', { config: { inputs: [] } }),
    card('return', 'return', { config: { fields: [] } })
  )
  const { id: flowId } = await maker.makerFlows.create.mutate({ connectorId, name: 'Rooms', doc: helper })
  const room = field('room', 'Room', {
    fieldType: 'dropdown',
    choices: { from: 'flow', flowId, inputs: {} }
  })
  await redraw(eventFlowId, named('Hello', { options: [room] }))
  expect(await maker.makerFlows.users.query({ flowId })).toEqual([
    {
      flowId: eventFlowId,
      flowName: 'Someone came',
      cardId: 'event',
      cardName: 'Webhook Event',
      as: 'choices',
      gives: 'Room'
    }
  ])
  expect(await faultOf(maker.makerFlows.remove.mutate({ flowId }))).toMatchObject({
    code: 'flow.in-use',
    details: { users: '“Someone came”' }
  })
  await redraw(eventFlowId, named('Hello'))
  await maker.makerFlows.remove.mutate({ flowId })
})
