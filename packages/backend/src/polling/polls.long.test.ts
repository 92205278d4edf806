import { type Id, MINUTE, type Millis } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { FaultPoint } from '../kernel/effects.ts'
import { addPolling, drawPolled } from '../testing/draw-polled.ts'
import { turnOn } from '../testing/event.ts'
import { listService } from '../testing/list-service.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

const RESTARTS = 60
/**
 * Moments at which the test kills the process: before and after the commit of a poll, during the request, or
 * shortly afterwards.
 */
const moments: (FaultPoint | 'asked' | 'soon')[] = ['poll-answered', 'poll-kept', 'asked', 'soon']

/** Returns the names of the records that were delivered to a flow, in order. */
const deliveredTo = async ({ store }: TestBackend, flowId: Id): Promise<string[]> => {
  const names: string[] = []
  for (let before: Id | undefined; ; ) {
    const page = await store.deliveries.list({ scope: { flowId }, limit: 200, ...(before && { before }) })
    for (const { id } of page.rows) {
      const found = await store.deliveries.find(id)
      names.push(JSON.parse(Buffer.from(found?.arrival?.body ?? []).toString()).record.name)
    }
    if (page.next === null) return names.reverse()
    before = page.next
  }
}

test('no record is lost or run twice over many restarts and kills', async () => {
  const folder = testFolder()
  const service = listService()
  let ahead: Millis = 0
  let flowId = ''
  let killedAt: FaultPoint | null = null
  let isKilled = false

  const open = async (): Promise<TestBackend> => {
    const one = await openBackend(
      folder,
      service.client,
      {},
      {
        effects: effects => ({
          ...effects,
          passing: point => {
            if (point !== killedAt) return
            isKilled = true
            throw new Error('The process was killed.')
          }
        })
      }
    )
    one.moveClock(ahead)
    await one.backend.resume()
    await one.backend.recover()
    return one
  }
  const planOf = async ({ store }: TestBackend) =>
    store.polls.find((await store.subscriptions.wantedOf(flowId))?.id ?? '')
  const turnOf = async (one: TestBackend): Promise<number> => (await planOf(one))?.turn ?? 0

  const first = await open()
  flowId = await addPolling(first.backend, await drawPolled(first.backend))
  await turnOn(first, flowId)
  await pollUntil(
    () => turnOf(first),
    turn => turn >= 1
  )
  await first.crash()

  for (let restart = 0; restart < RESTARTS; restart++) {
    const moment = moments[restart % moments.length]
    service.names.push(...Array.from({ length: restart % 4 }, (_, at) => `${restart}-${at}`))
    killedAt = moment === 'poll-answered' || moment === 'poll-kept' ? moment : null
    isKilled = false
    const asked = service.polls.length
    ahead += 7 * MINUTE
    if (moment === 'asked') service.answerWith(() => new Promise(() => {}))
    const one = await open()
    await pollUntil(
      async () => (killedAt === null ? service.polls.length > asked : isKilled),
      isReached => isReached
    )
    await one.crash()
    service.answerWith(null)
  }

  killedAt = null
  ahead += 7 * MINUTE
  const last = await open()
  await pollUntil(
    async () => (await planOf(last))?.cursor,
    cursor => cursor === service.names.length
  )
  expect(await deliveredTo(last, flowId)).toEqual(service.names)
  await pollUntil(
    async () => new Set(service.told).size,
    count => count === service.names.length
  )
  await last.crash()
}, 300_000)
