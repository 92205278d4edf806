import { MINUTE } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/** Service that assigns consecutive ids to its registrations. */
const countingHooks = (): ServiceClient => {
  let made = 0
  return async ({ method }) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: method === 'POST' ? JSON.stringify({ id: String(++made), secret: 's' }) : ''
  })
}

// review: cores C4
test('a replaced subscription is deregistered after a restart with the data it has by then', async () => {
  const folder = testFolder()
  const service = countingHooks()
  const first = await openBackend(folder, service)
  const drawn = await drawConnector(first.backend, {
    registers: true,
    captures: true,
    receiving: { deliveryId: '{header.x-id}' }
  })
  const flowId = await addNotifyingFlow(first.backend, drawn, 'one')
  const { subscriptionId } = await turnOn(first, flowId)
  const successor = await first.backend.subscriptions.replace(flowId, 'kept')
  await pollUntil(
    () => first.store.subscriptions.find(successor.id),
    row => row?.status.is === 'on'
  )
  await first.crash()

  const second = await openBackend(folder, service)
  onTestFinished(second.crash)
  await second.backend.resume()
  // A comparison with the service stores what it learns in the same way.
  const learnt = JSON.stringify({ id: '9', secret: 'new' })
  const place = sealPlace(subscriptionId, 'registration-data')
  await second.store.renewals.learn(subscriptionId, second.effects.sealer.seal(learnt, place))
  expect(second.sent).toEqual([])
  second.moveClock(2 * MINUTE)
  await pollUntil(
    () => second.store.subscriptions.find(subscriptionId),
    row => row?.status.is === 'ended'
  )
  expect(second.sent.map(({ method, url }) => `${method} ${url}`)).toEqual(['DELETE /hooks/9/new'])
})
