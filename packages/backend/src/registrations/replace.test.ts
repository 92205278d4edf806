import { blankReceiving, type Id, MINUTE, type Subscription } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

type Service = typeof acceptingService

/** Service whose behavior the test can change at any time. */
const changing = (): { service: Service; behave: (as: Service) => void } => {
  let current: Service = acceptingService
  return {
    service: (request, signal) => current(request, signal),
    behave: as => {
      current = as
    }
  }
}
const refusing: Service = async () => ({ status: 403, headers: {}, body: 'no' })
const hanging: Service = () => new Promise(() => {})

const standing = async ({ backend }: TestBackend, flowId: Id) =>
  (await backend.subscriptions.list(flowId)).map(({ status, wanted }) => [
    status.is === 'ended' ? status.how : status.is,
    wanted
  ])

const standingUntil = (one: TestBackend, flowId: Id, expected: [string, boolean][]) =>
  pollUntil(
    () => standing(one, flowId),
    seen => JSON.stringify(seen) === JSON.stringify(expected)
  )

const acts = ({ sent }: TestBackend) => sent.map(({ method, url }) => `${method} ${url}`)

/** Opens a backend with a flow that is on. */
const open = async (service: Service = acceptingService) => {
  const one = await openBackend(folder, service)
  const flowId = await addNotifyingFlow(
    one.backend,
    await drawConnector(one.backend, { registers: true }),
    'one'
  )
  return { one, flowId, ...(await turnOn(one, flowId)) }
}

/** Returns the status of the flow's successor subscription, as in the list of flows. */
const successorOf = async ({ backend }: TestBackend, flowId: Id) =>
  (await backend.userFlows.summary(null, flowId)).successor?.status

const urlOf = ({ backend }: TestBackend, { id }: Pick<Subscription, 'id'>) =>
  backend.subscriptions.eventUrlOf(id)

describe('replacing a subscription', () => {
  test('registers the new Event URL before it deregisters the old one', async () => {
    const { one, flowId, eventUrl } = await open()
    const successor = await one.backend.subscriptions.replace(flowId, 'kept')
    expect(successor).toMatchObject({ status: { is: 'registering' }, wanted: false })
    await standingUntil(one, flowId, [
      ['on', true],
      ['replaced', false]
    ])
    expect(acts(one)).toEqual(['POST /hooks', 'POST /hooks', 'DELETE /hooks/1'])
    const newUrl = await urlOf(one, successor)
    expect(one.sent.map(({ body }) => body)).toEqual([eventUrl, newUrl, null])
    const [, old] = await one.backend.subscriptions.list(flowId)
    expect(old?.replacedBy).toBe(successor.id)
    await one.crash()
  })

  test('keeps the old one unchanged if the service refuses the new one', async () => {
    const { service, behave } = changing()
    const { one, flowId, eventUrl } = await open(service)
    behave(refusing)
    await one.backend.subscriptions.replace(flowId, 'drafted')
    expect(await successorOf(one, flowId)).toEqual({ is: 'registering' })
    await standingUntil(one, flowId, [
      ['refused', false],
      ['on', true]
    ])
    expect(await successorOf(one, flowId)).toEqual({ is: 'ended', how: 'refused' })
    behave(acceptingService)
    await deliver(one, eventUrl, { name: 'Ann' })
    await pollUntil(
      () => acts(one),
      seen => seen.includes('POST /names')
    )
    expect(acts(one)).not.toContain('DELETE /hooks/1')
    expect(await one.backend.subscriptions.progress(flowId)).toMatchObject({
      subscription: { status: { is: 'on' } }
    })
    await one.crash()
  })

  test('can be cancelled, and the flow is then on as before', async () => {
    const { service, behave } = changing()
    const { one, flowId } = await open(service)
    behave(hanging)
    await one.backend.subscriptions.replace(flowId, 'kept')
    await expect(one.backend.subscriptions.replace(flowId, 'kept')).rejects.toMatchObject({
      code: 'subscription.replacing'
    })
    await one.backend.subscriptions.cancelReplacing(flowId)
    expect(await standing(one, flowId)).toEqual([
      ['cancelled', false],
      ['on', true]
    ])
    await expect(one.backend.subscriptions.cancelReplacing(flowId)).rejects.toMatchObject({
      code: 'subscription.not-replacing'
    })
    await one.crash()
  })

  test('is cancelled by turning off, with a cleanup entry for a possible registration', async () => {
    const { service, behave } = changing()
    const { one, flowId } = await open(service)
    behave(hanging)
    const { id } = await one.backend.subscriptions.replace(flowId, 'kept')
    await pollUntil(
      () => acts(one).length,
      sent => sent === 2
    )
    await one.backend.subscriptions.switchOff(flowId)
    expect(await standing(one, flowId)).toEqual([
      ['cancelled', false],
      ['deregistering', false]
    ])
    expect(await one.backend.subscriptions.cleanupEntries()).toMatchObject([{ subscriptionId: id }])
    await one.crash()
  })

  test('undoes a successor that is ready after the flow was turned off', async () => {
    const { service, behave } = changing()
    const { one, flowId, subscriptionId } = await open(service)
    let answer: () => void = () => {}
    behave(
      () =>
        new Promise(resolve => {
          answer = () => resolve({ status: 201, headers: {}, body: '' })
        })
    )
    await one.backend.subscriptions.replace(flowId, 'kept')
    await pollUntil(
      () => acts(one).length,
      sent => sent === 2
    )
    // As a crash between the two halves of turning off would leave it.
    const attempt = {
      id: subscriptionId,
      subscriptionId,
      kind: 'deregistration' as const,
      outcome: 'running' as const,
      startedAt: 0,
      endedAt: null,
      fault: null,
      runId: null
    }
    await one.store.subscriptions.beginDeregistering(subscriptionId, { at: 0, attempt, run: null })
    behave(acceptingService)
    answer()
    await standingUntil(one, flowId, [
      ['cancelled', false],
      ['deregistering', false]
    ])
    await pollUntil(
      () => one.backend.subscriptions.cleanupEntries(),
      entries => entries.length === 1 && entries[0]?.status.is === 'closed'
    )
    expect(acts(one)).toEqual(['POST /hooks', 'POST /hooks', 'DELETE /hooks/1'])
    await one.crash()
  })

  test('pauses the successor of a paused one, whose events run when it is resumed', async () => {
    const { one, flowId, eventUrl } = await open()
    await one.backend.subscriptions.pause(flowId, true)
    await deliver(one, eventUrl, { name: 'Ann' })
    const successor = await one.backend.subscriptions.replace(flowId, 'kept')
    await standingUntil(one, flowId, [
      ['paused', true],
      ['replaced', false]
    ])
    await deliver(one, await urlOf(one, successor), { name: 'Ben' })
    expect(acts(one)).not.toContain('POST /names')
    await one.backend.subscriptions.pause(flowId, false)
    const told = await pollUntil(
      () => one.sent.filter(({ url }) => url === '/names').map(({ body }) => body),
      seen => seen.length === 2
    )
    expect(told.toSorted()).toEqual(['Ann', 'Ben'])
    await one.crash()
  })

  test('is refused for a flow that is off', async () => {
    const { one, flowId } = await open()
    await one.backend.subscriptions.switchOff(flowId)
    await expect(one.backend.subscriptions.replace(flowId, 'kept')).rejects.toMatchObject({
      code: 'flow.not-on'
    })
    await one.crash()
  })
})

test('a replacement that a stop interrupted during a request is uncertain, and the old one stays on', async () => {
  const { service, behave } = changing()
  const { one, flowId } = await open(service)
  behave(hanging)
  await one.backend.subscriptions.replace(flowId, 'kept')
  await pollUntil(
    () => acts(one).length,
    sent => sent === 2
  )
  await one.crash()
  const two = await openBackend(folder)
  await two.backend.resume()
  expect(await standing(two, flowId)).toEqual([
    ['uncertain', false],
    ['on', true]
  ])
  expect(two.sent).toEqual([])
  await two.crash()
})

test('both answer for a while if repeats can be recognized, and the old one is removed after that, also over a stop', async () => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend, { registers: true })
  const event = (await one.store.flows.list(drawn.connectorId)).find(({ id }) => id === drawn.oneId)
  const start = event?.doc.cards.event
  if (event === undefined || start === undefined) throw new Error('The event is drawn.')
  const config = { ...start.config, receiving: { ...blankReceiving, deliveryId: '{json.id}' } }
  const doc = { ...event.doc, cards: { ...event.doc.cards, event: { ...start, config } } }
  const { name, description, active, saveAll, draftNo } = event
  await one.backend.flows.save(event.id, { name, description, active, saveAll, doc }, draftNo)
  const { connectorId } = drawn
  const { id: versionId } = await one.backend.versions.create({ connectorId, note: '', by: 'uma' })
  await one.backend.versions.deploy(versionId, { visible: true, note: '', by: 'uma' })
  const flowId = await addNotifyingFlow(one.backend, { ...drawn, versionId }, 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const successor = await one.backend.subscriptions.replace(flowId, 'kept')
  await standingUntil(one, flowId, [
    ['on', true],
    ['on', false]
  ])
  await deliver(one, eventUrl, { id: 'event-1', name: 'Ann' })
  await deliver(one, await urlOf(one, successor), { id: 'event-1', name: 'Ann' })
  await deliver(one, await urlOf(one, successor), { id: 'event-2', name: 'Ben' })
  const told = await pollUntil(
    () => one.sent.filter(({ url }) => url === '/names').map(({ body }) => body),
    seen => seen.includes('Ben')
  )
  expect(told).toEqual(['Ann', 'Ben'])
  await one.crash()
  const two = await openBackend(folder)
  two.moveClock(2 * MINUTE)
  await two.backend.resume()
  await standingUntil(two, flowId, [
    ['on', true],
    ['replaced', false]
  ])
  expect(acts(two)).toEqual(['DELETE /hooks/1'])
  await two.crash()
})
