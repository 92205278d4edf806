import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { faultOf } from './testing/api-client.ts'
import { type GreeterStage, named, openGreeter, repeatGreetingFlow } from './testing/greeter-stage.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'

let stage: GreeterStage
beforeAll(async () => {
  stage = await openGreeter()
})
afterAll(() => stage?.server.remove())

describe('a test version', () => {
  test('[row 118a, 118b] has the next number, a date and the name of its maker, and is refused while there are errors', async () => {
    const { api, maker, user, draw, redraw } = stage
    const { connectorId, eventFlowId } = await draw(named('Hello'))
    const first = await maker.versions.create.mutate({ connectorId, note: 'The first one.' })
    expect(first).toMatchObject({
      number: 1,
      status: 'test',
      createdBy: 'Mia Example',
      note: 'The first one.'
    })
    expect(first.createdAt).toBeGreaterThan(Date.UTC(2026, 0))
    await redraw(eventFlowId, drawFlow())
    expect(await faultOf(maker.versions.create.mutate({ connectorId }))).toMatchObject({
      code: 'version.has-problems',
      message: expect.stringContaining('Someone came: The flow is empty')
    })
    await redraw(eventFlowId, named('Hello'))
    await api.versions.create.mutate({ connectorId })
    expect(await user.versions.list.query({ connectorId })).toMatchObject([
      { number: 2, createdBy: 'Ada Example' },
      { number: 1, createdBy: 'Mia Example' }
    ])
  })

  test('is created when there are only warnings', async () => {
    const { maker, draw } = stage
    const { connectorId } = await draw(
      drawFlow(
        card('webhook-event', 'event', {
          config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
        }),
        card('return-outputs', 'return', { config: { groups: [], runMode: false } })
      )
    )
    expect(await maker.versions.validate.query({ connectorId })).toMatchObject([
      { code: 'HW-no-registration', severity: 'warning', cardId: 'event' },
      { code: 'HW-no-outputs', severity: 'warning', cardId: 'return' }
    ])
    expect(await maker.versions.create.mutate({ connectorId })).toMatchObject({ number: 1 })
  })

  test('keeps its flows as they were, to be compared with the draft', async () => {
    const { maker, draw, freeze, redraw } = stage
    const { connectorId, eventFlowId, name } = await draw(named('Hello'))
    const draft = await maker.versions.draft.query({ connectorId })
    const versionId = await freeze(connectorId)
    await redraw(eventFlowId, named('Good morning'))
    const { version, snapshot } = await maker.versions.get.query({ versionId })
    expect(version).toMatchObject({ number: 1, createdBy: 'Mia Example' })
    expect(snapshot).toEqual(draft)
    expect(snapshot).toMatchObject({ name, flows: [{ id: eventFlowId, name: 'Someone came' }] })
    const now = await maker.versions.draft.query({ connectorId })
    expect(now.flows[0]?.doc).toEqual(named('Good morning'))
  })
})

describe('a validation', () => {
  test('[row 115a, 115b, 116] lists codes with the place, and leaves out inactive flows', async () => {
    const { maker, draw } = stage
    const { connectorId } = await draw(named('Hello'))
    const doc = named('Hello')
    const { id: flowId } = await maker.makerFlows.create.mutate({ connectorId, name: 'someone CAME', doc })
    const errors = async () =>
      (await maker.versions.validate.query({ connectorId })).flatMap(({ severity, code }) =>
        severity === 'error' ? [code] : []
      )
    await maker.makerFlows.create.mutate({ connectorId, name: 'A-B', doc })
    await maker.makerFlows.create.mutate({ connectorId, doc: drawFlow(card('connector-event', 'start')) })
    expect(await errors()).toEqual(['CBDE000001H', 'CBDE000003H', 'HW-name', 'CBDE000002H'])
    const { draftNo } = await maker.makerFlows.setActive.mutate({ flowId, active: false })
    expect(draftNo).toBe(2)
    expect(await errors()).toEqual(['CBDE000003H', 'HW-name', 'CBDE000002H'])
    await maker.makerFlows.setActive.mutate({ flowId, active: true })
    expect((await maker.makerFlows.get.query({ flowId })).flow).toMatchObject({ active: true, doc })
  })

  test('a maker cannot set a flow of a user inactive', async () => {
    const { maker, user } = stage
    const flowId = await addFlow(user, 'Mine', drawFlow())
    expect(await faultOf(maker.makerFlows.setActive.mutate({ flowId, active: false }))).toMatchObject({
      code: 'flow.gone'
    })
  })
})

describe('a deployment', () => {
  test('[row 119a, 119b] is recorded with its date, number, note and the name of its maker', async () => {
    const { api, maker, user, draw, freeze } = stage
    const { connectorId } = await draw(named('Hello'))
    const first = await freeze(connectorId, 'Made.')
    const second = await freeze(connectorId)
    expect(await user.versions.deployments.query({ connectorId })).toEqual([])
    const deployed = await maker.versions.deploy.mutate({ versionId: first, note: 'Go.' })
    expect(deployed).toMatchObject({
      status: 'deployed',
      note: 'Made.',
      visible: true,
      createdBy: 'Mia Example'
    })
    await api.versions.deploy.mutate({ versionId: second, visible: false, note: 'Try it.' })
    await maker.versions.deploy.mutate({ versionId: first, note: 'Back.' })
    const deployments = await user.versions.deployments.query({ connectorId })
    expect(deployments).toMatchObject([
      { versionId: first, number: 1, by: 'Mia Example', visible: true, note: 'Back.' },
      { versionId: second, number: 2, by: 'Ada Example', visible: false, note: 'Try it.' },
      { versionId: first, number: 1, by: 'Mia Example', visible: true, note: 'Go.' }
    ])
    const again = await maker.versions.deploy.mutate({ versionId: second })
    expect(again).toMatchObject({ status: 'deployed', visible: false })
    const dates = deployments.map(({ at }) => at)
    expect(dates).toEqual(dates.toSorted((one, other) => other - one))
  })

  test('offers its events to users, with signature and branding', async () => {
    const { maker, user, draw, deploy } = stage
    const options = [field('room', 'Room')]
    const { connectorId, eventFlowId, name } = await draw(named('Hello', { options }))
    const branding = { logo: null, accent: '#0a7d55', docsUrl: null }
    await maker.connectors.describe.mutate({ connectorId, name, description: '', branding })
    const offered = async () =>
      (await user.events.list.query()).filter(event => event.connectorId === connectorId)
    expect(await offered()).toEqual([])
    const versionId = await deploy(connectorId)
    expect(await offered()).toMatchObject([
      {
        connectorName: name,
        versionId,
        versionNumber: 1,
        eventFlowId,
        branding,
        signature: {
          name: 'Someone came',
          options,
          outputs: [{ name: 'All', fields: [{ id: 'greeting' }, { id: 'size' }] }],
          runMode: false,
          needsConnection: false
        }
      }
    ])
    await maker.connectors.remove.mutate({ connectorId })
    expect(await offered()).toEqual([])
  })

  test('[row 119c, 120a, 120b] that is hidden is not offered to users, and flows that use it continue', async () => {
    const { maker, user, draw, deploy, send } = stage
    const event = await draw(named('Hello'))
    const { connectorId } = event
    const versionId = await deploy(connectorId)
    const flowId = await addFlow(user, 'Listens', repeatGreetingFlow({ ...event, versionId }))
    const { eventUrl } = await turnOn(user, flowId)
    await maker.versions.setVisible.mutate({ versionId, visible: false })
    expect(await maker.versions.list.query({ connectorId })).toMatchObject([{ visible: false }])
    const offered = async () => (await user.events.list.query()).map(each => each.connectorId)
    expect(await offered()).not.toContain(connectorId)
    expect(await send(flowId, eventUrl, 'Jo')).toEqual({ output: 'They say: Hello Jo' })
    await turnOff(user, flowId)
    await turnOn(user, flowId)
    await turnOff(user, flowId)
    await maker.versions.setVisible.mutate({ versionId, visible: true })
    expect(await offered()).toContain(connectorId)
    expect(
      await faultOf(maker.versions.setVisible.mutate({ versionId: flowId, visible: true }))
    ).toMatchObject({
      code: 'version.gone'
    })
  })

  test('[row 121] of an older version rolls back: users are offered its events', async () => {
    const { maker, user, draw, deploy, redraw, send } = stage
    const { connectorId, eventFlowId } = await draw(named('Hello'))
    const first = await deploy(connectorId)
    await redraw(eventFlowId, named('Good morning', { sized: false }))
    const second = await deploy(connectorId)
    const offered = async () =>
      (await user.events.list.query()).find(event => event.connectorId === connectorId)
    expect(await offered()).toMatchObject({ versionId: second, versionNumber: 2 })
    const draft = await maker.versions.draft.query({ connectorId })
    await maker.versions.deploy.mutate({ versionId: first })
    const back = await offered()
    expect(back).toMatchObject({ versionId: first, versionNumber: 1 })
    expect(back?.signature.outputs[0]?.fields).toHaveLength(2)
    expect(await maker.versions.draft.query({ connectorId })).toEqual(draft)

    const event = { connectorId, eventFlowId, versionId: first }
    const flowId = await addFlow(user, 'Of old', repeatGreetingFlow(event))
    const { eventUrl } = await turnOn(user, flowId)
    expect(await send(flowId, eventUrl, 'Jo')).toEqual({ output: 'They say: Hello Jo' })
    await turnOff(user, flowId)
  })
})

test('[row 122] later changes of the draft do not affect running flows or flows turned on later', async () => {
  const { maker, user, draw, freeze, deploy, redraw, send } = stage
  const event = await draw(named('Hello'))
  const { connectorId, eventFlowId } = event
  const versionId = await deploy(connectorId)
  const flowId = await addFlow(user, 'Runs', repeatGreetingFlow({ ...event, versionId }))
  const { eventUrl } = await turnOn(user, flowId)
  const said = { output: 'They say: Hello Jo' }
  expect(await send(flowId, eventUrl, 'Jo')).toEqual(said)

  await redraw(eventFlowId, named('Good morning', { sized: false, options: [field('room', 'Room')] }))
  await freeze(connectorId)
  expect(await send(flowId, eventUrl, 'Jo')).toEqual(said)
  const [offered] = (await user.events.list.query()).filter(each => each.connectorId === connectorId)
  expect(offered).toMatchObject({ versionId, signature: { options: [] } })

  await maker.makerFlows.setActive.mutate({ flowId: eventFlowId, active: false })
  await maker.makerFlows.remove.mutate({ flowId: eventFlowId })
  expect(await send(flowId, eventUrl, 'Jo')).toEqual(said)
  await turnOff(user, flowId)
  const again = await turnOn(user, flowId)
  expect(await send(flowId, again.eventUrl, 'Jo')).toEqual(said)
  await turnOff(user, flowId)
})
