import { literal } from '@hookwright/model'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { turnOff, turnOn } from './testing/switch.ts'

let practice: PracticeService
let server: TestServer

beforeAll(async () => {
  practice = await startPractice()
})
afterAll(() => practice?.stop())
beforeEach(async () => {
  server = await openServer({
    variables: {
      HOOKWRIGHT_OUTBOUND_ALLOW: `${practice.url},${practice.chatUrl}`,
      HOOKWRIGHT_PRACTICE_URL: practice.url,
      HOOKWRIGHT_PRACTICE_KEY: practice.apiKey,
      HOOKWRIGHT_PRACTICE_CHAT_URL: practice.chatUrl
    }
  })
  onTestFinished(() => server.remove())
})

const doneOf = async () =>
  Object.fromEntries(
    (await server.api.installation.checklist.query()).items.map(({ id, done }) => [id, done])
  )

describe('the sample', () => {
  test('has two deployed connectors without problems, working connections, and a flow that is off', async () => {
    const { api } = server
    const sample = await api.installation.loadSample.mutate()
    const { flowId, chat } = sample
    const names = { 'Acme HR': sample.connectorId, 'Acme Chat': chat?.connectorId ?? '' }
    for (const [name, connectorId] of Object.entries(names)) {
      expect(await api.connectors.get.query({ connectorId })).toMatchObject({ name })
      expect(await api.versions.validate.query({ connectorId })).toEqual([])
      expect(await api.versions.list.query({ connectorId })).toMatchObject([
        { number: 1, status: 'deployed' }
      ])
      const [tested] = await api.testConnections.list.query({ connectorId })
      for (const { status } of [
        await api.testConnections.ping.mutate({ connectionId: tested?.id ?? '' }),
        await api.connections.ping.mutate({
          connectionId: name === 'Acme HR' ? sample.connectionId : (chat?.connectionId ?? '')
        })
      ])
        expect(status).toEqual({ is: 'succeeded' })
    }
    expect(await api.events.list.query()).toMatchObject([
      { connectorName: 'Acme HR', signature: { name: 'User created', options: [{ label: 'Department' }] } },
      { connectorName: 'Hookwright', signature: { name: 'Alert' } }
    ])
    expect((await api.flows.summaries.query()).rows).toMatchObject([
      { id: flowId, name: 'Welcome new joiners', problems: 0, subscription: null, pending: 'off' }
    ])
    expect(await api.flows.blockers.query({ flowId })).toEqual([])
  })

  test('exports the same files after an import', async () => {
    const { api } = server
    const { connectorId, flowId, chat } = await api.installation.loadSample.mutate()
    const other = await openServer()
    onTestFinished(() => other.remove())
    for (const id of [connectorId, chat?.connectorId ?? '']) {
      const { name } = await api.connectors.get.query({ connectorId: id })
      const { archive } = await api.connectors.exportFiles.query({ connectorId: id })
      const copy = await other.api.connectors.createFromFiles.mutate({ archive, name })
      const again = await other.api.connectors.exportFiles.query({ connectorId: copy.id })
      expect({ name, isSame: again.archive === archive }).toEqual({ name, isSame: true })
    }
    const { archive } = await api.flows.exportFiles.query({ flowId })
    const copy = await api.flows.createFromFiles.mutate({ archive })
    expect((await api.flows.exportFiles.query({ flowId: copy.id })).archive === archive).toBe(true)
  })

  test('revokes the access of its connection to Acme Chat at the service', async () => {
    const { api } = server
    const { chat } = await api.installation.loadSample.mutate()
    const { connectionId = '' } = chat ?? {}
    expect(await api.connections.revoke.mutate({ connectionId })).toEqual({ is: 'revoked' })
    expect((await api.connections.ping.mutate({ connectionId })).status.is).toBe('failed')
  })

  test('runs from turning on through an event to a laptop and a message, and turns off', async () => {
    const { api } = server
    const { flowId } = await api.installation.loadSample.mutate()
    const { eventUrl } = await turnOn(api, flowId)
    const [subscription] = await practice.subscriptions()
    expect(subscription).toMatchObject({ url: eventUrl, eventType: 'user.created' })
    await practice.sendEvent({ eventType: 'user.created', data: { firstName: 'Zoë', lastName: 'Example' } })
    const [kept] = await storedDeliveriesOf(api, flowId, 1)
    const { steps, status } = await api.runs.get.query({ runId: kept?.id ?? '' })
    expect(status).toEqual({ is: 'succeeded' })
    expect(steps?.filter(({ path }) => path.length === 1).at(-1)?.outputs).toMatchObject({
      id: expect.stringMatching(/^msg_/),
      author: 'Welcome Bot'
    })
    const equipment = await practice.equipment()
    expect(equipment).toMatchObject([{ item: 'laptop', name: 'Zoë Example', tag: 'HR-0001' }])
    const page = await overHttp(`${practice.chatUrl}/?channel=new-joiners`)
    expect(page.text).toMatch(/Welcome to \w+, Zoë Example! Your laptop is HR-0001\./)
    const { outputs } = await api.deliveries.get.query({ deliveryId: kept?.id ?? '' })
    expect(outputs?.groups.flatMap(({ fields }) => fields).every(({ is }) => is === 'matched')).toBe(true)
    expect((await practice.send(subscription?.id ?? '', 'forged')).status).toBe(401)
    expect((await practice.send(subscription?.id ?? '', 'stale')).status).toBe(401)
    expect((await overHttp(eventUrl, { method: 'POST', body: '{}' })).status).toBe(401)
    const { rows } = await api.deliveries.list.query({ flowId })
    expect(rows.filter(({ signed }) => signed)).toMatchObject([{ id: kept?.id }])
    await turnOff(api, flowId)
    expect(await practice.subscriptions()).toEqual([])
  })

  test('is loaded once, by any number of calls and members', async () => {
    const { api } = server
    const [one, two] = await Promise.all([
      api.installation.loadSample.mutate(),
      api.installation.loadSample.mutate()
    ])
    expect(two).toEqual(one)
    expect(await api.installation.loadSample.mutate()).toEqual(one)
    const maker = await server.add('Mia Example', 'maker')
    const theirs = await maker.installation.loadSample.mutate()
    expect(theirs.connectorId).toBe(one.connectorId)
    expect(theirs.flowId).not.toBe(one.flowId)
    expect(await api.connectors.list.query()).toHaveLength(2)
    expect(await api.versions.list.query({ connectorId: one.connectorId })).toHaveLength(1)
    expect(await api.makerFlows.list.query({ connectorId: one.connectorId })).toHaveLength(5)
    const ready = { connectorId: one.chat?.connectorId ?? '' }
    expect(theirs.chat).toMatchObject(ready)
    expect(theirs.chat?.connectionId).not.toBe(one.chat?.connectionId)
    expect(await api.makerFlows.list.query(ready)).toHaveLength(4)
  })

  test('is completed by loading it again', async () => {
    const { api } = server
    const { connectorId, flowId } = await api.installation.loadSample.mutate()
    await api.flows.remove.mutate({ flowId })
    const again = await api.installation.loadSample.mutate()
    expect(again).toMatchObject({ connectorId })
    expect(again.flowId).not.toBe(flowId)
  })

  test('lists its actions, and the channels of Acme Chat in pages', async () => {
    const { api } = server
    const { flowId } = await api.installation.loadSample.mutate()
    const [chat, hr] = await api.actions.list.query()
    const namesOf = (offered: typeof hr) => offered?.actions.map(action => action.name)
    expect([chat?.connectorName, hr?.connectorName]).toEqual(['Acme Chat', 'Acme HR'])
    expect(namesOf(hr)).toEqual(['Assign equipment', 'Custom API Action'])
    expect(namesOf(chat)).toEqual(['List channels', 'Post message', 'Custom API Action'])
    const { flow } = await api.flows.get.query({ flowId })
    const { message } = flow.doc.cards
    if (message === undefined) throw new Error('The sample posts no message.')
    const config = { ...message.config, actionFlowId: chat?.actions[0]?.flowId ?? '' }
    const list = { ...message, config, inputs: { limit: literal('4') } }
    const doc = { ...flow.doc, cards: { ...flow.doc.cards, message: list } }
    const { draftNo: baseDraft, name, description, active, saveAll } = flow
    await api.flows.save.mutate({ flowId, name, description, active, saveAll, doc, baseDraft })
    const listed = async (inputs: Record<string, string>) => {
      const { status, steps } = await api.flows.testCard.mutate({ flowId, cardId: 'message', inputs })
      expect(status).toEqual({ is: 'succeeded' })
      return steps.find(({ path }) => path.length === 1)?.outputs
    }
    expect(await listed({})).toMatchObject({ list: { length: 4 }, next: 'c4' })
    expect(await listed({ cursor: 'c4' })).toMatchObject({ list: [{ name: 'Sales' }, { name: 'Random' }] })
  })

  test('of an earlier version is kept, and a message explains how to get the new one', async () => {
    const { api } = server
    const before = await api.installation.loadSample.mutate()
    const { connectorId, flowId, chat } = before
    const { name, branding } = await api.connectors.get.query({ connectorId })
    const description = 'Sample connector for Acme HR, the practice service. It sends events about new users.'
    await api.connectors.describe.mutate({ connectorId, name, description, branding })
    const kept = { ...before, chat: null }
    expect((await api.installation.checklist.query()).sample).toEqual(kept)
    expect(await api.installation.loadSample.mutate()).toEqual(kept)
    await turnOn(api, flowId)
    await turnOff(api, flowId)
    await api.flows.remove.mutate({ flowId })
    expect((await faultOf(api.installation.loadSample.mutate())).code).toBe('sample.older')
    await api.connectors.remove.mutate({ connectorId })
    const again = await api.installation.loadSample.mutate()
    expect(again.connectorId).not.toBe(connectorId)
    expect(again.chat).toEqual(chat)
  })

  test('does not take over a connector of the same name', async () => {
    const { api } = server
    await api.connectors.create.mutate({ name: 'acme hr' })
    expect(await faultOf(api.installation.loadSample.mutate())).toMatchObject({
      code: 'sample.name-taken',
      httpStatus: 409,
      details: { name: 'Acme HR' }
    })
    expect(await doneOf()).toMatchObject({ 'load-sample': false })
  })

  test('fails with the answer of Acme Chat', async () => {
    const wrong = await openServer({
      variables: {
        HOOKWRIGHT_OUTBOUND_ALLOW: practice.url,
        HOOKWRIGHT_PRACTICE_URL: practice.url,
        HOOKWRIGHT_PRACTICE_KEY: practice.apiKey,
        HOOKWRIGHT_PRACTICE_CHAT_URL: practice.url
      }
    })
    onTestFinished(() => wrong.remove())
    expect(await faultOf(wrong.api.installation.loadSample.mutate())).toMatchObject({
      code: 'sample.chat-refused',
      details: { why: 'it answered 404.' }
    })
    expect(await wrong.api.installation.checklist.query()).toMatchObject({ sample: null })
  })

  test('needs the practice service', async () => {
    const alone = await openServer()
    onTestFinished(() => alone.remove())
    expect((await faultOf(alone.api.installation.loadSample.mutate())).code).toBe('sample.no-practice')
    expect(await alone.api.installation.checklist.query()).toMatchObject({ sample: null, practiceUrl: null })
  })
})

describe('the checklist', () => {
  test('ticks steps by what exists on the server, and leaves viewed pages to the browser', async () => {
    const { api } = server
    const looks = { 'open-flow': null, 'see-run': null, 'stop-server': false, 'sign-in': false }
    expect(await doneOf()).toEqual({ 'load-sample': false, 'turn-on': false, 'send-event': false, ...looks })
    const sample = await api.installation.loadSample.mutate()
    expect(await api.installation.checklist.query()).toMatchObject({ sample, practiceUrl: practice.url })
    expect(await doneOf()).toEqual({ 'load-sample': true, 'turn-on': false, 'send-event': false, ...looks })
    await turnOn(api, sample.flowId)
    expect(await doneOf()).toEqual({ 'load-sample': true, 'turn-on': true, 'send-event': false, ...looks })
    await practice.sendEvent({ eventType: 'user.created' })
    await storedDeliveriesOf(api, sample.flowId, 1)
    await turnOff(api, sample.flowId)
    expect(await doneOf()).toEqual({ 'load-sample': true, 'turn-on': true, 'send-event': true, ...looks })
    const maker = await server.add('Mia Example', 'maker')
    expect(await maker.installation.checklist.query()).toMatchObject({
      sample: null,
      items: [
        { id: 'load-sample', done: false },
        { id: 'open-flow' },
        { id: 'turn-on', done: false },
        { id: 'send-event', done: false },
        {},
        {},
        { id: 'sign-in', done: false }
      ]
    })
  })

  test('ticks nothing for a flow that never came on', async () => {
    const { api } = server
    const { flowId } = await api.installation.loadSample.mutate()
    await practice.switchFaults({ create: '403' })
    await expect(turnOn(api, flowId)).rejects.toThrow('It is not on')
    await practice.clear()
    expect(await doneOf()).toMatchObject({ 'turn-on': false })
  })
})
