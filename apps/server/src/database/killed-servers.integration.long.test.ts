import { existsSync, readFileSync } from 'node:fs'
import { createConnections, query } from '@hookwright/store/postgres'
import { type TestServer as Postgres, startServer } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectApi } from '../testing/api-client.ts'
import { findFreePort } from '../testing/free-port.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { becomeAdmin } from '../testing/sign-in.ts'
import { bundleProcess, killAll, type ServerProcess } from '../testing/start-process.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

/**
 * Number of server kills. `SENDERS` is the number of concurrent senders; `PAUSE` is each sender's pause
 * between events, in milliseconds.
 */
const KILLS = 4
const SENDERS = 6
const PAUSE = 40

const folder = makeTempFolder()
const startProcess = await bundleProcess(folder.folder)
let postgres: Postgres
let servers: ServerProcess[] = []

const start = (port: number): Promise<ServerProcess> =>
  startProcess(port, {
    HOOKWRIGHT_DATABASE_URL: postgres.urlOf('postgres'),
    HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.'
  })

beforeAll(async () => {
  postgres = await startServer({ isSynced: true })
  servers = [await start(await findFreePort()), await start(await findFreePort())]
}, 180_000)
afterAll(async () => {
  await killAll(servers)
  await postgres?.stop()
  folder.remove()
})

/** Sends events to all servers alternately until `stop` is called. Returns the acknowledged events. */
const startSending = (path: string) => {
  const acknowledged: string[] = []
  let isOver = false
  const send = async (sender: number): Promise<void> => {
    for (let number = 0; !isOver; number += 1) {
      const event = `${sender}-${number}`
      const url = `${servers[number % servers.length]?.url}${path}`
      // A server that is gone answers nothing; what it has not acknowledged may be stored or not.
      const answered = await overHttp(url, { method: 'POST', body: JSON.stringify({ event }) }).catch(
        () => null
      )
      if (answered?.status === 202) acknowledged.push(event)
      await new Promise(resolve => setTimeout(resolve, PAUSE))
    }
  }
  const sending = Promise.all(Array.from({ length: SENDERS }, (_, sender) => send(sender)))
  return {
    acknowledged,
    stop: async () => {
      isOver = true
      await sending
    }
  }
}

const ask = async <Row>(text: string): Promise<Row[]> => {
  const connections = createConnections(postgres.urlOf('postgres'), 1)
  const { rows } = await connections.withOne(client => query(client, text, []))
  await connections.close()
  return rows
}

test('servers on PostgreSQL never load better-sqlite3', () => {
  for (const { pid } of servers) {
    const maps = `/proc/${pid}/maps`
    if (existsSync(maps)) expect(readFileSync(maps, 'utf8')).not.toContain('better_sqlite3')
  }
})

test('of servers that are killed under load no acknowledged event is lost or run twice to its end, and the others take over', async () => {
  const link = servers[0]?.link ?? ''
  const api = connectApi(servers[0]?.url ?? '', await becomeAdmin(link))
  const { eventUrl } = await openDoorbell(api)
  const { acknowledged, stop } = startSending(new URL(eventUrl).pathname)
  for (let kills = 0; kills < KILLS; kills += 1) {
    const before = acknowledged.length
    await waitFor(
      () => acknowledged.length,
      count => count > before + 60
    )
    const at = kills % servers.length
    const victim = servers[at]
    if (victim === undefined) throw new Error('There are two.')
    process.kill(victim.pid, 'SIGKILL')
    await victim.child.ended
    servers[at] = await start(Number(new URL(victim.url).port))
  }
  await stop()
  await waitFor(
    () => ask<{ count: number }>(`select count(*) as count from deliveries where status = 'accepted'`),
    ([row]) => row?.count === 0
  )

  const stored = await ask<{ body: Buffer; status: string; ended: number }>(
    `select p.body, d.status, (select count(*) from runs r where r.delivery = d.id and r.status = 'succeeded') as ended
     from deliveries d join payloads p on p.delivery = d.id`
  )
  const events = stored.map(({ body }): string => JSON.parse(body.toString()).event)
  expect(acknowledged.filter(event => !events.includes(event))).toEqual([])
  expect(new Set(events).size).toBe(events.length)
  expect(stored.filter(({ status, ended }) => status !== 'done' || ended !== 1)).toEqual([])
}, 300_000)
