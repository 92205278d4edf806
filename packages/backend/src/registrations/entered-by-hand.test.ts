import { type Id, practiceRules } from '@hookwright/model'
import { expect, test } from 'vitest'
import {
  addNotifyingFlow,
  changeFlow,
  deployNext,
  drawConnector,
  withCard,
  withTopic
} from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import type { TestBackend } from '../testing/open-backend.ts'
import { openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

const signed = practiceRules({ from: 'generated', decode: 'text' })

/**
 * Opens a flow that is on. A person enters the Event URL of its event at the service. The event has the
 * option Topic.
 */
const openByHand = async (params: { signs: boolean }) => {
  const one = await openForTest()
  const drawn = await drawConnector(one.backend, {
    registers: false,
    topics: true,
    ...(params.signs && {
      receiving: signed
    })
  })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one', null, { topic: 'hires' })
  return { one, drawn, flowId, ...(await turnOn(one, flowId)) }
}

const useVersion = (one: TestBackend, flowId: Id, versionId: Id) =>
  changeFlow(
    one.backend,
    flowId,
    withCard('event', ({ config }) => ({ config: { ...config, versionId } }))
  )

test('a manual flow keeps its Event URL with another version and other options', async () => {
  const { one, drawn, flowId, subscriptionId, eventUrl } = await openByHand({ signs: false })
  const { subscriptions } = one.backend
  const next = await deployNext(one.backend, drawn)
  await useVersion(one, flowId, next)
  await changeFlow(one.backend, flowId, withTopic('leavers'))
  expect((await subscriptions.planChanges(flowId)).pending).toEqual({ is: 'in-place' })
  await subscriptions.applyChanges(flowId)
  const { subscription } = await subscriptions.get(subscriptionId)
  expect(subscription).toMatchObject({
    status: { is: 'on' },
    terms: { versionId: next, options: { topic: 'leavers' }, publicUrl: expect.any(String) }
  })
  expect(await subscriptions.eventUrlOf(subscriptionId)).toBe(eventUrl)
  expect((await subscriptions.planChanges(flowId)).pending).toEqual({ is: 'none' })
})

test('an upgrade of a manual flow keeps its Event URL and its Signing Secret', async () => {
  const { one, drawn, flowId, subscriptionId } = await openByHand({ signs: true })
  const { subscriptions } = one.backend
  const secret = await subscriptions.signingSecretOf(subscriptionId)
  await changeFlow(
    one.backend,
    drawn.oneId,
    withCard('event', ({ config }) => ({ config: { ...config, options: [] } }))
  )
  await deployNext(one.backend, drawn)
  const plan = await subscriptions.upgrades.plan({ flowId, ownerId: null })
  expect(plan).toMatchObject([{ flowId, does: 'in-place' }])
  expect(await subscriptions.signingSecretOf(subscriptionId)).toBe(secret)
})

test('another connection needs another Event URL, since the former account still sends to this one', async () => {
  const one = await openForTest()
  const drawn = await drawConnector(one.backend, { registers: false, hasKey: true })
  const account = async (name: string): Promise<Id> =>
    (
      await one.backend.connections.create({
        ...{ connectorId: drawn.connectorId, purpose: 'user', ownerId: 'uma', name },
        values: { secret: name }
      })
    ).id
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one', await account('Acme'))
  await turnOn(one, flowId)
  const connectionId = await account('Acme Labs')
  await changeFlow(
    one.backend,
    flowId,
    withCard('event', ({ config }) => ({ config: { ...config, connectionId } }))
  )
  const { pending, sentences } = await one.backend.subscriptions.planChanges(flowId)
  expect(pending.is).toBe('re-register')
  expect(sentences[0]).toBe(
    'The draft gets a new Event URL. There is no registration flow, so enter the URL at the service yourself; events sent to the old URL are then refused.'
  )
})

test('a registered flow that becomes manual is still deregistered at the service', async () => {
  const { one } = await openByHand({ signs: false })
  const drawn = await drawConnector(one.backend, { registers: true, name: 'Acme Chat' })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  await turnOn(one, flowId)
  await changeFlow(
    one.backend,
    drawn.oneId,
    withCard('event', ({ config }) => ({
      config: { ...config, registrationFlowId: null, deregistrationFlowId: null }
    }))
  )
  await useVersion(one, flowId, await deployNext(one.backend, drawn))
  const { sentences } = await one.backend.subscriptions.planChanges(flowId)
  expect(sentences[0]).toMatch(/^The draft gets a new Event URL\. There is no registration flow/)
  expect(sentences).toContain('Then the deregistration flow removes the old subscription at the service.')
})

test('other signature checks need a new Signing Secret, and the plan says who enters it', async () => {
  const { one, drawn, flowId } = await openByHand({ signs: true })
  await changeFlow(
    one.backend,
    drawn.oneId,
    withCard('event', ({ config }) => ({
      config: {
        ...config,
        receiving: {
          ...signed,
          verify: signed.verify.map(check => ({ ...check, content: '{header.X-Acme-Timestamp}:{body}' }))
        }
      }
    }))
  )
  await useVersion(one, flowId, await deployNext(one.backend, drawn))
  const { pending, sentences } = await one.backend.subscriptions.planChanges(flowId)
  expect(pending.is).toBe('re-register')
  expect(sentences[0]).toBe(
    'The draft gets a new Event URL and a new Signing Secret. There is no registration flow, so enter both at the service yourself; events sent to the old URL are then refused.'
  )
  expect(sentences.join(' ')).not.toContain('deregistration flow')
})

test('the Signing Secret is shown only if a person has to enter it', async () => {
  const { one, subscriptionId } = await openByHand({ signs: true })
  const { subscriptions } = one.backend
  expect(await subscriptions.signingSecretOf(subscriptionId)).toMatch(/^[0-9a-f]{64}$/)
  const drawn = await drawConnector(one.backend, {
    registers: true,
    receiving: signed,
    name: 'Acme Chat'
  })
  const other = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
  await expect(subscriptions.signingSecretOf(other.subscriptionId)).rejects.toMatchObject({
    code: 'subscription.secret-registered'
  })
})

test('a flow runs without a connection where its event uses none, though its connector has credentials', async () => {
  const one = await openForTest()
  const { backend } = one
  const drawn = await drawConnector(backend, { registers: false, hasKey: true })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  expect(await backend.subscriptions.blockers(flowId)).toEqual([])
  const { eventUrl } = await turnOn(one, flowId)
  await deliver(one, eventUrl, { name: 'Ada' })
  const runs = () => backend.runs.list({ scope: { flowId }, limit: 5 })
  const { rows } = await pollUntil(runs, page => page.rows[0]?.status.is === 'succeeded')
  expect(rows).toHaveLength(1)
})

test('a flow asks for a connection where its event registers with one', async () => {
  const { backend } = await openForTest()
  const drawn = await drawConnector(backend, { registers: true, hasKey: true })
  const flowId = await addNotifyingFlow(backend, drawn, 'one')
  expect(await backend.subscriptions.blockers(flowId)).toMatchObject([
    { message: 'The connector Acme HR needs a connection. Choose one.' }
  ])
})
