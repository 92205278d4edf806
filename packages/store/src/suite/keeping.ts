import type { Id, IncomingRequest, RunStatus, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { RedactedPayload, RunRow, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, keepFlow, newId, sampleEnd, turnOn } from './samples.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const marked = (arrival: { method: string }): RedactedPayload => ({
  arrival: { method: arrival.method, query: '', headers: [], body: bytes('{"name":"[redacted]"}') },
  places: ['body.name']
})

const textOf = (arrival: IncomingRequest | null | undefined): string | null =>
  arrival ? new TextDecoder().decode(arrival.body) : null
const asItCame = '{"name":"Zoë"}'
const redactedText = '{"name":"[redacted]"}'

/** Accepts a delivery that must be redacted. */
const acceptDue = (store: Store, subscription: Subscription) =>
  acceptOne(store, subscription, { redaction: 'due' })

export const keepingSuite = (open: OpenStore): void => {
  describe('retention', () => {
    const opened = openForEachTest(open)
    const keptOf = async (id: Id): Promise<string | null> =>
      textOf((await opened().store.deliveries.find(id))?.arrival)

    it('is set once for an installation, also over a restart', async () => {
      const { store } = opened()
      expect(await store.keeping.rules()).toBeNull()
      const rules = { payloadDays: 3, metadataDays: 90, redaction: ['body.ssn'] }
      await store.keeping.setRules({ ...rules, payloadDays: 1 })
      await store.keeping.setRules(rules)
      expect(await (await opened().reopen()).keeping.rules()).toEqual(rules)
    })

    it('is set for each flow, separately from its draft', async () => {
      const { store } = opened()
      const flow = await keepFlow(store, { saveAll: false })
      expect(await store.keeping.ofFlow(flow.id)).toEqual({ saveAll: false, redaction: [] })
      await store.keeping.setRedaction(flow.id, ['body.ssn'])
      expect(await store.keeping.ofFlow(flow.id)).toEqual({ saveAll: false, redaction: ['body.ssn'] })
      expect(await store.flows.find(flow.id)).toEqual(flow)
      await store.keeping.setRedaction(flow.id, [])
      expect(await store.keeping.ofFlow(flow.id)).toEqual({ saveAll: false, redaction: [] })
      expect(await store.keeping.ofFlow(newId())).toBeNull()
      await expect(store.keeping.setRedaction(newId(), [])).rejects.toMatchObject({ code: 'flow.gone' })
      await store.flows.remove(flow.id, 9_000)
      expect(await store.keeping.ofFlow(flow.id)).not.toBeNull()
    })

    it('replaces the request in the commit of the last end, with the redacted places', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription, { redaction: 'due', orderKey: 'Zoë' })
      expect(await store.deliveries.find(delivery.id)).toMatchObject({ delivery: { redaction: 'due' } })
      expect(await store.deliveries.waiting({ limit: 9 })).toMatchObject([{ delivery: { redaction: 'due' } }])
      const redacted = marked(delivery.arrival)
      await store.runs.finishFirst(firstRunOf(subscription, delivery), {
        erase: false,
        begun: false,
        redacted
      })
      expect(await store.deliveries.find(delivery.id)).toMatchObject({
        delivery: { redaction: ['body.name'], orderKey: null },
        arrival: { query: '', headers: [] }
      })
      expect(await keptOf(delivery.id)).toBe(redactedText)
      expect(await store.keeping.redactDue(9)).toEqual([])
      const again = await store.deliveries.list({ canRunAgain: true, limit: 9 })
      expect(again.rows).toEqual([])
    })

    it('keeps a request without redacted places unchanged', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptDue(store, subscription)
      const redacted = { arrival: null, places: [] }
      await store.runs.finishFirst(firstRunOf(subscription, delivery), {
        erase: false,
        begun: false,
        redacted
      })
      const found = await store.deliveries.find(delivery.id)
      expect(found?.delivery.redaction).toBeUndefined()
      expect(await keptOf(delivery.id)).toBe(asItCame)
    })

    it('waits for the last of many runs, and for one on hold', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptDue(store, subscription)
      const redacted = marked(delivery.arrival)
      const prologue = firstRunOf(subscription, delivery)
      const queued = (recordIndex: number): RunRow => ({
        ...prologue,
        steps: null,
        result: null,
        id: newId(),
        recordIndex,
        status: { is: 'queued' },
        finishedAt: null
      })
      const [one, two] = [queued(0), queued(1)]
      const children = [one, two].map(run => ({ run, record: { name: 'Zoë' } }))
      await store.runs.spread(prologue, children, { begun: false, redacted })
      const onHold: RunStatus = { is: 'on-hold', why: 'The server crashed three times.' }
      await store.runs.finish(sampleEnd(one.id, { status: onHold }), { erase: false, redacted })
      await store.runs.finish(sampleEnd(two.id), { erase: false, redacted })
      expect(await keptOf(delivery.id)).toBe(asItCame)
      expect(await store.keeping.redactDue(9)).toEqual([])
      await store.keeping.redact(delivery.id, redacted)
      expect(await keptOf(delivery.id)).toBe(asItCame)
      await store.runs.finish(sampleEnd(one.id), { erase: false, redacted })
      expect(await keptOf(delivery.id)).toBe(redactedText)
    })

    it('redacts later if the end was written in another way', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptDue(store, subscription)
      expect(await store.keeping.redactDue(9)).toEqual([])
      await store.deliveries.settle(delivery.id, { is: 'filtered', why: 'it is not run' })
      const due = await store.keeping.redactDue(9)
      expect(due).toMatchObject([{ delivery: { id: delivery.id } }])
      expect(textOf(due[0]?.arrival)).toBe(asItCame)
      const redacted = marked(delivery.arrival)
      await store.keeping.redact(delivery.id, redacted)
      expect(await store.keeping.redactDue(9)).toEqual([])
      expect(await keptOf(delivery.id)).toBe(redactedText)
      await store.keeping.redact(newId(), redacted)
    })

    it('marks a delivery that was open when a rule was added as due, and keeps others unchanged', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const ended = await acceptOne(store, subscription)
      await store.runs.finishFirst(firstRunOf(subscription, ended), { erase: false, begun: false })
      const accepted = await acceptOne(store, subscription)
      const beginning = { status: { is: 'running' as const }, finishedAt: null, steps: null }
      const running = await acceptOne(store, subscription)
      await store.runs.begin(firstRunOf(subscription, running, beginning))
      const aside = async (status: Extract<RunStatus, { is: 'waiting' | 'on-hold' }>) => {
        const delivery = await acceptOne(store, subscription)
        const kept = { draws: [], wait: null, record: null, orderKey: null }
        const until = status.is === 'waiting' ? status.until : null
        await store.waits.suspend(firstRunOf(subscription, delivery, { ...beginning, status }), {
          ...kept,
          until
        })
        return delivery
      }
      const waiting = await aside({ is: 'waiting', until: 9, at: [], waitsFor: { is: 'asked' } })
      const onHold = await aside({ is: 'on-hold', why: 'The server crashed three times.' })
      const open = [accepted, running, waiting, onHold]
      const dueOf = async () => {
        const found = await Promise.all([ended, ...open].map(({ id }) => store.deliveries.find(id)))
        return found.map(one => one?.delivery.redaction)
      }
      const foundOf = async () =>
        (await store.deliveries.list({ sought: [{ text: 'Zoë' }], limit: 9 })).rows.map(({ id }) => id)
      expect(await store.keeping.markDue(null)).toEqual({ done: 0, next: null })
      expect(await foundOf()).toHaveLength(5)
      await store.keeping.setRedaction(subscription.flowId, ['body.name'])
      expect(await store.keeping.markDue(null)).toEqual({ done: 4, next: null })
      expect(await dueOf()).toEqual([undefined, 'due', 'due', 'due', 'due'])
      expect(await foundOf()).toEqual([ended.id])
      expect(await store.keeping.markDue(null)).toEqual({ done: 0, next: null })
    })

    it('marks deliveries in batches, of all flows for a rule of the installation', async () => {
      const { store } = opened()
      for (const subscription of [await turnOn(store), await turnOn(store)]) {
        await Promise.all(Array.from({ length: 250 }, () => acceptOne(store, subscription)))
      }
      await store.keeping.setRules({ payloadDays: 3, metadataDays: 90, redaction: ['body.name'] })
      const pieces: number[] = []
      for (let after: string | null = null; ; ) {
        const { done, next } = await store.keeping.markDue(after)
        pieces.push(done)
        if (next === null) break
        after = next
      }
      expect(pieces.length).toBeGreaterThan(1)
      expect(pieces.reduce((sum, done) => sum + done, 0)).toBe(500)
      const found = await store.deliveries.list({ sought: [{ text: 'Zoë' }], limit: 9 })
      expect(found.rows).toEqual([])
    })

    it('hides values from the search that are still to be redacted', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      await acceptDue(store, subscription)
      const open = await acceptOne(store, subscription)
      const found = await store.deliveries.list({ sought: [{ text: 'Zoë' }], limit: 9 })
      expect(found.rows.map(({ id }) => id)).toEqual([open.id])
    })
  })
}
