import { describe, expect, it } from 'vitest'
import type { RunRow } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginFlow,
  firstRunOf,
  keepFlow,
  newId,
  sampleEnd,
  sampleRun,
  sampleWaiting,
  turnOn
} from './samples.ts'

export const journalSuite = (open: OpenStore): void => {
  describe('the journal', () => {
    const opened = openForEachTest(open)

    it('distinguishes "not sent" from "sent, answer lost" after a restart', async () => {
      const run = sampleRun((await keepFlow(opened().store)).id)
      const { runs } = opened().store
      await runs.intend(run, { key: 'a', safe: false, draws: [] })
      await runs.record(run, { key: 'a', safe: false, result: { outputs: { id: 7 } } })
      await runs.intend(run, { key: 'each/0/b', safe: true, draws: [] })
      const store = await opened().reopen()
      expect(await store.runs.journalOf(run.id)).toEqual(
        new Map([
          ['a', { safe: false, result: { outputs: { id: 7 } } }],
          ['each/0/b', { safe: true, result: null }]
        ])
      )
      expect(await store.runs.find(run.id)).toEqual(run)
      expect(await store.runs.journalOf(newId())).toEqual(new Map())
    })

    it('commits random values with the next effect, the first of each', async () => {
      const { store } = opened()
      const run = sampleRun((await keepFlow(store)).id)
      const drawn = (key: string, now: string) => ({ key, result: { outputs: { now } } })
      await store.runs.intend(run, { key: 'a', safe: false, draws: [drawn('now', '1'), drawn('dice', '4')] })
      await store.runs.intend(run, { key: 'a', safe: false, draws: [drawn('now', '2')] })
      expect(await store.runs.journalOf(run.id)).toEqual(
        new Map([
          ['a', { safe: false, result: null }],
          ['now', { safe: true, result: { outputs: { now: '1' } } }],
          ['dice', { safe: true, result: { outputs: { now: '4' } } }]
        ])
      )
    })

    it('keeps an existing result when the effect is announced again', async () => {
      const { store } = opened()
      const run = sampleRun((await keepFlow(store)).id)
      await store.runs.record(run, { key: 'a', safe: true, result: 'done' })
      await store.runs.intend(run, { key: 'a', safe: true, draws: [] })
      expect(await store.runs.journalOf(run.id)).toEqual(new Map([['a', { safe: true, result: 'done' }]]))
    })

    it('does not write the trace of a continued run with each of its effects', async () => {
      const { store } = opened()
      const run: RunRow = { ...sampleRun((await keepFlow(store)).id), steps: sampleEnd('').steps }
      await store.runs.begin(run)
      let written = 0
      const toJSON = () => {
        written++
        return run.steps
      }
      const woken = { ...run, steps: Object.assign([...(run.steps ?? [])], { toJSON }) }
      await store.runs.intend(woken, { key: 'a', safe: false, draws: [] })
      await store.runs.record(woken, { key: 'a', safe: false, result: 'done' })
      expect(written).toBe(0)
      expect(await store.runs.find(run.id)).toEqual(run)
    })

    it('writes the row of a run once and never changes an existing one', async () => {
      const { store } = opened()
      const run = sampleRun((await keepFlow(store)).id)
      await store.runs.begin(run)
      await store.runs.record({ ...run, startedAt: 9_999 }, { key: 'a', safe: true, result: null })
      await store.runs.intend(
        { ...run, startedAt: 9_999, kind: 'renewal' },
        { key: 'b', safe: true, draws: [] }
      )
      expect(await store.runs.find(run.id)).toEqual(run)
    })

    it('keeps the rows of runs separate', async () => {
      const { store } = opened()
      const { id } = await keepFlow(store)
      const [one, two] = [sampleRun(id), sampleRun(id)]
      await store.runs.record(one, { key: 'a', safe: true, result: 1 })
      await store.runs.record(two, { key: 'a', safe: true, result: 2 })
      await store.runs.finish(sampleEnd(one.id), { erase: false })
      expect(await store.runs.journalOf(one.id)).toEqual(new Map())
      expect(await store.runs.journalOf(two.id)).toEqual(new Map([['a', { safe: true, result: 2 }]]))
    })

    it('is deleted with the end of a run: a first one, a registration, any other', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const first = firstRunOf(subscription, delivery)
      await store.runs.record(first, { key: 'a', safe: true, result: 1 })
      await store.runs.finishFirst(first, { erase: false, begun: true })
      expect(await store.runs.journalOf(first.id)).toEqual(new Map())

      const beginning = await beginFlow(store)
      const { run, attempt } = beginning
      if (run === null) throw new Error('Expected a run of the registration.')
      await store.runs.record(run, { key: 'a', safe: true, result: 1 })
      await store.subscriptions.becomeOn(beginning.subscription.id, {
        at: 4_000,
        attemptId: attempt.id,
        run: sampleEnd(run.id),
        registrationData: null,
        answersUntil: 0,
        probedAt: null,
        expiresAt: null
      })
      expect(await store.runs.journalOf(run.id)).toEqual(new Map())
    })

    it.each([{ is: 'on-hold' as const, why: 'The server crashed three times.' }, sampleWaiting])(
      'stays with a run that is $is, since that can continue',
      async status => {
        const { store } = opened()
        const run = sampleRun((await keepFlow(store)).id)
        await store.runs.record(run, { key: 'a', safe: true, result: 1 })
        await store.runs.finish(sampleEnd(run.id, { status }), { erase: false })
        expect((await store.runs.journalOf(run.id)).size).toBe(1)
      }
    )
  })
}
