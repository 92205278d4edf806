import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { type acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Returns a service that answers each request when the test releases it. */
const answering = () => {
  const asked: { name: string; answer: (status?: number) => void }[] = []
  const service: typeof acceptingService = request =>
    new Promise(resolve => {
      asked.push({
        name: request.body ?? '',
        answer: (status = 200) => resolve({ status, headers: {}, body: '' })
      })
    })
  const next = (count: number) =>
    pollUntil(
      () => asked.length,
      seen => seen === count
    )
  return { asked, service, next, names: () => asked.map(({ name }) => name) }
}

const people = (...names: string[]) => names.map(name => ({ name }))

/** Returns the statuses of the runs for a delivery's records, in order. */
const recordsOf = async ({ store }: TestBackend, deliveryId: string) =>
  (await store.runs.list({ deliveryId, limit: 50 })).rows
    .filter(({ recordIndex }) => recordIndex !== null)
    .toSorted((one, other) => (one.recordIndex ?? 0) - (other.recordIndex ?? 0))
    .map(({ status }) => status)

const allEnded = (one: TestBackend, id: string) =>
  pollUntil(
    async () =>
      (await one.store.deliveries.waiting({ limit: 1 })).length === 0 && !(await one.store.runs.hasOpen(id)),
    ended => ended
  )

describe('a record that fails', () => {
  const failing: typeof acceptingService = async ({ body }) => ({
    status: body === 'Ben' ? 422 : 200,
    headers: {},
    body: ''
  })

  const deliverThree = async (stopRest: boolean) => {
    const one = await openBackend(folder, failing)
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list', null, {
      stopRest
    })
    const { eventUrl } = await turnOn(one, flowId)
    const id = await deliver(one, eventUrl, people('Ada', 'Ben', 'Cy', 'Dee'))
    await allEnded(one, id)
    return { one, id, eventUrl }
  }

  test('[row 100a] does not affect the others', async () => {
    const { one, id } = await deliverThree(false)
    expect((await recordsOf(one, id)).map(({ is }) => is)).toEqual([
      'succeeded',
      'failed',
      'succeeded',
      'succeeded'
    ])
    await one.crash()
  })

  test('[row 100b] stops the rest of its own list if the flow asks for it', async () => {
    const { one, id, eventUrl } = await deliverThree(true)
    const why = expect.stringMatching(/^Record 2 failed, so the rest/)
    expect(await recordsOf(one, id)).toMatchObject([
      { is: 'succeeded' },
      { is: 'failed' },
      { is: 'cancelled', why },
      { is: 'cancelled', why }
    ])
    expect(one.sent.map(({ body }) => body)).toEqual(['Ada', 'Ben'])
    const again = await deliver(one, eventUrl, people('Eve'))
    await allEnded(one, again)
    expect(await recordsOf(one, again)).toEqual([{ is: 'succeeded' }])
    await one.crash()
  })
})

describe('a flow that runs one delivery at a time', () => {
  test('runs deliveries one after the other, and in parallel after the change is applied', async () => {
    const { service, next, names, asked } = answering()
    const one = await openBackend(folder, service)
    await one.backend.recover()
    const drawn = await drawConnector(one.backend)
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one', null, { atOnce: '1' })
    const { eventUrl } = await turnOn(one, flowId)
    const other = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
    for (const name of ['1', '2', '3', '4']) await deliver(one, eventUrl, { name })
    await deliver(one, other.eventUrl, { name: 'other' })
    await next(2)
    expect(names().toSorted()).toEqual(['1', 'other'])
    for (const { answer } of asked) answer()
    await next(3)
    const { name, description, active, saveAll, doc, draftNo } = (await one.backend.flows.get(flowId)).flow
    const event = doc.cards.event
    if (event === undefined) throw new Error('The flow starts with an event.')
    const free = {
      ...doc,
      cards: { ...doc.cards, event: { ...event, config: { ...event.config, atOnce: 'any' } } }
    }
    await one.backend.flows.save(
      flowId,
      { name: name ?? '', description, active, saveAll, doc: free },
      draftNo
    )
    await one.backend.subscriptions.applyChanges(flowId)
    await next(5)
    expect(names().slice(2)).toEqual(['2', '3', '4'])
    for (const { answer } of asked) answer()
    await one.backend.stop()
    await one.crash()
  })

  test('keeps its order after a crash, for deliveries before and after it, and for replays', async () => {
    const first = await openBackend(folder, () => new Promise(() => {}))
    const drawn = await drawConnector(first.backend)
    const flowId = await addNotifyingFlow(first.backend, drawn, 'one', null, { atOnce: '1' })
    const { eventUrl } = await turnOn(first, flowId)
    await first.backend.recover()
    for (const name of ['1', '2', '3']) await deliver(first, eventUrl, { name })
    await pollUntil(
      () => first.sent.length,
      sent => sent === 1
    )
    await first.crash()

    let under = 0
    let most = 0
    const second = await openBackend(folder, async () => {
      most = Math.max(most, ++under)
      await new Promise(resolve => setImmediate(resolve))
      under--
      return { status: 200, headers: {}, body: '' }
    })
    await second.backend.resume()
    const recovered = second.backend.recover()
    const ids = await Promise.all(['4', '5'].map(name => deliver(second, eventUrl, { name })))
    await recovered
    await pollUntil(
      () => second.sent.length,
      sent => sent === 5
    )
    for (const id of ids) await allEnded(second, id)
    await Promise.all(ids.map(id => second.backend.deliveries.replay(id)))
    await pollUntil(
      () => second.sent.length,
      sent => sent === 7
    )
    expect(most).toBe(1)
    await second.backend.stop()
    await second.crash()
  })
})
