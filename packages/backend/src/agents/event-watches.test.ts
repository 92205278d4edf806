import { type Card, DAY, HOUR, literal, SECOND } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { expect, test } from 'vitest'
import { codeOf, openAgentEvents } from '../testing/open-agent-events.ts'
import { pollUntil } from '../testing/poll-until.ts'

type Opened = Awaited<ReturnType<typeof openAgentEvents>>

/**
 * Subscribes a client to an event and unsubscribes it again. Returns the flow that was created for the event.
 */
const useOnce = async (
  { now, callback, subscribe, unsubscribe }: Opened,
  of: { arguments?: object } = {}
): Promise<string> => {
  const to = callback()
  await subscribe(to, of)
  await unsubscribe(to, of)
  const [watch] = await now().store.agentEvents.watches()
  return watch?.flowId ?? ''
}

/** Advances the clock hour by hour until the server has removed all unused watches. */
const tidied = ({ now }: Opened) =>
  pollUntil(
    async () => {
      now().moveClock(HOUR)
      return (await now().store.agentEvents.watches()).length
    },
    count => count === 0
  )

test('an event that no agent has used for a day is removed with its flow, and can be subscribed to again', async () => {
  const opened = await openAgentEvents()
  const { now, service, callback, subscribe, send } = opened
  const flowId = await useOnce(opened)
  now().moveClock(DAY / 2)
  expect(await now().store.agentEvents.watches()).toHaveLength(1)
  await tidied(opened)
  await pollUntil(
    () => now().store.flows.find(flowId),
    flow => flow === null
  )
  const to = callback()
  await subscribe(to)
  expect(service.registered.size).toBe(1)
  await send({ name: 'Zoë' })
  await pollUntil(
    () => to.received.length,
    count => count === 1
  )
})

/** Returns the flow with a changed start card, as if a member had edited it. */
const changed = (flow: FlowRow, change: (start: Card) => Partial<Card>): FlowRow => {
  const { start } = flow.doc.cards
  if (start === undefined) throw new Error('There is one.')
  return { ...flow, doc: { ...flow.doc, cards: { start: { ...start, ...change(start) } } } }
}

test.each<[what: string, change: (flow: FlowRow) => FlowRow]>([
  ['that has another name', flow => ({ ...flow, name: 'Hired people' })],
  ['whose card has a name', flow => changed(flow, () => ({ title: 'Hired' }))],
  [
    'whose card has another setting',
    flow => changed(flow, ({ config }) => ({ config: { ...config, stopRest: true } }))
  ],
  ['whose card has another option', flow => changed(flow, () => ({ inputs: { topic: literal('pay') } }))]
])('a flow %s is kept because a person changed it', async (_, change) => {
  const opened = await openAgentEvents({ topics: true })
  const { now } = opened
  const flowId = await useOnce(opened, { arguments: { topic: 'leave' } })
  const flow = await now().store.flows.find(flowId)
  if (flow === null) throw new Error('There is one.')
  const { name, description, active, saveAll, doc, draftNo } = change(flow)
  await now().store.flows.save(
    flowId,
    { name, description, active, saveAll, doc },
    { baseDraft: draftNo, at: 1 }
  )
  await tidied(opened)
  expect(await now().store.flows.find(flowId)).toMatchObject({ name, doc })
})

test.each([
  ['before', false],
  ['after', true]
])(
  'a process that dies right %s it removes an unused event leaves no flow without an owner',
  async (_, isRemoved) => {
    const opened = await openAgentEvents()
    const { now, reopen, callback, subscribe, service } = opened
    const flowId = await useOnce(opened)
    const { agentEvents } = now().store
    const { removeUnused } = agentEvents
    let hasDied = false
    agentEvents.removeUnused = async (id, since) => {
      if (isRemoved) await removeUnused(id, since)
      hasDied = true
      return new Promise(() => {})
    }
    await pollUntil(
      () => {
        now().moveClock(HOUR)
        return hasDied
      },
      is => is
    )
    await reopen()
    expect(await now().store.flows.find(flowId)).toBeNull()
    await subscribe(callback())
    expect(service.registered.size).toBe(1)
  }
)

test('the removal of an unused event is tried again when it fails, and does not stop other removals', async () => {
  const opened = await openAgentEvents()
  const { now } = opened
  const flowId = await useOnce(opened)
  const { find } = now().store.flows
  let failures = 0
  now().store.flows.find = async id => {
    if (failures > 0 || id !== flowId) return find(id)
    failures += 1
    throw new Error('The disk is slow.')
  }
  await tidied(opened)
  expect(failures).toBe(1)
  await pollUntil(
    () => {
      now().moveClock(HOUR)
      return find(flowId)
    },
    flow => flow === null
  )
})

test('a subscription that is written while its unused event is being removed gets another flow', async () => {
  const opened = await openAgentEvents()
  const { now, callback, subscribe, service, send } = opened
  const flowId = await useOnce(opened)
  now().moveClock(DAY / 2)
  const { agentEvents, flows } = now().store
  const { put } = agentEvents
  const { find } = flows
  let isRemoving = false
  let remove = (): void => {}
  const removing = new Promise<void>(resolve => {
    remove = () => {
      isRemoving = true
      resolve()
    }
  })
  let write = (): void => {}
  const written = new Promise<void>(resolve => {
    write = resolve
  })
  let isWriting = false
  agentEvents.put = async subscription => {
    agentEvents.put = put
    isWriting = true
    await removing
    const isWritten = await put(subscription)
    write()
    return isWritten
  }
  const to = callback()
  const subscribed = subscribe(to, { ttlMs: 7 * DAY })
  await pollUntil(
    () => isWriting,
    is => is
  )
  flows.find = async id => {
    flows.find = find
    // Nobody used it a moment ago.
    remove()
    await written
    return find(id)
  }
  await pollUntil(
    () => {
      // From then on a day may not pass: the new flow is unused until it is registered.
      if (!isRemoving) now().moveClock(HOUR)
      return find(flowId)
    },
    flow => flow === null
  )
  await subscribed
  expect(service.registered.size).toBe(1)
  await send({ name: 'Zoë' })
  await pollUntil(
    () => to.received.length,
    count => count === 1
  )
})

test('an event whose registration was refused is removed, and one with a subscription stays', async () => {
  const opened = await openAgentEvents({ topics: true })
  const { now, service, callback, subscribe } = opened
  await subscribe(callback(), { arguments: { topic: 'leave' }, ttlMs: 7 * DAY })
  service.refuse(true)
  const refused = subscribe(callback(), { arguments: { topic: 'pay' } })
  expect(await codeOf(refused)).toBe('agent-events.not-registered')
  expect(await now().store.agentEvents.watches()).toHaveLength(2)
  await pollUntil(
    async () => {
      now().moveClock(HOUR)
      return (await now().store.agentEvents.watches()).length
    },
    count => count === 1
  )
  expect(await now().store.agentEvents.list()).toHaveLength(1)
})

test('a subscription stays when another server turns its flow off and on again', async () => {
  let turn = Promise.resolve()
  let waiting = 0
  const { now, callback, subscribe } = await openAgentEvents({
    alone: async (_, act) => {
      waiting += 1
      await turn
      return act(true)
    }
  })
  const { store, backend, effects } = now()
  await subscribe(callback())
  const [row] = await store.agentEvents.list()
  if (row === undefined) throw new Error('There is one.')
  let release = (): void => {}
  turn = new Promise(resolve => {
    release = resolve
  })
  waiting = 0
  // The other server has the turn: one of its clients has left, and another one comes.
  await store.agentEvents.put({ ...row, id: effects.newId(), handle: 'sub_1', mode: 'poll', webhook: null })
  await store.agentEvents.remove([row.id])
  await backend.subscriptions.switchOff(row.flowId)
  await pollUntil(
    () => {
      now().moveClock(SECOND)
      return waiting
    },
    count => count > 0
  )
  await backend.subscriptions.switchOn(row.flowId)
  release()
  await pollUntil(
    () => store.subscriptions.currentOf(row.flowId),
    current => current?.status.is === 'on'
  )
  now().moveClock(5 * SECOND)
  expect(await store.agentEvents.list()).toHaveLength(1)
})
