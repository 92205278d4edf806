import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { beginFlow, newId, sampleEntry, sampleFault, turnOn } from './samples.ts'

const healing = { to: 'on', tries: 0, since: 5_000 } as const

export const comparisonSuite = (open: OpenStore): void => {
  describe('comparisons', () => {
    const opened = openForEachTest(open)

    /** Creates a flow with an uncertain registration that is to be repaired. */
    const endInDoubt = async () => {
      const { store } = opened()
      const begun = await beginFlow(store)
      const { subscription, attempt } = begun
      const ended = { how: 'uncertain' as const, outcome: 'uncertain' as const, run: null, cleanup: null }
      const repair = { compareAt: 5_000, healing }
      const end = { at: 5_000, fault: sampleFault, attemptId: attempt.id, ...ended, repair }
      await store.subscriptions.endRegistering(subscription.id, end)
      return { ...begun, store, id: subscription.id, flowId: subscription.flowId }
    }
    const found = { at: 9_000, registrationData: new Uint8Array([7]), gaps: [], compareAt: 12_000 }

    // review: cores A4
    it('return the earliest planned time of the requested subscriptions', async () => {
      const { store, id } = await endInDoubt()
      const other = await endInDoubt()
      const plan = { compareAt: 7_000, healing }
      await store.comparisons.plan(other.id, plan, { status: { is: 'ended' }, healing })
      const on = await turnOn(store)
      expect(await store.comparisons.nextOf([on.id, other.id, id])).toBe(5_000)
      expect(await store.comparisons.nextOf([on.id, other.id])).toBe(7_000)
      expect(await store.comparisons.nextOf([on.id, newId()])).toBeNull()
    })

    it('are due at their time, with the state of the subscription', async () => {
      const { store, id, flowId } = await endInDoubt()
      const due = (at: number) => store.comparisons.due(at, { limit: 9, except: [] })
      expect(await due(4_999)).toEqual([])
      expect(await store.comparisons.nextAfter(4_999)).toBe(5_000)
      const terms = { connectorId: expect.any(String), connectionId: null }
      expect(await due(5_000)).toEqual([{ id, flowId, ...terms }])
      await store.comparisons.plan(id, { compareAt: 7_000, healing }, { status: { is: 'ended' }, healing })
      expect(await due(6_999)).toEqual([])
      await store.comparisons.plan(
        id,
        { compareAt: null, healing: null },
        { status: { is: 'ended' }, healing }
      )
      expect(await store.comparisons.nextAfter(0)).toBeNull()
      const plan = store.comparisons.plan(
        newId(),
        { compareAt: null, healing: null },
        { status: { is: 'on' }, healing: null }
      )
      await expect(plan).rejects.toMatchObject({ code: 'subscription.gone' })
    })

    // review: cores C3
    it('are read in pages, the earliest first, without connections that are left out', async () => {
      const { store } = opened()
      const ids: string[] = []
      for (const compareAt of [3_000, 1_000, 2_000]) {
        const { id } = await turnOn(store)
        await store.comparisons.plan(
          id,
          { compareAt, healing: null },
          { status: { is: 'on' }, healing: null }
        )
        ids.push(id)
      }
      const page = await store.comparisons.due(3_000, { limit: 2, except: [] })
      expect(page.map(({ id }) => id)).toEqual([ids[1], ids[2]])
      const own = page.slice(0, 1).map(({ connectorId, connectionId }) => ({ connectorId, connectionId }))
      const others = await store.comparisons.due(3_000, { limit: 9, except: own })
      expect(others.map(({ id }) => id)).toEqual([ids[2], ids[0]])
      const unlike = own.map(one => ({ ...one, connectionId: newId() }))
      expect(await store.comparisons.due(3_000, { limit: 9, except: unlike })).toHaveLength(3)
    })

    // review: failing services 5
    it('are not planned by outdated state', async () => {
      const { store, id } = await endInDoubt()
      const off = { ...healing, to: 'off' as const }
      const ended = { is: 'ended' as const }
      expect(
        await store.comparisons.plan(id, { compareAt: 5_000, healing: off }, { status: ended, healing })
      ).toBe(true)
      const stale = { compareAt: 9_000, healing }
      expect(await store.comparisons.plan(id, stale, { status: ended, healing })).toBe(false)
      expect(await store.comparisons.plan(id, stale, { status: { is: 'on' }, healing: off })).toBe(false)
      expect(await store.subscriptions.find(id)).toMatchObject({ compareAt: 5_000, healing: off })
    })

    it('adopt an uncertain registration: it is on and wanted, with its Registration Data', async () => {
      const { store, id, flowId } = await endInDoubt()
      expect(await store.comparisons.adopt(id, found)).toBe(true)
      expect(await store.subscriptions.wantedOf(flowId)).toMatchObject({
        id,
        status: { is: 'on' },
        fault: null,
        registrationData: Buffer.from([7]),
        compareAt: 12_000,
        healing: null
      })
      expect(await store.comparisons.adopt(id, found)).toBe(false)
      expect(await store.comparisons.adopt((await turnOn(store)).id, found)).toBe(false)
    })

    it('adopt nothing for a flow that was deleted', async () => {
      const { store, id, flowId } = await endInDoubt()
      await store.flows.remove(flowId, 6_000)
      expect(await store.comparisons.adopt(id, found)).toBe(false)
    })

    it('register a flow again on the same terms, which ends the repair', async () => {
      const { store, id, subscription, attempt, ...sealed } = await endInDoubt()
      const { tokenSealed, signingSecretSealed } = sealed
      const again = { ...subscription, id: newId(), status: { is: 'registering' as const }, wanted: true }
      const next = { ...attempt, id: newId(), subscriptionId: again.id }
      const tokens = { tokenHash: new Uint8Array([8, 8]), tokenSealed, signingSecretSealed }
      const tried = { ...healing, tries: 1 }
      const beginning = { subscription: again, ...tokens, attempt: next, run: null, healing: tried }
      await store.comparisons.registerAgain(id, beginning)
      expect(await store.subscriptions.wantedOf(subscription.flowId)).toMatchObject({
        id: again.id,
        healing: tried
      })
      expect(await store.subscriptions.find(id)).toMatchObject({ compareAt: null, healing: null })
      const twice = store.comparisons.registerAgain(id, beginning)
      await expect(twice).rejects.toMatchObject({ code: 'subscription.already-on' })
    })

    it('let a cleanup entry be tried again', async () => {
      const { store, subscription, attempt } = { ...(await beginFlow(opened().store)), ...opened() }
      const entry = sampleEntry(subscription)
      const how = { how: 'timed-out' as const, outcome: 'timed-out' as const, run: null, cleanup: entry }
      const end = { at: 5_000, fault: sampleFault, attemptId: attempt.id, ...how }
      await store.subscriptions.endRegistering(subscription.id, end)
      const plan = {
        why: { ...sampleFault, message: 'The service still lists the registration.' },
        nextAt: 6_000
      }
      await store.comparisons.planEntry(entry.id, plan)
      expect(await store.cleanup.planned(1)).toMatchObject([{ id: entry.id, ...plan }])
      await expect(store.comparisons.planEntry(newId(), plan)).rejects.toMatchObject({ code: 'cleanup.gone' })
    })
  })
}
