import { createConnections, query } from '@hookwright/store/postgres'
import { type TestServer as Postgres, startServer } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { connectApi } from '../testing/api-client.ts'
import { findFreePort } from '../testing/free-port.ts'
import { overHttp } from '../testing/over-http.ts'
import { turnOnNotifyingFlow } from '../testing/plain-connector.ts'
import { openReadyProxy, type ReadyProxy } from '../testing/ready-proxy.ts'
import { becomeAdmin } from '../testing/sign-in.ts'
import { bundleProcess, killAll, type ServerProcess } from '../testing/start-process.ts'
import { type StubService, startStub } from '../testing/stub-service.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

/**
 * Number of processes. `SENDERS` is the number of concurrent senders; `PAUSE` is each sender's pause between
 * events, in milliseconds.
 */
const PROCESSES = 3
const SENDERS = 6
const PAUSE = 60

/** Number of requests to the service that must have begun before a process is stopped. */
const IN_PROGRESS = 10

/**
 * Time for which a stopped process still accepts requests, in seconds. `CLOSING` is the time it then has to
 * finish its work, in milliseconds.
 */
const DRAIN = 3
const CLOSING = 2_000

/** SQL of a trigger that records each job with a timeout in the table `noted_lapses`. */
const noteLapses = `
  create table noted_lapses (job uuid);
  create function note_lapse() returns trigger language plpgsql as $$
    begin
      insert into noted_lapses values (new.id);
      return null;
    end $$;
  create trigger note_lapse after insert or update on pgboss.job for each row
    when (new.output::text like '%timeout%') execute function note_lapse();`

const folder = makeTempFolder()
const startProcess = await bundleProcess(folder.folder)
let postgres: Postgres
let proxy: ReadyProxy
let service: StubService
const servers: ServerProcess[] = []

/**
 * Idempotency keys of completed requests. `interrupted` has those of requests that the client aborted before
 * the answer.
 */
const done: string[] = []
const interrupted: string[] = []
let held: Promise<void> | null = null

const start = (port: number): Promise<ServerProcess> =>
  startProcess(
    port,
    {
      HOOKWRIGHT_DATABASE_URL: postgres.urlOf('postgres'),
      HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.',
      HOOKWRIGHT_OUTBOUND_ALLOW: service.url,
      HOOKWRIGHT_DRAIN_SECONDS: `${DRAIN}`
    },
    CLOSING
  )

beforeAll(async () => {
  postgres = await startServer({ isSynced: true })
  service = await startStub(async (asked, { headers, hasLeft }) => {
    if (asked.startsWith('GET')) return { status: 200 }
    await held
    const keys = hasLeft() ? interrupted : done
    keys.push(String(headers['idempotency-key']))
    return { status: 200 }
  })
  while (servers.length < PROCESSES) servers.push(await start(await findFreePort()))
  proxy = await openReadyProxy(servers.map(({ url }) => url))
}, 180_000)
afterAll(async () => {
  await proxy?.stop()
  await killAll(servers)
  await service?.stop()
  await postgres?.stop()
  folder.remove()
})

const ask = async <Row>(text: string): Promise<Row[]> => {
  const connections = createConnections(postgres.urlOf('postgres'), 1)
  const { rows } = await connections.withOne(client => query(client, text, []))
  await connections.close()
  return rows
}

/** Sends events through the proxy until `stop` is called. Returns the answers. */
const startSending = (url: string) => {
  const answers: { event: string; status: number }[] = []
  let isOver = false
  const send = async (sender: number): Promise<void> => {
    for (let number = 0; !isOver; number += 1) {
      const event = `${sender}-${number}`
      const status = await overHttp(url, { method: 'POST', body: JSON.stringify({ event }) }).then(
        answered => answered.status,
        () => 0
      )
      answers.push({ event, status })
      await new Promise(resolve => setTimeout(resolve, PAUSE))
    }
  }
  const sending = Promise.all(Array.from({ length: SENDERS }, (_, sender) => send(sender)))
  const stop = async (): Promise<void> => {
    isOver = true
    await sending
  }
  onTestFinished(stop)
  return { answers, stop }
}

/** Delays all answers of the service until the returned function is called. */
const hold = (): (() => void) => {
  let release = (): void => {}
  held = new Promise(resolve => {
    release = resolve
  })
  return () => {
    held = null
    release()
  }
}

test('processes that are replaced one after the other under load answer every event with 2xx, lose none and hand their work over at once', async () => {
  const [first] = servers
  const api = connectApi(first?.url ?? '', await becomeAdmin(first?.link ?? ''))
  const { eventUrl } = await turnOnNotifyingFlow(api, service.url)
  await ask(noteLapses)
  await waitFor(proxy.ready, ({ length }) => length === PROCESSES)
  const { answers, stop } = startSending(`${proxy.url}${new URL(eventUrl).pathname}`)
  const codes: unknown[] = []
  for (const [at, { child, url }] of [...servers].entries()) {
    const before = answers.length
    await waitFor(
      () => answers.length,
      count => count > before + 60
    )
    const asked = service.asked.length
    const release = hold()
    await waitFor(
      () => service.asked.length,
      count => count >= asked + IN_PROGRESS
    )
    child.send('SIGTERM')
    codes.push(await child.ended)
    // After a round trip the service has seen which connections were closed.
    await overHttp(service.url)
    release()
    servers[at] = await start(Number(new URL(url).port))
    await waitFor(proxy.ready, ({ length }) => length === PROCESSES)
  }
  await stop()
  await waitFor(
    () => ask<{ count: number }>(`select count(*) as count from deliveries where status = 'accepted'`),
    ([row]) => Number(row?.count) === 0
  )

  expect(codes).toEqual(codes.map(() => ({ code: 0, signal: null })))
  expect(answers.filter(({ status }) => status < 200 || status > 299)).toEqual([])
  const stored = await ask<{ body: Buffer; status: string; ended: number }>(
    `select p.body, d.status, (select count(*) from runs r where r.delivery = d.id and r.status = 'succeeded') as ended
     from deliveries d join payloads p on p.delivery = d.id`
  )
  const events = stored.map(({ body }): string => JSON.parse(body.toString()).event)
  expect(events.toSorted()).toEqual(answers.map(({ event }) => event).toSorted())
  expect(stored.filter(({ status, ended }) => status !== 'done' || Number(ended) !== 1)).toEqual([])
  // Each effect was done once; those that a stop has interrupted were sent again under their keys.
  expect(done).toHaveLength(events.length)
  expect(new Set(done).size).toBe(done.length)
  expect(interrupted.length).toBeGreaterThan(0)
  expect(interrupted.filter(key => !done.includes(key))).toEqual([])
  expect(await ask('select job from noted_lapses')).toEqual([])
  console.log(
    `${PROCESSES} processes were replaced while ${answers.length} events were sent: 0 not answered with 2xx, 0 lost, ` +
      `0 done twice, ${interrupted.length} interrupted effects sent again, no work waited for a takeover`
  )
}, 300_000)
