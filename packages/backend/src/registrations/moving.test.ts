import { createHmac } from 'node:crypto'
import type { Receiving, Scheme } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'
import { LIMITS } from './service-queue.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const elsewhere = 'https://moved.acme-hr.example'

/** Turns on two flows and `more`, then restarts the server under another public URL. */
const move = async (service = acceptingService, receiving: Partial<Receiving> = {}, more = 0) => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend, { registers: true, receiving })
  const flowIds = [
    await addNotifyingFlow(one.backend, drawn, 'one'),
    await addNotifyingFlow(one.backend, drawn, 'list')
  ]
  for (let at = 0; at < more; at++) flowIds.push(await addNotifyingFlow(one.backend, drawn, 'one'))
  for (const flowId of flowIds) await turnOn(one, flowId)
  const told = String(one.sent[0]?.body).split(' ')
  expect(await one.backend.subscriptions.moving.moved(null)).toEqual([])
  await one.crash()
  const two = await openBackend(folder, service, { publicUrl: elsewhere })
  await two.backend.resume()
  return { two, flowIds, told }
}

describe('a server with a new public address', () => {
  test('lists the flows that services still call at the former one, and changes nothing on its own', async () => {
    const { two, flowIds } = await move()
    const moved = await two.backend.subscriptions.moving.moved(null)
    expect(moved.map(({ flowId, from, byHand }) => [flowId, from, byHand]).toSorted()).toEqual(
      flowIds.map(flowId => [flowId, 'https://hooks.acme-hr.example', false]).toSorted()
    )
    expect(two.sent).toEqual([])
    await two.crash()
  })

  test('does not list a flow that starts without a service', async () => {
    const one = await openBackend(folder)
    await one.backend.resume()
    const config = {
      ...{ every: 'minutes', count: 5, at: '07:00', days: [1] },
      ...{ cron: '0 7 * * *', zone: 'Europe/Berlin', atOnce: 'any' }
    }
    const doc = {
      schemaVersion: 1 as const,
      strip: ['start'],
      cards: { start: { id: 'start', type: 'scheduled', config, inputs: {} } }
    }
    const flow = await one.backend.flows.create({ connectorId: null, ownerId: 'uma', name: 'Nightly', doc })
    await turnOn(one, flow.id)
    await one.crash()
    const two = await openBackend(folder, acceptingService, { publicUrl: elsewhere })
    await two.backend.resume()
    expect(await two.backend.subscriptions.moving.moved(null)).toEqual([])
    await two.crash()
  })

  test('verifies signatures over the address that is registered at the service', async () => {
    const scheme: Scheme = {
      id: 'sign',
      algorithm: 'hmac-sha256',
      key: { from: 'generated', decode: 'text' },
      content: '{url}{body}',
      signature: { from: 'header', name: 'x-signature', split: '', prefix: '', encoding: 'hex' },
      time: null,
      also: []
    }
    const { two, told } = await move(acceptingService, { verify: [scheme] })
    const [eventUrl = '', secret = ''] = told
    const text = '{"name":"Ada"}'
    const send = (url: string) =>
      sendTo(two, eventUrl, {
        text,
        headers: ['x-signature', createHmac('sha256', secret).update(`${url}${text}`).digest('hex')]
      })
    expect(await send(eventUrl)).toMatchObject({ status: 202 })
    expect(await send(eventUrl.replace('https://hooks.acme-hr.example', elsewhere))).toMatchObject({
      status: 401
    })
    await two.crash()
  })

  test('recognizes what services list at the former address', async () => {
    let listed: unknown[] = []
    const listing: typeof acceptingService = async ({ method }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(method === 'GET' ? listed : {})
    })
    const one = await openBackend(folder, listing)
    const drawn = await drawConnector(one.backend, { registers: true, lists: true })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { eventUrl } = await turnOn(one, flowId)
    await one.crash()
    listed = [{ id: 'hook 1', url: eventUrl }]
    const two = await openBackend(folder, listing, { publicUrl: elsewhere })
    await two.backend.resume()
    expect(await two.backend.subscriptions.compare(flowId)).toMatchObject({ fine: 1, found: 0, missing: [] })
    await two.crash()
  })

  // review: cores C2
  test('registers several flows of a service in parallel, so that a slow one does not delay the rest', async () => {
    let asked = 0
    let most = 0
    const releases: (() => void)[] = []
    const slow: typeof acceptingService = async request => {
      if (request.method !== 'POST') return acceptingService(request, new AbortController().signal)
      most = Math.max(most, ++asked)
      await new Promise<void>(resolve => releases.push(resolve))
      asked--
      return acceptingService(request, new AbortController().signal)
    }
    const { two, flowIds } = await move(slow)
    const { moving } = two.backend.subscriptions
    await moving.begin(flowIds)
    await pollUntil(
      () => releases.length,
      waiting => waiting === flowIds.length
    )
    for (const release of releases) release()
    await pollUntil(moving.progress, seen => seen?.isRunning === false)
    expect(most).toBe(flowIds.length)
    expect(await moving.progress()).toMatchObject({ done: flowIds.length, failed: [] })
    await two.crash()
  })

  // review: cores C2
  test('registers many flows of a connection eight at a time, until all are done', async () => {
    const releases: (() => void)[] = []
    let begun = 0
    const slow: typeof acceptingService = async request => {
      if (request.method === 'POST') {
        begun++
        await new Promise<void>(resolve => releases.push(resolve))
      }
      return acceptingService(request, new AbortController().signal)
    }
    const { two, flowIds } = await move(slow, {}, 18)
    const { moving } = two.backend.subscriptions
    await moving.begin(flowIds)
    const most: number[] = []
    for (let left = flowIds.length; left > 0; left -= 1) {
      const waiting = Math.min(LIMITS.perConnection, left)
      await pollUntil(
        () => releases.length,
        held => held === waiting
      )
      most.push(releases.length)
      releases.shift()?.()
    }
    await pollUntil(moving.progress, seen => seen?.isRunning === false)
    expect(Math.max(...most)).toBe(LIMITS.perConnection)
    expect(begun).toBe(flowIds.length)
    expect(await moving.progress()).toMatchObject({ done: flowIds.length, failed: [] })
    await two.crash()
  })

  test('registers them again on request, each before its old registration is removed', async () => {
    const { two, flowIds } = await move()
    const { moving } = two.backend.subscriptions
    await moving.begin(flowIds)
    await expect(moving.begin(flowIds)).rejects.toMatchObject({ code: 'moving.busy' })
    const progress = await pollUntil(moving.progress, seen => seen?.isRunning === false)
    expect(progress).toMatchObject({ of: 2, done: 2, failed: [] })
    expect(await moving.moved(null)).toEqual([])
    const registered = two.sent.filter(({ method }) => method === 'POST').map(({ body }) => String(body))
    expect(registered).toHaveLength(2)
    for (const url of registered) expect(url.startsWith(`${elsewhere}/e/h`)).toBe(true)
    await pollUntil(
      () => two.sent.filter(({ method }) => method === 'DELETE').length,
      removed => removed === 2
    )
    await two.crash()
  })

  test('names flows that could not be registered, which stay on as before', async () => {
    const refusing: typeof acceptingService = async () => ({ status: 403, headers: {}, body: '' })
    const { two, flowIds } = await move(refusing)
    const { moving } = two.backend.subscriptions
    await moving.begin(flowIds)
    const progress = await pollUntil(moving.progress, seen => seen?.isRunning === false)
    expect(progress?.failed.map(({ fault }) => fault.code)).toEqual([
      'registration.refused',
      'registration.refused'
    ])
    expect(await moving.moved(null)).toHaveLength(2)
    await two.crash()
  })

  test('knows the remaining flows after a stop', async () => {
    const { two, flowIds } = await move()
    const [first = ''] = flowIds
    await two.backend.subscriptions.moving.begin([first])
    await pollUntil(two.backend.subscriptions.moving.progress, seen => seen?.isRunning === false)
    await two.crash()
    const three = await openBackend(folder, acceptingService, { publicUrl: elsewhere })
    await three.backend.resume()
    const left = await three.backend.subscriptions.moving.moved(null)
    expect(left.map(({ flowId }) => flowId)).toEqual(flowIds.slice(1))
    expect(await three.backend.subscriptions.moving.progress()).toBeNull()
    await three.crash()
  })
})
