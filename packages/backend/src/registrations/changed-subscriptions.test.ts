import type { Id } from '@hookwright/model'
import { expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'

// review: cores A4
test('a change of a subscription without expiry reads no whole row', async () => {
  const folder = testFolder()
  const found: Id[] = []
  const one = await openBackend(
    folder,
    undefined,
    {},
    {
      store: kept => ({
        ...kept,
        subscriptions: {
          ...kept.subscriptions,
          find: id => {
            found.push(id)
            return kept.subscriptions.find(id)
          }
        }
      })
    }
  )
  await one.backend.resume()
  const drawn = await drawConnector(one.backend, { registers: false })
  const { subscriptionId } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
  found.length = 0
  await one.store.subscriptions.noteMatched(subscriptionId, {})
  // The listeners are called after the commit, and read through the same connection.
  await one.store.deliveries.countStarts([])
  expect(found).toEqual([])
  await one.crash()
})
