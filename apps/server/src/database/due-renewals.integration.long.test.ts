import { createConnections, openPostgresStore, query } from '@hookwright/store/postgres'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { connectAcme, deployAcme, greetingFlow } from '../testing/acme-connector.ts'
import { acmeEndingRegistration, acmeRenewal } from '../testing/acme-flows.ts'
import { connectApi } from '../testing/api-client.ts'
import { findFreePort } from '../testing/free-port.ts'
import { becomeAdmin } from '../testing/sign-in.ts'
import { bundleProcess, killAll, type ServerProcess } from '../testing/start-process.ts'
import { type StubService, startStub } from '../testing/stub-service.ts'
import { addFlow, turnOn } from '../testing/switch.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

/**
 * Number of processes. `RENEWALS` is the number of renewals due at the same time; `ANSWERED` is the number
 * answered before the kill.
 */
const PROCESSES = 3
const RENEWALS = 30
const ANSWERED = 8

/** Time for the other processes to take over and finish all renewals, in milliseconds. */
const PATIENCE = 120_000

const DAY = 86_400_000

const folder = makeTempFolder()
const startProcess = await bundleProcess(folder.folder)
let url: string
let service: StubService
const servers: ServerProcess[] = []

/**
 * Number of registrations at the stub service. `came` has the registration id of each received renewal;
 * `waiting` has the ids of renewals without an answer.
 */
let registered = 0
const came: string[] = []
const waiting = new Set<string>()
let gate: Promise<void> = Promise.resolve()
let open = (): void => {}

beforeAll(async () => {
  url = await makeDatabase()
  service = await startStub(async asked => {
    const expiresAt = new Date(Date.now() + (3 + came.length) * DAY).toISOString()
    if (asked.startsWith('POST')) {
      registered += 1
      return { status: 200, json: { id: `${registered}`, expiresAt } }
    }
    if (!asked.startsWith('PATCH')) return { status: 200, json: {} }
    const id = asked.split('/').at(-1) ?? ''
    came.push(id)
    if (came.length > ANSWERED) {
      waiting.add(id)
      await gate
    }
    return { status: 200, json: { expiresAt } }
  })
  for (let started = 0; started < PROCESSES; started += 1) {
    servers.push(
      await startProcess(await findFreePort(), {
        HOOKWRIGHT_DATABASE_URL: url,
        HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.',
        HOOKWRIGHT_OUTBOUND_ALLOW: service.url
      })
    )
  }
}, 180_000)
afterAll(async () => {
  open()
  await killAll(servers)
  await service?.stop()
  folder.remove()
})

/** Returns the process that carries out renewals. */
const findRenewing = async (): Promise<ServerProcess> => {
  const connections = createConnections(url, 1)
  const { rows } = await connections.withOne(client =>
    query(
      client,
      `select p.name from acts a join processes p on p.id = a.process where a.subscription like 'renewal/%' limit 1`,
      []
    )
  )
  await connections.close()
  const name = String(rows[0]?.name)
  const found = servers.find(({ pid }) => name.endsWith(`:${pid}`))
  if (found === undefined) throw new Error('No process renews anything.')
  return found
}

test('renewals that are due when their process is killed are sent at most once each, and none fails', async () => {
  const [first] = servers
  const api = connectApi(first?.url ?? '', await becomeAdmin(first?.link ?? ''))
  const acme = await deployAcme(api, service, {
    registration: acmeEndingRegistration,
    renewal: acmeRenewal
  })
  const connectionId = await connectAcme(api, acme, 'a key that the service does not look at')
  const flowIds: string[] = []
  const ids: string[] = []
  while (ids.length < RENEWALS) {
    const flowId = await addFlow(api, `Welcome ${ids.length}`, greetingFlow(acme, { connectionId }))
    const { subscription } = await turnOn(api, flowId)
    flowIds.push(flowId)
    ids.push(subscription.id)
  }
  expect(registered).toBe(RENEWALS)
  const store = await openPostgresStore({ url, poolSize: 2 })
  onTestFinished(store.close)

  gate = new Promise(resolve => {
    open = resolve
  })
  for (const id of ids) await store.renewals.plan(id, { renewAt: Date.now(), renewTries: 0, gaps: [] })
  await waitFor(
    () => waiting.size,
    size => size > 0
  )
  await killAll([await findRenewing()])
  const interrupted = [...waiting]
  open()

  const renewalsOf = async (id: string) =>
    (await store.subscriptions.attemptsOf(id)).filter(({ kind }) => kind === 'renewal')
  const ends = await waitFor(
    () => Promise.all(ids.map(renewalsOf)),
    all => all.every(attempts => attempts.at(-1)?.outcome === 'succeeded'),
    PATIENCE
  )
  expect(new Set(came).size).toBe(came.length)
  const uncertain = ends.filter(attempts => attempts.some(({ outcome }) => outcome === 'uncertain'))
  // A request that was recorded may not have left its process before the kill.
  const unsent = ends.filter((_, at) => !came.includes(`${at + 1}`))
  expect(unsent.filter(attempts => !uncertain.includes(attempts))).toEqual([])
  const outcomes = ends.flat().map(({ outcome }) => outcome)
  expect(new Set(outcomes)).toEqual(new Set(['succeeded', 'uncertain']))
  expect(outcomes).toHaveLength(RENEWALS + uncertain.length)
  // What may have been renewed is not asked for again: it is registered anew.
  expect(uncertain.length).toBeGreaterThanOrEqual(interrupted.length)
  expect(registered).toBe(RENEWALS + uncertain.length)
  for (const flowId of flowIds) {
    expect((await store.subscriptions.wantedOf(flowId))?.status).toMatchObject({ is: 'on' })
  }
  console.log(
    `${RENEWALS} renewals of ${PROCESSES} processes, one killed: ${came.length} requests, ${uncertain.length} interrupted and ` +
      `registered anew, 0 failed`
  )
}, 300_000)
