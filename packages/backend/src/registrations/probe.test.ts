import { MINUTE, type Receiving } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver } from '../testing/event.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

const taking: ServiceClient = async () => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{}'
})

/** Turns on a flow that is verified by a test event. The service has already accepted the registration. */
const open = async (
  params: { asks?: true; service?: ServiceClient; receiving?: Partial<Receiving> } = {}
) => {
  const { asks = false, service = taking, receiving } = params
  const { folder, remove } = makeFolder()
  let opened: TestBackend = await openBackend(folder, service)
  onTestFinished(async () => {
    await opened.crash()
    remove()
  })
  const drawn = await drawConnector(opened.backend, {
    ...{ registers: true, proves: true, asks },
    ...(receiving && { receiving })
  })
  const flowId = await addNotifyingFlow(opened.backend, drawn, 'one')
  const { id } = await opened.backend.subscriptions.switchOn(flowId)
  await pollUntil(
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
      pollUntil(
        () => opened.store.subscriptions.find(id),
        row => row?.status.is !== 'registering'
      ),
    reopen: async () => {
      await opened.crash()
      opened = await openBackend(folder, service)
      await opened.backend.resume()
    }
  }
}

test('a flow is on only after a request to its own Event URL, which then runs it', async () => {
  const { id, row, now, eventUrl, ended, attempts } = await open()
  // It would be on by now, had it not to be proven.
  await pollUntil(attempts, all => all.includes('probe running'))
  for (let looks = 0; looks < 50; looks++) expect((await row())?.status).toEqual({ is: 'registering' })
  expect(await attempts()).toEqual(['registration running', 'probe running'])
  const deliveryId = await deliver(now(), await eventUrl(), { name: 'Mira' })
  expect((await ended())?.status).toEqual({ is: 'on' })
  expect(now().sent[0]?.method).toBe('POST')
  expect(await attempts()).toEqual(['registration succeeded', 'probe succeeded'])
  const { delivery } = await now().backend.deliveries.get(deliveryId)
  expect((await now().backend.registrations.open(id)).probedAt).toBe(delivery.receivedAt)
})

test('a flow without a request in time stays off with the reason, and its registration is removed', async () => {
  const { now, ended, attempts } = await open()
  now().moveClock(MINUTE)
  expect(await ended()).toMatchObject({
    status: { is: 'ended', how: 'timed-out' },
    fault: { code: 'registration.not-proven' }
  })
  await pollUntil(attempts, all => all.includes('probe timed-out'))
  await pollUntil(
    () => now().sent.map(({ method }) => method),
    sent => sent.includes('DELETE')
  )
  const [entry] = await pollUntil(
    () => now().backend.subscriptions.cleanupEntries(),
    entries => entries.every(({ status }) => status.is === 'closed')
  )
  expect(entry?.status).toMatchObject({
    reason: 'The service sent no test event in time, so the registration was undone.'
  })
})

test('waiting for the probe can be cancelled', async () => {
  const { now, ended, flowId, attempts } = await open()
  await now().backend.subscriptions.switchOff(flowId)
  expect((await ended())?.status).toEqual({ is: 'ended', how: 'cancelled' })
  await pollUntil(attempts, all => all.includes('probe cancelled'))
})

test('after a stop the probe is still awaited, and no request is repeated', async () => {
  const { now, reopen, ended, eventUrl, attempts } = await open()
  await reopen()
  await deliver(now(), await eventUrl(), { name: 'Mira' })
  expect((await ended())?.status).toEqual({ is: 'on' })
  expect(now().sent.filter(({ url }) => url === '/hooks')).toEqual([])
  expect(await attempts()).toEqual(['registration succeeded', 'probe uncertain', 'probe succeeded'])
})

test('the probe flow asks the service for a test event, with the Registration Data', async () => {
  const { now, row, eventUrl, ended, attempts } = await open({ asks: true })
  await pollUntil(
    () => now().sent.map(({ url }) => url),
    urls => urls.includes('/hooks/hook 1/ping')
  )
  expect((await row())?.status).toEqual({ is: 'registering' })
  await deliver(now(), await eventUrl(), { name: 'Mira' })
  expect((await ended())?.status).toEqual({ is: 'on' })
  expect(await attempts()).toEqual(['registration succeeded', 'probe succeeded'])
})

test('a ping with the signature of the registration proves it, and a forged one does not', async () => {
  const key = { from: 'registration' as const, path: 'id', decode: 'text' as const }
  const place = { from: 'json' as const, name: 'proof', split: '' as const, prefix: '' }
  const { now, row, eventUrl, ended, attempts } = await open({
    asks: true,
    receiving: {
      verify: [
        {
          ...{ id: 'token', algorithm: 'token', key, content: '', time: null, also: [] },
          signature: { ...place, encoding: 'text' }
        }
      ]
    }
  })
  await pollUntil(
    () => now().sent.map(({ url }) => url),
    urls => urls.includes('/hooks/hook 1/ping')
  )
  await expect(deliver(now(), await eventUrl(), { name: 'Mallory', proof: 'hook 2' })).rejects.toThrow('401')
  expect((await row())?.status).toEqual({ is: 'registering' })
  await deliver(now(), await eventUrl(), { name: 'Mira', proof: 'hook 1' })
  expect((await ended())?.status).toEqual({ is: 'on' })
  expect(await attempts()).toEqual(['registration succeeded', 'probe succeeded'])
})

test('a refusal to send a test event leaves the flow off, and the registration is removed', async () => {
  const refusing: ServiceClient = async ({ url }) =>
    url.endsWith('/ping')
      ? { status: 403, headers: {}, body: 'no' }
      : { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }
  const { id, now, ended, attempts } = await open({ asks: true, service: refusing })
  expect(await ended()).toMatchObject({
    status: { is: 'ended', how: 'refused' },
    fault: { code: 'registration.probe-failed', details: { why: expect.stringContaining('403') } }
  })
  const [entry] = await pollUntil(
    () => now().backend.subscriptions.cleanupEntries(),
    entries => entries.length > 0 && entries.every(({ status }) => status.is === 'closed')
  )
  expect(entry?.status).toMatchObject({
    reason: 'The request for a test event failed, so the registration was undone.'
  })
  expect(now().sent.at(-1)).toMatchObject({ method: 'DELETE' })
  expect((await attempts()).slice(0, 2)).toEqual(['registration failed', 'probe failed'])
  const { attempts: told } = await now().backend.registrations.open(id)
  expect(told[1]?.lines).toContainEqual(expect.objectContaining({ status: 'failed' }))
})

test('a probe without an answer ends with its time limit', async () => {
  const hanging: ServiceClient = ({ url }, signal) =>
    url.endsWith('/ping')
      ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      : Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' })
  const { now, ended, attempts } = await open({ asks: true, service: hanging })
  await pollUntil(attempts, all => all.includes('probe running'))
  now().moveClock(MINUTE)
  expect(await ended()).toMatchObject({
    status: { is: 'ended', how: 'timed-out' },
    fault: { code: 'registration.not-proven' }
  })
  await pollUntil(attempts, all => all.includes('probe timed-out'))
})
