import { expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'

/**
 * Sends a body to a new running flow. Returns the counts of records in the delivery list once the delivery is
 * done.
 */
const recordsOf = async (event: 'one' | 'list', text: string) => {
  const one = await openForTest()
  const { backend } = one
  const flowId = await addNotifyingFlow(backend, await drawConnector(backend, { registers: false }), event)
  const { eventUrl } = await turnOn(one, flowId)
  await sendTo(one, eventUrl, { text, headers: [] })
  const { rows } = await pollUntil(
    () => backend.deliveries.list({ scope: { flowId }, limit: 9 }),
    ({ rows: seen }) => seen[0]?.status.is === 'done'
  )
  return rows.map(({ records }) => records)
}

test('a delivery with an empty list is marked as such, since its run alone would look like work done', async () => {
  expect(await recordsOf('list', '[]')).toEqual([{ all: 0, succeeded: 0, failed: 0, cancelled: 0, open: 0 }])
})

test('a delivery that is not a list reports no records', async () => {
  expect(await recordsOf('one', '{"name":"Ada"}')).toEqual([null])
})

test('a delivery with a failed record says why, as its own run did not fail', async () => {
  const one = await openForTest()
  const { backend } = one
  const flowId = await addNotifyingFlow(backend, await drawConnector(backend, { registers: false }), 'list')
  const { eventUrl } = await turnOn(one, flowId)
  await sendTo(one, eventUrl, { text: '[{"name":{"of":"Ada"}}]', headers: [] })
  const { rows } = await pollUntil(
    () => backend.deliveries.list({ scope: { flowId }, limit: 9 }),
    ({ rows: seen }) => seen[0]?.hasFailed === true
  )
  expect(rows[0]?.run?.status.is).toBe('succeeded')
  expect(rows[0]?.failure).toMatch(/\.$/)
})
