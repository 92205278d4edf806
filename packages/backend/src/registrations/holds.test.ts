import type { Store } from '@hookwright/store'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { createHolds } from './holds.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

test('a flow is written only when its hold changes', async () => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend)
  const { id: connectionId } = await one.backend.connections.create({
    connectorId: drawn.connectorId,
    purpose: 'user',
    ownerId: 'uma',
    name: 'People team',
    values: {}
  })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one', connectionId)
  await turnOn(one, flowId)
  const { subscriptions, connections } = one.store
  const written: boolean[] = []
  const setHold: Store['subscriptions']['setHold'] = (id, hold, params) => {
    written.push(hold !== null)
    return subscriptions.setHold(id, hold, params)
  }
  const store = { ...one.store, subscriptions: { ...subscriptions, setHold } }
  const holds = createHolds({ store, effects: one.effects, moved: () => {} })
  await holds.follow([flowId])
  expect(written).toEqual([])
  await connections.setOwnerRemoved('uma', true)
  await holds.follow([flowId])
  await holds.follow([flowId])
  expect(written).toEqual([true])
  await connections.handOver(connectionId, { to: 'zoe', by: 'zoe', at: 1 })
  await connections.share(connectionId, [{ with: 'person', personId: 'uma' }], { by: 'zoe', at: 2 })
  await holds.follow([flowId])
  await holds.follow([flowId])
  expect(written).toEqual([true, false])
  await one.crash()
})
