import type { Id, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { DeliveryFilter, RunFilter, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  firstRunOf,
  keepFlow,
  newId,
  OVER_SCAN_LIMIT,
  sampleBeginning,
  sampleFault
} from './samples.ts'

export const listSuite = (open: OpenStore): void => {
  describe('lists', () => {
    const opened = openForEachTest(open)
    const plain = { erase: false, begun: false }
    const failed = { is: 'failed' as const, at: [], fault: sampleFault }

    const deliveriesIn = async (store: Store, filter: Partial<DeliveryFilter>): Promise<Id[]> =>
      (await store.deliveries.list({ limit: 50, ...filter })).rows.map(({ id }) => id)
    const runsIn = async (store: Store, filter: Partial<RunFilter>): Promise<Id[]> =>
      (await store.runs.list({ limit: 50, ...filter })).rows.map(({ id }) => id)

    /** Creates a delivery that arrived at the given time, with its finished run. */
    const runOne = async (
      store: Store,
      subscription: Subscription,
      receivedAt: number,
      over: Parameters<typeof firstRunOf>[2] = {}
    ): Promise<Id> => {
      const delivery = await acceptOne(store, subscription, { receivedAt })
      await store.runs.finishFirst(
        firstRunOf(subscription, delivery, { startedAt: receivedAt, ...over }),
        plain
      )
      return delivery.id
    }

    /** Creates a running flow without runs. */
    const turnOn = async (
      store: Store,
      ownerId = 'ann',
      connectorId: Id = newId()
    ): Promise<Subscription> => {
      const { subscription, attempt, ...beginning } = sampleBeginning((await keepFlow(store, { ownerId })).id)
      const begun = { ...subscription, terms: { ...subscription.terms, connectorId } }
      const alone = { attempt: { ...attempt, runId: null }, run: null }
      await store.subscriptions.begin({ ...beginning, ...alone, subscription: begun })
      const nothing = { run: null, registrationData: null, expiresAt: null, answersUntil: 0, probedAt: null }
      await store.subscriptions.becomeOn(begun.id, { at: 2_400, attemptId: attempt.id, ...nothing })
      return begun
    }

    it('can be limited to an owner, flow, subscription, connector or event', async () => {
      const { store } = opened()
      const [ann, bea] = [await turnOn(store, 'ann'), await turnOn(store, 'bea')]
      const ofAnn = await runOne(store, ann, 1)
      const ofBea = await runOne(store, bea, 2)
      expect(await deliveriesIn(store, {})).toEqual([ofBea, ofAnn])
      const { connectorId, eventFlowId } = bea.terms
      for (const scope of [
        { ownerId: 'bea' },
        { flowId: bea.flowId },
        { subscriptionId: bea.id },
        { connectorId },
        { eventFlowId },
        { ownerId: 'bea', connectorId, eventFlowId }
      ]) {
        expect(await deliveriesIn(store, { scope })).toEqual([ofBea])
      }
      expect(await deliveriesIn(store, { scope: { ownerId: 'ann', connectorId } })).toEqual([])
      expect(await runsIn(store, { scope: { ownerId: 'ann' } })).toEqual([ofAnn])
      expect(await runsIn(store, { scope: { flowId: bea.flowId } })).toEqual([ofBea])
      expect(await runsIn(store, { scope: { ownerId: 'cy' } })).toEqual([])
    })

    it('can be filtered by status, result and time', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const good = await runOne(store, subscription, 10)
      const bad = await runOne(store, subscription, 20, { status: failed })
      const waits = (await acceptOne(store, subscription, { receivedAt: 30 })).id
      const status = { is: 'filtered' as const, why: 'A HEAD request.' }
      const looked = (await acceptOne(store, subscription, { receivedAt: 40, status })).id
      expect(await deliveriesIn(store, { status: 'done' })).toEqual([bad, good])
      expect(await deliveriesIn(store, { status: 'accepted' })).toEqual([waits])
      expect(await deliveriesIn(store, { status: 'filtered' })).toEqual([looked])
      expect(await deliveriesIn(store, { result: 'failed' })).toEqual([bad])
      expect(await deliveriesIn(store, { result: 'succeeded' })).toEqual([good])
      expect(await deliveriesIn(store, { result: 'open' })).toEqual([])
      expect(await deliveriesIn(store, { from: 20, to: 40 })).toEqual([waits, bad])
      expect(await runsIn(store, { status: 'failed' })).toEqual([bad])
      expect(await runsIn(store, { from: 11 })).toEqual([bad])
      expect(await runsIn(store, { to: 20, scope: { flowId: subscription.flowId } })).toEqual([good])
    })

    it('are read in pages, also with filters, each row once', async () => {
      const { store } = opened()
      const [a, b] = [await turnOn(store), await turnOn(store)]
      const bad: Id[] = []
      for (let at = 0; at < 12; at += 1) {
        const isBad = at % 3 === 0
        const id = await runOne(store, at % 2 === 0 ? a : b, at, isBad ? { status: failed } : {})
        if (isBad) bad.unshift(id)
      }
      const seen: Id[] = []
      let before: Id | undefined
      for (;;) {
        const page = await store.runs.list({ status: 'failed', limit: 2, ...(before && { before }) })
        seen.push(...page.rows.map(({ id }) => id))
        if (page.next === null) break
        before = page.next
      }
      expect(seen).toEqual(bad)
      const gone = await store.deliveries.list({ before: newId(), limit: 2 })
      expect(gone).toEqual({ rows: [], next: null, lookedBackTo: null })
    })

    it('search a limited number of rows for rare ones, and say how far they got', async () => {
      const { store } = opened()
      const [busy, quiet] = [await turnOn(store), await turnOn(store)]
      const rare = await runOne(store, busy, 1, { status: failed })
      const silent = await runOne(store, quiet, 2)
      await Promise.all(
        Array.from({ length: OVER_SCAN_LIMIT }, (_, at) => acceptOne(store, busy, { receivedAt: 100 + at }))
      )
      const first = await store.deliveries.list({ result: 'failed', limit: 50 })
      expect(first.rows).toEqual([])
      expect(first.lookedBackTo).toBeGreaterThan(100)
      const rest = await store.deliveries.list({ result: 'failed', limit: 50, before: first.next ?? '' })
      expect(rest).toMatchObject({ rows: [{ id: rare }], next: null, lookedBackTo: null })
      // What a quiet flow has is found at once, however much a busy one had since.
      expect(await deliveriesIn(store, { scope: { flowId: quiet.flowId }, status: 'done' })).toEqual([silent])
    }, 60_000)

    it('show the results of deliveries: the first run, the runs for records, and replays', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const plainly = await runOne(store, subscription, 1)
      const unrun = await acceptOne(store, subscription)
      const listed = await acceptOne(store, subscription)
      const first = firstRunOf(subscription, listed)
      const child = (recordIndex: number) => {
        const queued = { id: newId(), recordIndex, status: { is: 'queued' as const }, finishedAt: null }
        return { run: firstRunOf(subscription, listed, { ...queued, steps: null, result: null }), record: {} }
      }
      const children = [child(0), child(1), child(2)]
      await store.runs.spread(first, children, { begun: false })
      const [one, two] = children.map(({ run }) => run.id)
      await store.runs.finish({ ...first, id: one ?? '' }, plain)
      await store.runs.finish({ ...first, id: two ?? '', status: failed }, plain)
      await store.runs.begin(firstRunOf(subscription, listed, { id: newId(), replayOf: listed.id }))
      await store.runs.begin(
        firstRunOf(subscription, listed, { id: newId(), replayOf: listed.id, recordIndex: 0 })
      )
      const found = await store.runs.ofDeliveries([plainly, unrun.id, listed.id, newId()])
      expect(new Set(found.keys())).toEqual(new Set([plainly, listed.id]))
      expect(found.get(plainly)).toMatchObject({ run: { id: plainly }, records: null, replays: 0 })
      expect(found.get(listed.id)).toMatchObject({
        run: { id: listed.id },
        records: { all: 3, succeeded: 1, failed: 1, cancelled: 0, open: 1 },
        replays: 1
      })
      // Of `listed` one record is still queued; nothing of the others is in progress.
      expect(await store.runs.hasOpen(listed.id)).toBe(true)
      expect(await store.runs.hasOpen(plainly)).toBe(false)
      expect(await store.runs.hasOpen(unrun.id)).toBe(false)
      expect(await store.runs.hasOpen(newId())).toBe(false)
    })

    it('show outputs of start cards: short values of runs that have ended', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const startWith = (outputs: unknown) => ({
        steps: [
          { path: ['start'], status: 'succeeded' as const, from: 0, to: 4, outputs: outputs as 'given' }
        ]
      })
      const [named, long, params, values] = [
        await runOne(
          store,
          subscription,
          1,
          startWith({ name: 'Zoë "Z"', level: 3, tags: ['a'], none: null })
        ),
        await runOne(store, subscription, 2, startWith({ name: 'x'.repeat(201) })),
        await runOne(store, subscription, 3, startWith('given')),
        await runOne(store, subscription, 4, { steps: null })
      ]
      const held = await acceptOne(store, subscription, {})
      const onHold = { is: 'on-hold' as const, why: 'it was asked to' }
      await store.runs.finishFirst(
        firstRunOf(subscription, held, { status: onHold, finishedAt: null }),
        plain
      )
      expect(await store.runs.startOutputs([named, long, params, values, held.id, newId()])).toEqual(
        new Map([
          [named, { name: 'Zoë "Z"', level: 3 }],
          [long, {}],
          [params, {}]
        ])
      )
      expect(await store.runs.startOutputs([])).toEqual(new Map())
    })

    it('show the statuses of cards, without nested ones', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const step = (path: (string | number)[], status: 'succeeded' | 'failed' | 'skipped') => ({
        path,
        status,
        from: 0,
        to: 4
      })
      const [traced, untraced, long] = [
        await runOne(store, subscription, 1, {
          steps: [
            step(['start'], 'succeeded'),
            step(['loop', 0, 'inner'], 'failed'),
            step(['loop'], 'skipped'),
            step(['ask "them"'], 'failed')
          ]
        }),
        await runOne(store, subscription, 2, { steps: null }),
        await runOne(store, subscription, 3, {
          steps: [{ ...step(['start'], 'succeeded'), outputs: { text: 'x'.repeat(70_000) } }]
        })
      ]
      expect(await store.runs.cardStatuses([traced, untraced, long, newId()])).toEqual(
        new Map([
          [
            traced,
            new Map([
              ['start', 'succeeded'],
              ['loop', 'skipped'],
              ['ask "them"', 'failed']
            ])
          ]
        ])
      )
      expect(await store.runs.cardStatuses([])).toEqual(new Map())
    })

    it('find the previous and next run of the same flow', async () => {
      const { store } = opened()
      const [a, b] = [await turnOn(store), await turnOn(store)]
      const first = await runOne(store, a, 1)
      await runOne(store, b, 2)
      const second = await runOne(store, a, 3)
      expect(await store.runs.beside(first)).toEqual({ previous: null, next: second })
      expect(await store.runs.beside(second)).toEqual({ previous: first, next: null })
      expect(await store.runs.beside(newId())).toEqual({ previous: null, next: null })
    })

    it('count the results of flows, up to a limit', async () => {
      const { store } = opened()
      const [a, b] = [await turnOn(store), await turnOn(store)]
      const still = await keepFlow(store)
      for (let at = 0; at < 4; at += 1) await runOne(store, a, at)
      const newest = await runOne(store, a, 9, { status: failed })
      await acceptOne(store, b)
      const status = { is: 'refused' as const, why: 'The request is not signed.' }
      const refused = await acceptOne(store, b, { status })
      await acceptOne(store, a, { status })
      await acceptOne(store, a)
      const tallies = await store.flows.tallies([a.flowId, b.flowId, still.id, newId()], 3)
      expect(tallies.get(a.flowId)).toMatchObject({
        deliveries: 3,
        runs: 3,
        lastRun: { id: newest, status: failed },
        refusedAt: null
      })
      expect(tallies.get(b.flowId)).toEqual({
        deliveries: 2,
        runs: 0,
        lastRun: null,
        refusedAt: refused.receivedAt
      })
      expect(tallies.get(still.id)).toEqual({ deliveries: 0, runs: 0, lastRun: null, refusedAt: null })
      expect(tallies.size).toBe(3)
    })
  })
}
