import { createConnections, query } from '@hookwright/store/postgres'
import { type TestServer as Postgres, startServer } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { waitFor } from '../testing/wait-for.ts'

/**
 * Number of times that PostgreSQL is stopped. `SENDERS` is the number of concurrent senders; `PAUSE` is each
 * sender's pause between events, in milliseconds.
 */
const STOPS = 3
const SENDERS = 8
const PAUSE = 20

let postgres: Postgres
let server: TestServer
beforeAll(async () => {
  postgres = await startServer({ isSynced: true })
  server = await openServer({
    variables: {
      HOOKWRIGHT_DATABASE_URL: postgres.urlOf('postgres'),
      HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.'
    }
  })
}, 120_000)
afterAll(async () => {
  await server?.remove()
  await postgres?.stop()
})

/** Answer to an event, with the time at which it was received. */
interface Answered {
  event: string
  status: number
  retryAfter: string | null
  at: number
}

/** Sends events from several concurrent senders until `stop` is called. Returns the answers. */
const startSending = (eventUrl: string) => {
  const answers: Answered[] = []
  let isOver = false
  const send = async (sender: number): Promise<void> => {
    for (let number = 0; !isOver; number += 1) {
      const event = `${sender}-${number}`
      const body = JSON.stringify({ event })
      const { status, headers } = await overHttp(eventUrl, { method: 'POST', body })
      answers.push({ event, status, retryAfter: headers.get('retry-after'), at: performance.now() })
      await new Promise(resolve => setTimeout(resolve, PAUSE))
    }
  }
  const sending = Promise.all(Array.from({ length: SENDERS }, (_, sender) => send(sender)))
  return {
    answers,
    stop: async () => {
      isOver = true
      await sending
    }
  }
}

/** Returns the events of all stored deliveries, and the number of deliveries with an ended run. */
const readStored = async () => {
  const connections = createConnections(postgres.urlOf('postgres'), 1)
  const { rows } = await connections.withOne(client =>
    query(client, 'select p.body, d.status from deliveries d join payloads p on p.delivery = d.id', [])
  )
  await connections.close()
  return {
    events: rows.map(({ body }): string => JSON.parse(Buffer.from(body).toString()).event),
    done: rows.filter(({ status }) => status === 'done').length
  }
}

test('while PostgreSQL is lost, senders are asked to come again; no acknowledged event is lost, and all continues by itself', async () => {
  const { eventUrl } = await openDoorbell(server.api)
  const { answers, stop } = startSending(eventUrl)
  const accepted = () => answers.filter(({ status }) => status === 202)
  for (let stops = 0; stops < STOPS; stops += 1) {
    const before = accepted().length
    await waitFor(
      () => accepted().length,
      count => count > before + 50
    )
    await postgres.crash()
    const lostAt = performance.now()
    await waitFor(
      () => answers.filter(({ at, status }) => at > lostAt && status === 503).length,
      count => count > SENDERS
    )
    const { status, text } = await overHttp(`${server.url}/readyz`)
    expect([status, JSON.parse(text).ready]).toEqual([503, false])
    expect(text).toMatch(/PostgreSQL server/)
    await postgres.restart()
    const backAt = performance.now()
    await waitFor(
      () => accepted().find(({ at }) => at > backAt),
      answer => answer !== undefined
    )
  }
  await stop()

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 503]))
  const refused = answers.filter(({ status }) => status === 503)
  expect(refused.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true)
  const { events } = await waitFor(readStored, ({ events: all, done }) => done === all.length)
  const stored = new Set(events)
  expect(accepted().filter(({ event }) => !stored.has(event))).toEqual([])
  expect(events).toHaveLength(stored.size)
  expect(JSON.parse((await overHttp(`${server.url}/readyz`)).text)).toEqual({ ready: true, reasons: [] })
}, 300_000)
