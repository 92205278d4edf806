import type { ReplaySeries } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { keepFlow, newId, sampleRun } from './samples.ts'

const sampleSeries = (over: Partial<ReplaySeries> = {}): ReplaySeries => ({
  id: newId(),
  ownerId: 'ann',
  flowIds: [newId()],
  of: 2,
  begun: 0,
  skipped: 0,
  perSecond: 5,
  mode: { on: 'draft', effects: false },
  startedAt: 1_000,
  status: { is: 'running' },
  ...over
})

export const replaySeriesSuite = (open: OpenStore): void => {
  describe('series of replays', () => {
    const opened = openForEachTest(open)
    const deliveries = () => [
      { id: newId(), subscriptionId: newId() },
      { id: newId(), subscriptionId: newId(), draftId: newId() }
    ]

    it('continue after a restart, oldest first, with their deliveries in order', async () => {
      const { replays } = opened().store
      const [late, early] = [sampleSeries({ startedAt: 2_000 }), sampleSeries()]
      const [ofLate, ofEarly] = [deliveries(), deliveries()]
      await replays.add(late, ofLate)
      await replays.add(early, ofEarly)
      const store = await opened().reopen()
      expect(await store.replays.all()).toEqual([
        { series: early, deliveries: ofEarly },
        { series: late, deliveries: ofLate }
      ])
    })

    it('store their progress, with a run that they start or alone, and no deliveries once they have ended', async () => {
      const { store } = opened()
      const series = sampleSeries()
      const some = deliveries()
      await store.replays.add(series, some)
      const run = sampleRun((await keepFlow(store)).id, { kind: 'test' })
      await store.runs.begin(run, { ...series, begun: 1 })
      expect(await store.replays.all()).toEqual([{ series: { ...series, begun: 1 }, deliveries: some }])
      const skipping = { ...series, begun: 1, skipped: 1 }
      await store.replays.keep(skipping)
      expect(await store.replays.all()).toEqual([{ series: skipping, deliveries: some }])
      const done: ReplaySeries = { ...skipping, status: { is: 'done', at: 3_000 } }
      await store.replays.keep(done)
      expect(await store.replays.all()).toEqual([{ series: done, deliveries: [] }])
    })

    it('contain no flow of another running series', async () => {
      const { replays } = opened().store
      const one = sampleSeries({ flowIds: [newId(), newId()] })
      await replays.add(one, [])
      const other = sampleSeries({
        flowIds: [newId(), ...one.flowIds.slice(1)],
        startedAt: one.startedAt + 1
      })
      await expect(replays.add(other, [])).rejects.toMatchObject({ code: 'replays.under-way' })
      await replays.keep({ ...one, status: { is: 'done', at: 3_000 } })
      await replays.add(other, [])
      expect((await replays.list()).map(({ id }) => id)).toEqual([one.id, other.id])
    })

    it('can be stopped, and then store no progress and start no run', async () => {
      const { store } = opened()
      const series = sampleSeries()
      await store.replays.add(series, deliveries())
      await store.replays.stop(series.id, 3_000)
      const stopped: ReplaySeries = { ...series, status: { is: 'stopped', at: 3_000 } }
      const run = sampleRun((await keepFlow(store)).id, { kind: 'test' })
      await expect(store.runs.begin(run, { ...series, begun: 1 })).rejects.toMatchObject({
        code: 'replays.gone'
      })
      await store.replays.keep({ ...series, skipped: 1 })
      await store.replays.stop(series.id, 4_000)
      expect(await store.replays.all()).toEqual([{ series: stopped, deliveries: [] }])
      await expect(store.replays.stop(newId(), 3_000)).rejects.toMatchObject({ code: 'replays.gone' })
    })

    it('start each replay once, in whichever process', async () => {
      const { store } = opened()
      const series = sampleSeries()
      await store.replays.add(series, deliveries())
      const flowId = (await keepFlow(store)).id
      const next = { ...series, begun: 1 }
      await store.runs.begin(sampleRun(flowId, { kind: 'test' }), next)
      await expect(store.runs.begin(sampleRun(flowId, { kind: 'test' }), next)).rejects.toMatchObject({
        code: 'replays.gone'
      })
      expect((await store.runs.list({ limit: 9 })).rows).toHaveLength(1)
    })

    it('stay unchanged if the run that they start cannot be written', async () => {
      const { store } = opened()
      const series = sampleSeries()
      await store.replays.add(series, [])
      await expect(store.runs.begin(sampleRun(newId()), { ...series, begun: 1 })).rejects.toMatchObject({
        code: 'flow.gone'
      })
      expect(await store.replays.all()).toEqual([{ series, deliveries: [] }])
    })

    it('are deleted one by one', async () => {
      const { replays } = opened().store
      const [one, other] = [sampleSeries(), sampleSeries()]
      for (const series of [one, other]) await replays.add(series, deliveries())
      await replays.forget(one.id)
      expect((await replays.all()).map(({ series }) => series)).toEqual([other])
    })
  })
}
