import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connections, createConnections, execute } from '@hookwright/store/postgres'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectApi } from '../testing/api-client.ts'
import { startChild } from '../testing/child.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { signInAs } from '../testing/sign-in.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

const FLOWS = 20
const OF_EACH = 5_000
/** Number of deliveries per flow without a run yet. */
const WAITING = 10

const temp = makeTempFolder()
const back = join(temp.folder, 'back')
let folder = ''
let url = ''
let watch: Connections
const bells: { flowId: string; eventUrl: string }[] = []

/**
 * Copies the single delivery of each flow to get `OF_EACH` deliveries, with their bodies and runs. The last
 * `WAITING` of them have no run yet.
 */
const multiply = (path: string): void => {
  const db = new Database(path)
  db.exec(`
    with recursive n(i) as (select 2 union all select i + 1 from n where i < ${OF_EACH})
    insert into deliveries (uid, subscription, received_at, method, content_type, size, status)
      select randomblob(16), subscription, received_at + i, method, content_type, size,
        case when i > ${OF_EACH - WAITING} then 'accepted' else status end
      from deliveries, n where status = 'done';
    insert into payloads (delivery, query, headers, body)
      select d.id, p.query, p.headers, cast('{"ring":"' || hex(randomblob(250)) || '"}' as blob) from deliveries d
        join deliveries t on t.subscription = d.subscription join payloads p on p.delivery = t.id
        where d.id not in (select delivery from payloads);
    insert into runs (uid, kind, flow, subscription, delivery, revision, status, started_at, finished_at, steps)
      select d.uid, kind, flow, r.subscription, d.id, revision, r.status, started_at, finished_at, steps
        from deliveries d join runs r on r.subscription = d.subscription and r.delivery is not null
        where d.status = 'done' and d.id not in (select delivery from runs where delivery is not null)`)
  db.close()
}

beforeAll(async () => {
  const server = await openServer()
  folder = server.dataFolder
  for (let n = 0; n < FLOWS; n++) {
    const bell = await openDoorbell(server.api, `Bell ${n}`)
    await overHttp(bell.eventUrl, { method: 'POST', body: '{"ring":1}' })
    bells.push(bell)
    await waitFor(
      () => server.api.deliveries.list.query({ flowId: bell.flowId }),
      ({ rows }) => rows[0]?.status.is === 'done'
    )
  }
  await server.close()
  multiply(join(folder, 'hookwright.db'))
  url = await makeDatabase()
  watch = createConnections(`${url}?application_name=watch`, 1)
}, 300_000)
afterAll(async () => {
  await watch.close()
  rmSync(folder, { recursive: true })
  temp.remove()
})

const countThere = (sql: string): Promise<number> =>
  watch.withOne(async client => Number((await execute(client, sql)).rows[0]?.count))

/**
 * Functions that count a table's rows at the target, one for each direction of the move. They return 0 while
 * the table does not exist.
 */
const counts = {
  there: (table: string): Promise<number> => countThere(`select count(*) from ${table}`).catch(() => 0),
  back: async (table: string): Promise<number> => {
    const path = join(`${back}.partial`, 'hookwright.db')
    if (!existsSync(path)) return 0
    try {
      const db = new Database(path, { readonly: true })
      const found = Number(db.prepare(`select count(*) from ${table}`).pluck().get())
      db.close()
      return found
    } catch {
      return 0
    }
  }
}

const start = (to: keyof typeof counts) =>
  startChild(new URL('../copy-data.ts', import.meta.url), {
    args: ['move', ...(to === 'there' ? ['--from', folder, '--to', 'database'] : ['--to', back]), '--json'],
    env: {
      HOOKWRIGHT_DATABASE_URL: url,
      HOOKWRIGHT_SECRET_KEY_FILE: join(folder, 'secret.key')
    }
  })

/** Waits until PostgreSQL has closed the connections of a killed process. */
const untilAlone = (): Promise<number> =>
  waitFor(
    () => countThere(`select count(*) from pg_stat_activity where application_name = 'hookwright'`),
    count => count === 0
  )

interface MoveResult {
  tables: { table: string; rows: number; sha256: string }[]
}

/**
 * Runs a move and kills it in the middle of each of three tables, then runs it to the end. Returns the
 * result.
 */
const moveKilled = async (to: keyof typeof counts): Promise<MoveResult> => {
  for (const table of ['deliveries', 'payloads', 'runs']) {
    const child = start(to)
    let hasEnded = false
    void child.ended.then(() => {
      hasEnded = true
    })
    while (!hasEnded && (await counts[to](table)) < 20_000) await sleep(20)
    expect(child.errors()).toBe('')
    child.send('SIGKILL')
    expect(await child.ended).toMatchObject({ signal: 'SIGKILL' })
    expect(await counts[to](table)).toBeLessThan(FLOWS * OF_EACH)
    await untilAlone()
  }
  const last = start(to)
  expect(await last.ended, last.errors()).toMatchObject({ code: 0 })
  await untilAlone()
  return (await last.firstLine) as MoveResult
}

/** Posts to each Event URL at a server, and waits until all of its deliveries were run. */
const ringAll = async (server: Awaited<ReturnType<typeof openServer>>): Promise<void> => {
  const api = connectApi(server.url, await signInAs(server.url, 'Ada Example'))
  for (const { eventUrl, flowId } of bells) {
    const { pathname } = new URL(eventUrl)
    expect((await overHttp(`${server.url}${pathname}`, { method: 'POST', body: '{}' })).status).toBe(202)
    const { rows } = await waitFor(
      () => api.deliveries.list.query({ flowId }),
      page => page.rows.every(({ status }) => status.is === 'done')
    )
    expect(rows.length).toBeGreaterThan(WAITING)
  }
}

test('100,000 deliveries of 20 flows move there and back, killed three times on each way, and are equal row by row', async () => {
  const there = await moveKilled('there')
  expect(there.tables.find(({ table }) => table === 'deliveries')?.rows).toBe(FLOWS * OF_EACH)
  expect(await countThere('select count(*) from pgboss.job')).toBeGreaterThanOrEqual(FLOWS * WAITING)
  const home = await moveKilled('back')
  expect(home.tables).toEqual(there.tables)
}, 1_800_000)

test('each of the 20 Event URLs works in both places, and what waited is run', async () => {
  const key = { HOOKWRIGHT_SECRET_KEY_FILE: join(folder, 'secret.key') }
  const none = { dataFolder: join(temp.folder, 'none'), cookie: '' }
  const database = await openServer({
    variables: { ...key, HOOKWRIGHT_DATABASE_URL: url },
    reopened: none
  })
  await ringAll(database)
  await waitFor(
    () => countThere(`select count(*) from deliveries where status = 'accepted'`),
    count => count === 0
  )
  await database.close()
  const home = await openServer({ variables: key, reopened: { dataFolder: back, cookie: '' } })
  await ringAll(home)
  await home.close()
}, 300_000)
