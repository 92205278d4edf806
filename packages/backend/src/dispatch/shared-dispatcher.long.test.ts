import type { Store } from '@hookwright/store'
import { createConnections, query } from '@hookwright/store/postgres'
import { reuseDatabase } from '@hookwright/store/postgres/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import type { acceptingService, TestBackend } from '../testing/open-backend.ts'
import { openProcess } from '../testing/open-process.ts'
import { pollUntil } from '../testing/poll-until.ts'

/**
 * Request that a run sent to the service. `beside` is the number of other requests that were open at that
 * moment.
 */
interface SentRequest {
  name: string
  beside: number
}

describe('processes that share work', () => {
  let url = ''
  let ends: (() => Promise<void>)[] = []
  const sent: SentRequest[] = []
  let underWay = 0
  /**
   * Delay of each service response, as a number of database round trips. Other runs can begin during the
   * delay.
   */
  let roundTrips = 0

  beforeEach(async () => {
    url = await reuseDatabase()
    sent.length = 0
    underWay = 0
    roundTrips = 0
  })
  afterEach(async () => {
    for (const end of ends) await end()
    ends = []
  })

  const service: typeof acceptingService = async ({ body }) => {
    sent.push({ name: body ?? '', beside: underWay })
    underWay += 1
    for (let left = roundTrips; left > 0; left--) await ask('select 1')
    underWay -= 1
    return { status: 200, headers: {}, body: '' }
  }

  /**
   * Opens one of several processes on the same database. It begins to claim work once `recover` is called.
   */
  const open = async (params: Parameters<typeof openProcess>[1] = {}): Promise<TestBackend> => {
    const opened = await openProcess(url, { service, ...params })
    ends.push(opened.end)
    return opened
  }

  const ask = async <Row>(text: string): Promise<Row[]> => {
    const connections = createConnections(url, 1)
    const { rows } = await connections.withOne(client => query(client, text, []))
    await connections.close()
    return rows
  }

  /** Marks all claims as lost, as if their process had crashed. */
  const loseClaims = (): Promise<unknown> =>
    ask(`update pgboss.job set state = 'retry', output = '{"value":"lost"}'
      where state = 'active' and name like 'work%'`)

  const endedRuns = ({ store }: { store: Store }, count: number) =>
    pollUntil(
      async () =>
        (await store.runs.list({ limit: 50 })).rows.filter(
          ({ kind, finishedAt }) => kind === 'flow' && finishedAt !== null
        ),
      rows => rows.length >= count
    )

  const names = (from: number, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `Person ${from + at}`)

  test('run each event once, whichever process accepted it', async () => {
    const [one, other] = [await open(), await open()]
    const { eventUrl } = await turnOn(
      one,
      await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    )
    await Promise.all([one.backend.recover(), other.backend.recover()])
    for (const name of names(0, 20)) await deliver(name.endsWith('1') ? one : other, eventUrl, { name })
    const runs = await endedRuns(one, 20)
    expect(runs.every(({ status }) => status.is === 'succeeded')).toBe(true)
    expect(sent.map(({ name }) => name).toSorted()).toEqual(names(0, 20).toSorted())
    await pollUntil(
      () => ask<{ count: number }>(`select count(*) as count from pgboss.job where name like 'work%'`),
      ([row]) => row?.count === 0
    )
  })

  test('run their own events without a search while they have slots, and search for the rest', async () => {
    roundTrips = 3
    const one = await open({ settings: { runsAtOnce: 8 } })
    const { eventUrl } = await turnOn(
      one,
      await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    )
    await one.backend.recover()
    await deliver(one, eventUrl, { name: 'Person 0' })
    await endedRuns(one, 1)
    const found: string[] = []
    const { sharedWork } = one.store
    if (sharedWork === null) throw new Error('PostgreSQL shares work.')
    const { claim } = sharedWork
    sharedWork.claim = async (most, except) => {
      const claims = await claim(most, except)
      found.push(...claims.map(({ id }) => id))
      return claims
    }
    const alone = await deliver(one, eventUrl, { name: 'Person 1' })
    await endedRuns(one, 2)
    expect(found).not.toContain(alone)
    await Promise.all(names(2, 20).map(name => deliver(one, eventUrl, { name })))
    await endedRuns(one, 22)
    expect(sent.map(({ name }) => name).toSorted()).toEqual(names(0, 22).toSorted())
    expect(Math.max(...sent.map(({ beside }) => beside))).toBeLessThan(8)
  })

  test('return an event whose flow was paused while it was being written', async () => {
    const one = await open()
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    const { eventUrl } = await turnOn(one, flowId)
    await one.backend.recover()
    await deliver(one, eventUrl, { name: 'Person 0' })
    await endedRuns(one, 1)
    const { accept } = one.store.deliveries
    one.store.deliveries.accept = async (...given) => {
      const first = await accept(...given)
      await one.backend.subscriptions.pause(flowId, true)
      return first
    }
    const id = await deliver(one, eventUrl, { name: 'Person 1' })
    one.store.deliveries.accept = accept
    await pollUntil(
      () => ask<{ count: number }>(`select count(*) as count from pgboss.job where name like 'work%'`),
      ([row]) => row?.count === 0
    )
    expect(sent.map(({ name }) => name)).toEqual(['Person 0'])
    await one.backend.subscriptions.pause(flowId, false)
    await endedRuns(one, 2)
    expect(await one.store.runs.find(id)).toMatchObject({ status: { is: 'succeeded' } })
  })

  test('return an event that could not be forwarded after it was stored, so that it is run', async () => {
    const one = await open({ settings: { runsAtOnce: 1 } })
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    const { eventUrl } = await turnOn(one, flowId)
    await one.backend.recover()
    await deliver(one, eventUrl, { name: 'Person 0' })
    await endedRuns(one, 1)
    one.effects.tracing = {
      delivered: () => {
        throw new Error('No span could be made.')
      },
      beginRun: () => ({ told: () => {}, sending: (_, request, send) => send(request), end: () => {} })
    }
    await expect(deliver(one, eventUrl, { name: 'Person 1' })).rejects.toThrow()
    delete one.effects.tracing
    await deliver(one, eventUrl, { name: 'Person 2' })
    await endedRuns(one, 3)
    expect(sent.map(({ name }) => name).toSorted()).toEqual(names(0, 3))
  })

  test('keep the order of a key: one run at a time, in the order of the events', async () => {
    roundTrips = 3
    const [one, other] = [await open(), await open()]
    const drawn = await drawConnector(one.backend, {
      registers: false,
      receiving: { order: { mode: 'serial-per-key', key: '{json.team}' } }
    })
    const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
    await Promise.all([one.backend.recover(), other.backend.recover()])
    for (const [at, name] of names(0, 12).entries()) {
      await deliver(at % 2 === 0 ? one : other, eventUrl, { name, team: 'a' })
    }
    await endedRuns(one, 12)
    expect(sent).toEqual(names(0, 12).map(name => ({ name, beside: 0 })))
  })

  test('keep the concurrency limit of a flow together', async () => {
    roundTrips = 3
    const [one, other] = [await open(), await open()]
    const drawn = await drawConnector(one.backend)
    const { eventUrl } = await turnOn(
      one,
      await addNotifyingFlow(one.backend, drawn, 'one', null, { atOnce: '1' })
    )
    for (const name of names(0, 10)) await deliver(one, eventUrl, { name })
    await Promise.all([one.backend.recover(), other.backend.recover()])
    await endedRuns(one, 10)
    expect(sent.map(({ beside }) => beside)).toEqual(Array(10).fill(0))
  })

  test('run no more at once than the limit of each process', async () => {
    roundTrips = 3
    const one = await open({ settings: { runsAtOnce: 4 } })
    const { eventUrl } = await turnOn(
      one,
      await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    )
    for (const name of names(0, 20)) await deliver(one, eventUrl, { name })
    await one.backend.recover()
    await endedRuns(one, 20)
    expect(sent).toHaveLength(20)
    expect(Math.max(...sent.map(({ beside }) => beside))).toBeLessThan(4)
  })

  test('run the whole backlog of a resumed flow, beyond one batch', async () => {
    const one = await open()
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    await turnOn(one, flowId)
    await one.backend.subscriptions.pause(flowId, true)
    const count = 1_100
    await ask(`with added as (
        insert into deliveries (uid, subscription, received_at, method, content_type, size, status)
        select decode(lpad(to_hex(n), 32, '0'), 'hex'), s.id, 0, 'POST', 'application/json', 2, 'accepted'
        from generate_series(1, ${count}) n, subscriptions s returning id)
      insert into payloads (delivery, query, headers, body)
      select id, '', '[]', convert_to(format('{"name":"Person %s"}', id), 'utf8') from added`)
    await one.backend.recover()
    await one.backend.subscriptions.pause(flowId, false)
    await pollUntil(
      () => sent.length,
      length => length >= count
    )
    await pollUntil(
      () => ask<{ count: number }>(`select count(*) as count from pgboss.job where name like 'work%'`),
      ([row]) => row?.count === 0
    )
    expect(new Set(sent.map(({ name }) => name)).size).toBe(count)
    expect(sent).toHaveLength(count)
  }, 60_000)

  test('take over the runs of a stalled process, which then writes nothing', async () => {
    let release = (): void => {}
    const stalled = new Promise<void>(resolve => {
      release = resolve
    })
    ends.push(async () => release())
    // Only its first request hangs: it may take over its own work, too.
    const one = await open({
      service: async (request, signal) => {
        if (one.sent.length === 1) await stalled
        return service(request, signal)
      }
    })
    const { eventUrl } = await turnOn(
      one,
      await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    )
    await one.backend.recover()
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await pollUntil(
      () => one.sent.length,
      count => count === 1
    )
    const other = await open()
    await other.backend.recover()
    await loseClaims()
    const [run] = await endedRuns(other, 1)
    expect(run).toMatchObject({ id, status: { is: 'succeeded' } })
    release()
    await pollUntil(
      () => one.logged,
      lines => lines.some(line => line.startsWith('Another process has taken over work'))
    )
    expect((await other.store.runs.find(id))?.finishedAt).toBe(run?.finishedAt)
  })

  test('put a run on hold that has crashed too many of them', async () => {
    const one = await open()
    const { eventUrl } = await turnOn(
      one,
      await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    )
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    for (let lost = 0; lost < 5; lost += 1) {
      expect(await one.store.sharedWork?.claim(1)).toHaveLength(1)
      await loseClaims()
    }
    await one.backend.recover()
    const [run] = await endedRuns(one, 1)
    expect(run).toMatchObject({ id, status: { is: 'on-hold' } })
    expect(sent).toEqual([])
    await one.backend.runs.goOn(id)
    await pollUntil(
      () => sent.length,
      count => count === 1
    )
  })

  test('run the records of a list, and calls that a flow waits for, in whichever process continues', async () => {
    const [one, other] = [await open(), await open()]
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list', null, {
      waits: 1
    })
    const { eventUrl } = await turnOn(one, flowId)
    await Promise.all([one.backend.recover(), other.backend.recover()])
    const deliveryId = await deliver(one, eventUrl, [{ name: 'Ada' }, { name: 'Ben' }])
    const waiting = await pollUntil(
      async () => (await one.store.runs.list({ deliveryId, limit: 9 })).rows,
      rows => rows.filter(({ status }) => status.is === 'waiting').length === 2
    )
    for (const { id, status } of waiting) if (status.is === 'waiting') await other.backend.runs.goOn(id)
    await endedRuns(one, 3)
    expect(sent.map(({ name }) => name).toSorted()).toEqual(['Ada', 'Ada', 'Ben', 'Ben'])
  })

  test('continue a run that is being blocked by a breaker when its service is called again', async () => {
    let isFailing = true
    let storing = Promise.resolve()
    const acts: string[] = []
    const failing: typeof acceptingService = async request => {
      if (!isFailing) return service(request, new AbortController().signal)
      return { status: 503, headers: {}, body: '' }
    }
    const changed = (store: Store): Store => ({
      ...store,
      waits: {
        ...store.waits,
        suspend: async (...of) => {
          acts.push('held')
          await storing
          await store.waits.suspend(...of)
          acts.push('stored')
        },
        wakeHeld: (...of) => {
          acts.push('woken')
          return store.waits.wakeHeld(...of)
        }
      }
    })
    const one = await open({ service: failing, changed })
    const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
    const { name, description, active, saveAll, doc, draftNo } = (await one.backend.flows.get(flowId)).flow
    const { tell } = doc.cards
    if (tell === undefined) throw new Error('The flow tells the service.')
    const url = { kind: 'literal' as const, value: 'https://api.acme.example/names' }
    const cards = { ...doc.cards, tell: { ...tell, inputs: { ...tell.inputs, url } } }
    await one.backend.flows.save(
      flowId,
      { name: name ?? '', description, active, saveAll, doc: { ...doc, cards } },
      draftNo
    )
    const { eventUrl } = await turnOn(one, flowId)
    await one.backend.recover()
    await Promise.all(names(0, 20).map(person => deliver(one, eventUrl, { name: person })))
    await endedRuns(one, 20)
    const [breaker] = await pollUntil(one.backend.openBreakers.list, ({ length }) => length === 1)
    if (breaker === undefined) throw new Error('One is open.')
    let store = (): void => {}
    storing = new Promise(resolve => {
      store = resolve
    })
    acts.length = 0
    await deliver(one, eventUrl, { name: 'Ada' })
    await pollUntil(
      () => acts,
      all => all.includes('held')
    )
    isFailing = false
    const { connectorId, connectionId, host } = breaker
    await one.backend.openBreakers.close({ connectorId, connectionId, host })
    await pollUntil(
      () => acts,
      all => all.includes('woken')
    )
    store()
    await pollUntil(
      () => acts,
      all => all.includes('stored') && all.lastIndexOf('woken') > all.indexOf('stored')
    )
    await pollUntil(
      () => sent.map(request => request.name),
      all => all.includes('Ada')
    )
  }, 120_000)
})
