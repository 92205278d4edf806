import { randomUUID } from 'node:crypto'
import { Fault, takesDeliveries } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, makeFolder, openBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'

/** Returns a store that refuses deliveries for a flow that is off, like a shared store. */
const sharing = (store: Store): Store => ({
  ...store,
  deliveries: {
    ...store.deliveries,
    accept: async (delivery, once) => {
      const row = await store.subscriptions.find(delivery.subscriptionId)
      const isOff = row === null || !takesDeliveries(row.status)
      if (isOff && delivery.status.is === 'accepted') throw new Fault('subscription.gone')
      return store.deliveries.accept(delivery, once)
    }
  }
})

test('an event of a flow that another process turned off is refused as if it had been turned off here', async () => {
  const { folder, remove } = makeFolder()
  const one = await openBackend(folder, acceptingService, {}, { store: sharing })
  const drawn = await drawConnector(one.backend, { registers: false })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  const { subscriptionId, eventUrl } = await turnOn(one, flowId)
  const first = await deliver(one, eventUrl, { name: 'Ada' })

  const at = Date.now()
  const attempt = {
    ...({ id: randomUUID(), subscriptionId, kind: 'deregistration', outcome: 'running' } as const),
    ...{ startedAt: at, endedAt: null, fault: null, runId: null }
  }
  await one.store.subscriptions.beginDeregistering(subscriptionId, { at, attempt, run: null })
  for (let times = 0; times < 2; times += 1) {
    const answer = await sendTo(one, eventUrl, { text: '{"name":"Bo"}', headers: [] })
    expect(answer).toMatchObject({ is: 'fault', fault: { code: 'event-url.off' } })
  }
  const rows = await pollUntil(
    async () => (await one.backend.deliveries.list({ scope: { flowId }, limit: 9 })).rows,
    ({ length }) => length === 3
  )
  expect(rows.map(({ verdict }) => verdict?.reason ?? null)).toEqual(['off', 'off', null])
  expect(rows[2]?.id).toBe(first)
  await one.crash()
  remove()
})
