import { DAY, Fault, HOUR, MINUTE, pill } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, changeFlow, deployNext, drawConnector } from '../testing/draw.ts'
import { openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/**
 * Service whose renewal replaces a registration with a new id. The test can delay the response to a renewal.
 */
const replacingService = () => {
  const hooks = new Set<number>()
  const asked: string[] = []
  let now = Date.now
  let next = 1
  let release = (): void => {}
  let gate: Promise<void> | null = null
  /** Way in which the response to the first renewal fails, although the renewal took effect. */
  let failure: 'status' | 'reset' | null = null
  const json = (status: number, body: unknown) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  const create = () => {
    const id = next++
    hooks.add(id)
    return json(200, { id: String(id), secret: 's', expiresAt: new Date(now() + DAY).toISOString() })
  }
  const client: ServiceClient = async ({ method, url }) => {
    asked.push(`${method} ${url}`)
    const id = Number(url.split('/')[2] ?? 0)
    if (method === 'POST') return create()
    if (method === 'DELETE') {
      hooks.delete(id)
      return json(204, '')
    }
    if (!hooks.delete(id)) return json(404, {})
    const answer = create()
    await gate
    const failing = failure
    failure = null
    if (failing === 'status') return json(500, {})
    if (failing === 'reset') {
      throw new Fault('http.no-answer', { method, url, why: 'reset', sent: 'maybe' })
    }
    return answer
  }
  return {
    client,
    hooks,
    asked,
    follow: (clock: () => number) => {
      now = clock
    },
    failNext: (how: 'status' | 'reset') => {
      failure = how
    },
    hold: () => {
      gate = new Promise(resolve => {
        release = resolve
      })
    },
    release: () => release()
  }
}

/** Opens a flow that is on. Its renewal flow returns new Registration Data. */
const openRenewed = async () => {
  const service = replacingService()
  const one = await openForTest(service.client)
  service.follow(one.clock)
  onTestFinished(async () => {
    service.release()
    await one.backend.stop()
  })
  const drawn = await drawConnector(one.backend, {
    registers: true,
    renews: true,
    captures: true,
    receiving: { deliveryId: '{header.x-id}' }
  })
  const renewal = (await one.backend.flows.list(drawn.connectorId)).find(({ name }) => name === 'Prolong')
  await changeFlow(one.backend, renewal?.id ?? '', doc => {
    const card = doc.cards.return
    if (card === undefined) throw new Error('The renewal flow has no Return card.')
    const inputs = { ...card.inputs, registrationData: pill('renew', 'json') }
    return { ...doc, cards: { ...doc.cards, return: { ...card, inputs } } }
  })
  const versionId = await deployNext(one.backend, drawn)
  const flowId = await addNotifyingFlow(one.backend, { ...drawn, versionId }, 'one')
  const { id } = await one.backend.subscriptions.switchOn(flowId)
  const rowOf = () => one.store.subscriptions.find(id)
  await pollUntil(rowOf, row => (row?.renewAt ?? null) !== null)
  const renewals = async () =>
    (await one.store.subscriptions.attemptsOf(id)).filter(({ kind }) => kind === 'renewal')
  const patches = () => service.asked.filter(line => line.startsWith('PATCH'))
  return { one, service, flowId, id, rowOf, renewals, patches }
}

// review: cores A8
test('turning off waits for a renewal in progress and removes its result', async () => {
  const { one, service, flowId, rowOf, patches } = await openRenewed()
  service.hold()
  one.moveClock(19 * HOUR)
  await pollUntil(patches, ({ length }) => length === 1)
  await one.backend.subscriptions.switchOff(flowId)
  expect((await rowOf())?.status).toEqual({ is: 'deregistering' })
  service.release()
  await pollUntil(rowOf, row => row?.status.is === 'ended')
  expect(service.asked.slice(1)).toEqual(['PATCH /hooks/1/s', 'DELETE /hooks/2/s'])
  expect([...service.hooks]).toEqual([])
  expect(await one.backend.subscriptions.cleanupEntries()).toEqual([])
})

// review: cores A8
test('a replaced subscription is removed with the result of a renewal in progress', async () => {
  const { one, service, flowId, rowOf, patches, renewals } = await openRenewed()
  service.hold()
  one.moveClock(19 * HOUR)
  await pollUntil(patches, ({ length }) => length === 1)
  const successor = await one.backend.subscriptions.replace(flowId, 'kept')
  await pollUntil(
    () => one.store.subscriptions.find(successor.id),
    row => row?.status.is === 'on'
  )
  service.release()
  await pollUntil(renewals, ([attempt]) => attempt?.outcome === 'succeeded')
  one.moveClock(2 * MINUTE)
  await pollUntil(rowOf, row => row?.status.is === 'ended')
  expect(service.asked.at(-1)).toBe('DELETE /hooks/2/s')
  expect([...service.hooks]).toEqual([3])
})

// review: cores A8
test.each(['status', 'reset'] as const)(
  'a renewal that may have been done is sent once, and its possible result is listed (%s)',
  async how => {
    const { one, service, rowOf, patches, renewals } = await openRenewed()
    service.failNext(how)
    one.moveClock(19 * HOUR)
    await pollUntil(rowOf, row => row?.wanted === false)
    one.moveClock(2 * MINUTE)
    await pollUntil(rowOf, row => row?.status.is === 'ended')
    expect(patches()).toHaveLength(1)
    expect((await renewals())[0]).toMatchObject({
      outcome: 'uncertain',
      fault: { code: 'renewal.uncertain' }
    })
    // The registration of the renewal has an id that nobody told: it stays, and an entry says so.
    expect([...service.hooks]).toEqual([2, 3])
    const entries = await one.backend.subscriptions.cleanupEntries()
    expect(entries).toMatchObject([
      { status: { is: 'open' }, nextAt: null, why: { code: 'renewal.may-exist' } }
    ])
    await expect(one.backend.subscriptions.retryCleanupEntry(entries[0]?.id ?? '')).rejects.toThrow(
      new Fault('cleanup.by-hand').message
    )
  }
)

// review: cores A8
test('a renewal that may have been done while its flow was turned off is listed', async () => {
  const { one, service, flowId, rowOf, patches } = await openRenewed()
  service.failNext('reset')
  service.hold()
  one.moveClock(19 * HOUR)
  await pollUntil(patches, ({ length }) => length === 1)
  await one.backend.subscriptions.switchOff(flowId)
  service.release()
  await pollUntil(rowOf, row => row?.status.is === 'ended')
  expect([...service.hooks]).toEqual([2])
  expect(await one.backend.subscriptions.cleanupEntries()).toMatchObject([
    { status: { is: 'open' }, why: { code: 'renewal.may-exist' } }
  ])
})
