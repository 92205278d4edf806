import { MINUTE } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../outside.ts'
import { addTelling, drawConnector } from '../testing/draw.ts'
import { deliver } from '../testing/event.ts'
import { lookUntil } from '../testing/look.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'

const taking: ServiceClient = async () => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{}'
})

/** A flow of an event that is to be proven by a test event, being turned on; the service has taken it already. */
const open = async () => {
  const { folder, remove } = makeFolder()
  let opened: TestBackend = await openBackend(folder, taking)
  onTestFinished(async () => {
    await opened.crash()
    remove()
  })
  const drawn = await drawConnector(opened.backend, { registers: true, proves: true })
  const flowId = await addTelling(opened.backend, drawn, 'one')
  const { id } = await opened.backend.subscriptions.switchOn(flowId)
  await lookUntil(
    async () => (await opened.backend.subscriptions.progress(flowId))?.lines ?? [],
    lines => lines.length > 0 && lines.every(({ status }) => status === 'succeeded')
  )
  return {
    id,
    flowId,
    now: () => opened,
    row: () => opened.store.subscriptions.find(id),
    eventUrl: () => opened.backend.subscriptions.eventUrlOf(id),
    attempts: async () =>
      (await opened.store.subscriptions.attemptsOf(id)).map(({ kind, outcome }) => `${kind} ${outcome}`),
    ended: () =>
      lookUntil(
        () => opened.store.subscriptions.find(id),
        row => row?.status.is !== 'registering'
      ),
    reopen: async () => {
      await opened.crash()
      opened = await openBackend(folder, taking)
      await opened.backend.resume()
    }
  }
}

test('a flow is on only when a request has come to its own Event URL, which then runs it', async () => {
  const { id, row, now, eventUrl, ended, attempts } = await open()
  // It would be on by now, had it not to be proven.
  for (let looks = 0; looks < 50; looks++) expect((await row())?.status).toEqual({ is: 'registering' })
  expect(await attempts()).toEqual(['registration running', 'probe running'])
  const deliveryId = await deliver(now(), await eventUrl(), { name: 'Mira' })
  expect((await ended())?.status).toEqual({ is: 'on' })
  expect(now().sent[0]?.method).toBe('POST')
  expect(await attempts()).toEqual(['registration succeeded', 'probe succeeded'])
  const { delivery } = await now().backend.deliveries.get(deliveryId)
  expect((await now().backend.registrations.open(id)).probedAt).toBe(delivery.receivedAt)
})

test('without one in its time it stays off, says why, and takes back what was registered', async () => {
  const { now, ended, attempts } = await open()
  now().moveClock(MINUTE)
  expect(await ended()).toMatchObject({
    status: { is: 'ended', how: 'timed-out' },
    fault: { code: 'registration.not-proven' }
  })
  await lookUntil(attempts, all => all.includes('probe timed-out'))
  await lookUntil(
    () => now().sent.map(({ method }) => method),
    sent => sent.includes('DELETE')
  )
  await lookUntil(
    () => now().backend.subscriptions.cleanupEntries(),
    entries => entries.every(({ status }) => status.is === 'closed')
  )
})

test('it can be cancelled while it waits', async () => {
  const { now, ended, flowId, attempts } = await open()
  await now().backend.subscriptions.switchOff(flowId)
  expect((await ended())?.status).toEqual({ is: 'ended', how: 'cancelled' })
  await lookUntil(attempts, all => all.includes('probe cancelled'))
})

test('after a stop it goes on waiting, and nothing is asked for again', async () => {
  const { now, reopen, ended, eventUrl, attempts } = await open()
  await reopen()
  await deliver(now(), await eventUrl(), { name: 'Mira' })
  expect((await ended())?.status).toEqual({ is: 'on' })
  expect(now().sent.filter(({ url }) => url === '/hooks')).toEqual([])
  expect(await attempts()).toEqual(['registration succeeded', 'probe uncertain', 'probe succeeded'])
})
