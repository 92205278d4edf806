import type { Arrival, Id, RunStatus, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { RedactedPayload, RunRow, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, keepFlow, newId, sampleEnd, turnOn } from './samples.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const marked = (arrival: { method: string }): RedactedPayload => ({
  arrival: { method: arrival.method, query: '', headers: [], body: bytes('{"name":"[redacted]"}') },
  places: ['body.name']
})

const textOf = (arrival: Arrival | null | undefined): string | null =>
  arrival ? new TextDecoder().decode(arrival.body) : null
const asItCame = '{"name":"Zoë"}'
const redactedText = '{"name":"[redacted]"}'

/** A delivery that is to be redacted. */
const acceptDue = (store: Store, subscription: Subscription) =>
  acceptOne(store, subscription, { redaction: 'due' })

export const keepingSuite = (open: OpenStore): void => {
  describe('what is kept', () => {
    const opened = openForEachTest(open)
    const keptOf = async (id: Id): Promise<string | null> =>
      textOf((await opened().store.deliveries.find(id))?.arrival)

    it('is set once for an installation, and known after a restart', async () => {
      const { store } = opened()
      expect(await store.keeping.rules()).toBeNull()
      const rules = { payloadDays: 3, metadataDays: 90, redaction: ['body.ssn'] }
      await store.keeping.setRules({ ...rules, payloadDays: 1 })
      await store.keeping.setRules(rules)
      expect(await (await opened().reopen()).keeping.rules()).toEqual(rules)
    })

    it('is set for each flow, apart from its draft', async () => {
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

    it('is put in place of what arrived in the commit of the last end, with the places of the marks', async () => {
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

    it('stays as it came where there was nothing to take out', async () => {
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

    it('waits for the last of many runs, and for a parked one', async () => {
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
      const parked: RunStatus = { is: 'parked', why: 'Three crashes.' }
      await store.runs.finish(sampleEnd(one.id, { status: parked }), { erase: false, redacted })
      await store.runs.finish(sampleEnd(two.id), { erase: false, redacted })
      expect(await keptOf(delivery.id)).toBe(asItCame)
      expect(await store.keeping.redactDue(9)).toEqual([])
      await store.keeping.redact(delivery.id, redacted)
      expect(await keptOf(delivery.id)).toBe(asItCame)
      await store.runs.finish(sampleEnd(one.id), { erase: false, redacted })
      expect(await keptOf(delivery.id)).toBe(redactedText)
    })

    it('is redacted later where an end came another way', async () => {
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

    it('cannot be found by what is still to be taken out of it', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      await acceptDue(store, subscription)
      const open = await acceptOne(store, subscription)
      const found = await store.deliveries.list({ sought: [{ text: 'Zoë' }], limit: 9 })
      expect(found.rows.map(({ id }) => id)).toEqual([open.id])
    })
  })
}
