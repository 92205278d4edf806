import { Fault, type Id, MINUTE } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { plainScrubber } from '../testing/plain-scrubber.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const scrubbing = { effects: (effects: TestBackend['effects']) => ({ ...effects, scrubber: plainScrubber }) }
const doneOf = ({ backend }: TestBackend, id: Id) =>
  pollUntil(
    () => backend.deliveries.open(id),
    ({ status, runs }) =>
      status.is === 'done' && runs.every(run => run.status.is !== 'queued' && run.status.is !== 'running')
  )

describe('a new rule while the end of a replay waits for room on a full disk', () => {
  let isFull = false
  let refused = 0
  const openFull = (service = acceptingService) =>
    openBackend(
      folder,
      service,
      {},
      {
        ...scrubbing,
        store: store => {
          const unlessFull =
            <Given extends unknown[], Written>(write: (...params: Given) => Promise<Written>) =>
            async (...params: Given): Promise<Written> => {
              if (!isFull) return write(...params)
              refused++
              throw new Fault('storage.failed', { why: 'the disk is full' })
            }
          const { runs, waits } = store
          return {
            ...store,
            runs: { ...runs, finish: unlessFull(runs.finish), spread: unlessFull(runs.spread) },
            waits: { ...waits, suspend: unlessFull(waits.suspend) }
          }
        }
      }
    )
  beforeEach(() => {
    isFull = false
    refused = 0
  })

  /**
   * Runs and replays a delivery on a full disk, adds a redaction rule, and then frees the disk. Returns the
   * run as it is stored at the end.
   */
  const keptBehindRule = async (params: {
    event: 'one' | 'list'
    body: unknown
    refuses?: boolean
    replay: (one: TestBackend, deliveryId: Id) => Promise<Id>
  }) => {
    let status = 200
    const one = await openFull(async ({ body }) => ({ status, headers: {}, body: `Nobody knows ${body}.` }))
    const drawn = await drawConnector(one.backend)
    const flowId = await addNotifyingFlow(one.backend, drawn, params.event, null, { retry: 'always' })
    const { eventUrl } = await turnOn(one, flowId)
    const deliveryId = await deliver(one, eventUrl, params.body)
    await doneOf(one, deliveryId)
    await pollUntil(
      () => one.store.runs.hasOpen(deliveryId),
      open => !open
    )
    isFull = true
    if (params.refuses) status = 503
    const id = await params.replay(one, deliveryId)
    await pollUntil(
      () => refused,
      count => count > 0
    )
    await one.backend.keeping.redactFlow(flowId, ['body.name', 'body.0.name'])
    isFull = false
    one.moveClock(MINUTE)
    const kept = await pollUntil(
      () => one.store.runs.find(id),
      run => run?.status.is !== 'running'
    )
    await one.crash()
    return kept
  }
  const how = { on: 'pinned', effects: true } as const

  test('applies to the replay of a delivery', async () => {
    const kept = await keptBehindRule({
      event: 'one',
      body: { name: 'Ada Canary' },
      replay: ({ backend }, id) => backend.deliveries.replay(id, how)
    })
    expect(kept).toMatchObject({ status: { is: 'succeeded' }, steps: expect.any(Array) })
    expect(JSON.stringify(kept)).not.toContain('Canary')
  })

  test('applies to the replay of a record', async () => {
    const kept = await keptBehindRule({
      event: 'list',
      body: [{ name: 'Ada Canary' }],
      replay: async ({ backend }, deliveryId) => {
        const { rows } = await backend.runs.list({ deliveryId, limit: 9 })
        const run = rows.find(({ recordIndex }) => recordIndex === 0)
        return backend.deliveries.replayRun(run?.id ?? '', how)
      }
    })
    expect(kept).toMatchObject({ status: { is: 'succeeded' }, steps: expect.any(Array) })
    expect(JSON.stringify(kept)).not.toContain('Canary')
  })

  test('applies to the message of a replay that waits for a retry', async () => {
    const kept = await keptBehindRule({
      event: 'one',
      body: { name: 'answered' },
      refuses: true,
      replay: ({ backend }, id) => backend.deliveries.replay(id, how)
    })
    expect(kept?.status).toMatchObject({ is: 'waiting', waitsFor: { is: 'retry' } })
    expect(JSON.stringify(kept?.status)).not.toContain('answered')
  })
})
