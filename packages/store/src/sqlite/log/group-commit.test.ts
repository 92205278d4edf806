import { describe, expect, it, onTestFinished } from 'vitest'
import type { Change } from '../../store.ts'
import { acceptOne, firstRunOf, sampleConnector, sampleDelivery, turnOn } from '../../suite/samples.ts'
import { openSqliteFile } from '../database/open-sqlite-file.ts'
import { createSqliteStore } from '../sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'

const open = async () => {
  const folder = temporaryFolder()
  const file = await openSqliteFile({ folder })
  onTestFinished(() => file.close())
  const store = createSqliteStore(file)
  const commits: number[] = []
  store.listen(({ topic, ids }: Change) => {
    if (topic === 'deliveries') commits.push(ids.length)
  })
  return { file, store, folder, commits, subscription: await turnOn(store) }
}

const bodyOf = (bytes: number) => ({
  arrival: { method: 'POST', query: '', headers: [], body: new Uint8Array(bytes).fill(120) },
  size: bytes
})

describe('the group commit', () => {
  it('puts all jobs of one turn into one commit', async () => {
    const { store, commits, subscription } = await open()
    await Promise.all(Array.from({ length: 200 }, () => acceptOne(store, subscription)))
    expect(commits).toEqual([200])
  })

  it('waits for jobs of the next turn of the event loop', async () => {
    const { store, commits, subscription } = await open()
    const first = acceptOne(store, subscription)
    await new Promise(setImmediate)
    await Promise.all([first, acceptOne(store, subscription)])
    expect(commits).toEqual([2])
  })

  it('contains at most 256 jobs', async () => {
    const { store, commits, subscription } = await open()
    await Promise.all(Array.from({ length: 600 }, () => acceptOne(store, subscription)))
    expect(commits).toEqual([256, 256, 88])
  })

  it('contains at most 4 MB of small jobs', async () => {
    const { store, commits, subscription } = await open()
    await Promise.all(Array.from({ length: 90 }, () => acceptOne(store, subscription, bodyOf(60_000))))
    expect(commits).toEqual([69, 21])
  })

  // review: security H3
  it('contains at most 1 MB of jobs larger than 64 KB, or a single job of any size', async () => {
    const { store, commits, subscription } = await open()
    const sizes = [400_000, 400_000, 400_000, 10, 1_500_000, 5_000_000, 10]
    await Promise.all(sizes.map(bytes => acceptOne(store, subscription, bodyOf(bytes))))
    expect(commits).toEqual([2, 2, 1, 1, 1])
  })

  it('fails a wrong job alone', async () => {
    const { store, commits, subscription } = await open()
    const [a, b, c] = [
      sampleDelivery(subscription.id),
      sampleDelivery(subscription.id),
      sampleDelivery(subscription.id)
    ]
    const twice = { ...b, id: a.id }
    const gone = firstRunOf(subscription, b)
    const outcomes = await Promise.allSettled([
      store.deliveries.accept(a),
      store.deliveries.accept(twice),
      store.runs.finishFirst({ ...gone, deliveryId: gone.flowId }, { erase: false, begun: false }),
      store.deliveries.accept(b),
      store.deliveries.accept(c)
    ])
    expect(outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'kept'))).toEqual([
      'kept',
      'storage.failed',
      'delivery.gone',
      'kept',
      'kept'
    ])
    expect(commits).toEqual([3])
    expect((await store.deliveries.waiting({ limit: 9 })).map(({ delivery }) => delivery.id)).toEqual([
      a.id,
      b.id,
      c.id
    ])
  })

  it('rolls back a group when the disk is full, fails all its jobs, and continues once there is room', async () => {
    const { file, store, commits, subscription } = await open()
    const before = await acceptOne(store, subscription)
    const pages = Number(file.db.pragma('page_count', { simple: true }))
    file.db.pragma(`max_page_count = ${pages + 10}`)
    const small = Array.from({ length: 20 }, () => sampleDelivery(subscription.id))
    const large = sampleDelivery(subscription.id, bodyOf(200_000))
    const outcomes = await Promise.allSettled(
      [...small, large, sampleDelivery(subscription.id)].map(delivery => store.deliveries.accept(delivery))
    )
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'storage.failed', details: { why: 'the disk is full' } }
      })
    }
    await expect(
      store.connectors.add(sampleConnector({ description: 'x'.repeat(200_000) }))
    ).rejects.toMatchObject({ code: 'storage.failed' })
    expect(await store.connectors.list()).toEqual([])
    expect(commits).toEqual([1])

    file.db.pragma('max_page_count = 1000000')
    await Promise.all([...small, large].map(delivery => store.deliveries.accept(delivery)))
    expect((await store.deliveries.waiting({ limit: 99 })).map(({ delivery }) => delivery.id)).toEqual(
      [before, ...small, large].map(({ id }) => id)
    )
    expect(file.db.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})
