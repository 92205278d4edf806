import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Id, SearchTerm, Subscription } from '@hookwright/model'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RunRow, Store } from '../../store.ts'
import { acceptOne, firstRunOf, newId, sampleEnd, turnOn } from '../../suite/samples.ts'
import { searchSuite } from '../../suite/searching.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'
import { createHistory, type History } from './history.ts'
import { createKeepIndex } from './keep-index.ts'
import { createReader } from './reader.ts'
import { openTextIndex, type TextIndex } from './text-index.ts'
import { createTexts } from './texts.ts'

/** Opens the history of a folder with an index that the test updates with `keep`. */
const openIndexed = (folder: string, index: TextIndex): { history: History; keep: () => Promise<void> } => {
  const path = join(folder, 'hookwright.db')
  const reader = createReader(path)
  const writer = new Database(path)
  const texts = createTexts(reader.db())
  onTestFinished(() => {
    reader.close()
    writer.close()
  })
  const round = createKeepIndex({
    db: reader.db(),
    texts,
    index,
    forget: async note => void writer.prepare('delete from stale_texts where id <= ?').run(note)
  })
  return {
    history: createHistory({
      list: async body => body(reader.tables()),
      db: reader.db,
      texts: () => texts,
      index
    }),
    keep: async () => {
      while (await round());
    }
  }
}

const openAll = async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  const index = openTextIndex(join(folder, 'search.db'))
  onTestFinished(async () => {
    index.close()
    await store.close()
  })
  return { store, index, folder, ...openIndexed(folder, index), subscription: await turnOn(store) }
}

const arrive = async (store: Store, subscription: Subscription, text: string): Promise<Id> => {
  const body = new TextEncoder().encode(text)
  return (await acceptOne(store, subscription, { arrival: { method: 'POST', query: '', headers: [], body } }))
    .id
}

const deliveriesWith = async (history: History, ...sought: SearchTerm[]): Promise<Id[]> =>
  (await history.listDeliveries({ sought, limit: 50 })).rows.map(({ id }) => id)

const runsWith = async (history: History, text: string): Promise<Id[]> =>
  (await history.listRuns({ sought: [{ text }], limit: 50 })).rows.map(({ id }) => id)

// All that a search promises holds with an index, too, however far it has come.
searchSuite(async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  const index = openTextIndex(join(folder, 'search.db'))
  const { history, keep } = openIndexed(folder, index)
  const list: Store['deliveries']['list'] = async filter => {
    await keep()
    return history.listDeliveries(filter)
  }
  return {
    store: { ...store, deliveries: { ...store.deliveries, list } },
    reopen: async () => store,
    close: async () => {
      index.close()
      await store.close()
    }
  }
})

describe('a text index', () => {
  it('finds the same rows as a full scan', async () => {
    const { store, history, keep, subscription } = await openAll()
    const text = fc
      .array(fc.constantFrom('ada', '@', 'ACME', ' "', '\n', 'Zoë', '😀', '\0', '42', '.', 'x'))
      .map(parts => parts.join(''))
    const bodies = fc.sample(text, { numRuns: 150, seed: 7 })
    for (const body of bodies) await arrive(store, subscription, body)
    await keep()
    await fc.assert(
      fc.asyncProperty(text, async words => {
        fc.pre(words !== '')
        const filter = { sought: [{ text: words }], limit: 200 }
        expect(await history.listDeliveries(filter)).toEqual(await store.deliveries.list(filter))
      }),
      { numRuns: 60 }
    )
  })

  it('adds newer rows, and reaches any depth in one query', async () => {
    const { store, history, keep, index, subscription } = await openAll()
    const rare = await arrive(store, subscription, '{"email":"ada@acme.example","order":{"number":90071}}')
    await Promise.all(Array.from({ length: 20_050 }, () => arrive(store, subscription, '{"email":"mira"}')))
    const sought = { text: 'DA@acme' }
    expect(await deliveriesWith(history, sought)).toEqual([])
    await keep()
    expect(index.reached('deliveries')).toBe(20_051)
    expect(await deliveriesWith(history, sought)).toEqual([rare])
    expect(await deliveriesWith(history, { path: ['order', 'number'], value: '90071' })).toEqual([rare])
    expect(await deliveriesWith(history, { path: ['order', 'number'], value: '9007' })).toEqual([])
    const newer = await arrive(store, subscription, '{"email":"ada@acme.example"}')
    expect(await deliveriesWith(history, sought)).toEqual([newer, rare])
  })

  it('contains no erased text', async () => {
    const { store, history, keep, index, subscription } = await openAll()
    const id = await arrive(store, subscription, '{"email":"ada@acme.example"}')
    await keep()
    const named = () => index.find('deliveries', '"ada"', { before: 99, from: 0, most: 9 })
    expect(named()).toEqual([1])
    await store.runs.finishFirst(firstRunOf(subscription, { id }), { erase: true, begun: false })
    expect(await deliveriesWith(history, { text: 'ada' })).toEqual([])
    await keep()
    expect(named()).toEqual([])
    expect(await runsWith(history, 'ada@acme')).toEqual([])
  })

  it('is rolled back when the newest rows are deleted, since others get their numbers', async () => {
    const { store, history, keep, index, folder, subscription } = await openAll()
    for (const text of ['ada', 'mira', 'linus']) await arrive(store, subscription, text)
    await keep()
    const other = new Database(join(folder, 'hookwright.db'))
    other.exec('delete from payloads where delivery = 3; delete from deliveries where id = 3')
    other.close()
    await keep()
    expect(index.reached('deliveries')).toBe(2)
    const newest = await arrive(store, subscription, 'grace')
    await keep()
    expect(await deliveriesWith(history, { text: 'grace' })).toEqual([newest])
    expect(await deliveriesWith(history, { text: 'linus' })).toEqual([])
  })

  it('finds runs by their values, by their errors, and by their requests', async () => {
    const { store, history, keep, subscription } = await openAll()
    const id = await arrive(store, subscription, '{"email":"ada@acme.example"}')
    const outputs = { greeting: 'Good morning, Zoë' }
    const steps = [{ path: ['start'], status: 'succeeded' as const, from: 0, to: 1, outputs }]
    await store.runs.finishFirst(firstRunOf(subscription, { id }, { steps }), { erase: false, begun: false })
    const late = await arrive(store, subscription, '{}')
    await store.runs.begin(
      firstRunOf(subscription, { id: late }, { status: { is: 'running' }, finishedAt: null, steps: null })
    )
    await keep()
    expect(await runsWith(history, 'morning, ZOË')).toEqual([id])
    expect(await runsWith(history, 'ada@acme')).toEqual([id])
    const fault = { code: 'internal' as const, message: 'The printer is on fire.', details: {} }
    await store.runs.finish(sampleEnd(late, { status: { is: 'failed', at: [], fault }, steps: [] }), {
      erase: false
    })
    await keep()
    expect(await runsWith(history, 'printer is on fire')).toEqual([late])
    expect(await runsWith(history, 'nothing of the kind')).toEqual([])
  })

  it('finds a waiting run by its current state, each time that it waits', async () => {
    const { store, history, keep, subscription } = await openAll()
    const id = await arrive(store, subscription, '{}')
    const beginning = { status: { is: 'running' as const }, finishedAt: null, steps: null }
    const run = firstRunOf(subscription, { id }, beginning)
    await store.runs.begin(run)
    await keep()
    const stepsOf = (greeting: string) => [
      { path: ['greet'], status: 'succeeded' as const, from: 0, to: 1, outputs: { greeting } }
    ]
    const waiting: RunRow = {
      ...run,
      status: { is: 'waiting', until: 9, at: ['rest'], waitsFor: { is: 'time', card: 'A long rest' } },
      steps: stepsOf('Good morning, Zoë')
    }
    const kept = { draws: [], wait: null, record: null, orderKey: null }
    await store.waits.suspend(waiting, { ...kept, until: 9 })
    await keep()
    expect(await runsWith(history, 'morning, ZOË')).toEqual([id])
    expect(await runsWith(history, 'a long rest')).toEqual([id])
    const onHold: RunRow = {
      ...waiting,
      status: { is: 'on-hold', why: 'Nobody was at home.' },
      steps: stepsOf('Good evening, Zoë')
    }
    await store.waits.suspend(onHold, { ...kept, until: null, woken: true })
    await keep()
    expect(await runsWith(history, 'nobody was at home')).toEqual([id])
    expect(await runsWith(history, 'evening, zoë')).toEqual([id])
    await store.waits.goOn(id, 12)
    await store.runs.finish(sampleEnd(id, { steps: stepsOf('Good night, Zoë') }), {
      erase: false,
      woken: true
    })
    await keep()
    expect(await runsWith(history, 'night, zoë')).toEqual([id])
  })

  it('finds a waiting run that another one started, unless it still has values to redact', async () => {
    const { store, history, keep, subscription } = await openAll()
    const begin = async (over: Parameters<typeof acceptOne>[2] = {}) => {
      const delivery = await acceptOne(store, subscription, over)
      const caller = firstRunOf(subscription, delivery, {
        status: { is: 'running' },
        finishedAt: null,
        steps: null
      })
      const called: RunRow = {
        ...caller,
        id: newId(),
        deliveryId: null,
        status: { is: 'waiting', until: 9, at: [], waitsFor: { is: 'asked' } }
      }
      const runs = [{ run: called, record: { sealed: 'c2VhbGVk' }, until: 9 }]
      const most = { depth: 2, runs: 3 }
      await store.runs.record(caller, { key: 'call', safe: false, result: 'sealed' }, { runs, most })
      await keep()
      const outputs = { greeting: 'Good morning, Zoë' }
      const steps = [{ path: ['greet'], status: 'succeeded' as const, from: 0, to: 1, outputs }]
      const kept = { draws: [], wait: null, record: null, orderKey: null, woken: true }
      await store.waits.suspend({ ...called, steps }, { ...kept, until: 99 })
      await keep()
      return { caller, called }
    }
    const { called } = await begin()
    expect(await runsWith(history, 'morning, ZOË')).toEqual([called.id])
    expect(await runsWith(history, 'c2VhbGVk')).toEqual([])
    const hidden = await begin({ redaction: 'due' })
    expect(await runsWith(history, 'morning, ZOË')).toEqual([called.id])

    // Its caller has ended, and nothing had to be taken out of what arrived.
    const redacted = { arrival: null, places: [] }
    await store.runs.finishFirst(
      { ...hidden.caller, status: { is: 'succeeded' }, finishedAt: 9 },
      { erase: false, begun: true, redacted }
    )
    await keep()
    expect(await runsWith(history, 'morning, ZOË')).toEqual([hidden.called.id, called.id])

    // A rule that comes now holds for their ends, though what they come of has ended before it.
    await store.keeping.setRedaction(subscription.flowId, ['body.name'])
    expect(await runsWith(history, 'morning, ZOË')).toEqual([])
    await keep()
    await store.keeping.setRedaction(subscription.flowId, [])
    await keep()
    expect(await runsWith(history, 'morning, ZOË')).toEqual([hidden.called.id, called.id])
    const rules = { payloadDays: 3, metadataDays: 90 }
    await store.keeping.setRules({ ...rules, redaction: ['body.name'] })
    expect(await runsWith(history, 'morning, ZOË')).toEqual([])
    await keep()
    await store.keeping.setRules({ ...rules, redaction: [] })
    await keep()
    expect(await runsWith(history, 'morning, ZOË')).toEqual([hidden.called.id, called.id])
  })

  it('is built again if its file cannot be read', async () => {
    const { store, folder, subscription } = await openAll()
    const id = await arrive(store, subscription, 'ada@acme.example')
    const path = join(folder, 'other.db')
    writeFileSync(path, 'This is no database. '.repeat(1_000))
    const index = openTextIndex(path)
    const { history, keep } = openIndexed(folder, index)
    await keep()
    expect(await deliveriesWith(history, { text: 'ada@acme' })).toEqual([id])
    index.close()
  })
})
