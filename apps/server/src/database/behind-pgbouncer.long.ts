import { openPostgresStore } from '@hookwright/store/postgres'
import { makeDatabase, startPgBouncer, type TestBouncer } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { goodPassword, signInAs, signOut } from '../testing/sign-in.ts'
import { addFlow, eventUrlOf, turnOff, turnOn } from '../testing/switch.ts'
import { expectToHear, openTwoServers, postEmpty, type TwoServers } from '../testing/two-servers.ts'
import { waitFor } from '../testing/wait-for.ts'

let servers: TwoServers
let bouncer: TestBouncer
let url: string

// Both servers know only the address of PgBouncer in transaction mode.
beforeAll(async () => {
  const direct = await makeDatabase()
  bouncer = await startPgBouncer(direct)
  url = bouncer.through(direct)
  servers = await openTwoServers(url)
})
afterAll(async () => {
  await servers?.remove()
  await bouncer?.stop()
})

/**
 * Returns the number of processes, and the numbers of waiting and running duties. A duty is background work
 * that one process does for all.
 */
const duties = async () => {
  const { processes, queues } = await servers.other.api.installation.processes.query()
  const { waiting, running } = queues.find(({ queue }) => queue === 'duties') ?? {}
  return { processes: processes.length, waiting, running }
}

test('pages at one server hear of what the other stores', () => expectToHear(servers.one, servers.other))

test('events at both run a flow that one has turned on, until that turns it off', async () => {
  const { atOther, one, other } = servers
  const { flowId } = await openDoorbell(one.api, 'Acme Two')
  const [on] = await one.api.subscriptions.list.query({ flowId })
  const eventUrl = await eventUrlOf(one.api, { id: on?.id ?? '' })
  const sent = await Promise.all(
    Array.from({ length: 40 }, (_, at) => postEmpty(at % 2 === 0 ? eventUrl : atOther(eventUrl)))
  )
  expect(new Set(sent)).toEqual(new Set([202]))
  const { rows } = await waitFor(
    () => other.api.deliveries.list.query({ flowId }),
    page => page.rows.length === 40 && page.rows.every(({ status }) => status.is === 'done')
  )
  expect(new Set(rows.map(({ id }) => id)).size).toBe(40)
  await turnOff(one.api, flowId)
  await waitFor(
    () => postEmpty(atOther(eventUrl)),
    status => status === 410
  )
})

test('sessions, members and wrong passwords are the same at both', async () => {
  const { one, other } = servers
  const uma = await one.add('Uma Example', 'user')
  const people = await other.api.people.list.query()
  const { id: personId = '' } = people.find(({ name }) => name === 'Uma Example') ?? {}
  await other.api.people.setRole.mutate({ personId, role: 'viewer' })
  await waitFor(
    async () => (await uma.people.me.query())?.role,
    role => role === 'viewer'
  )

  const cookie = await signInAs(one.url, 'Uma Example')
  const pages = () => overHttp(`${other.url}/trpc/people.me`, { headers: { cookie } })
  expect((await pages()).text).toContain('Uma Example')
  await signOut(one.url, cookie)
  expect((await pages()).text).not.toContain('Uma Example')

  const refused: string[] = []
  for (let tries = 0; tries < 8; tries += 1) {
    const { url: origin } = tries % 2 === 0 ? one : other
    await signInAs(origin, 'Uma Example', 'a wrong password').catch(thrown => refused.push(String(thrown)))
  }
  expect(refused.map(text => Number(/ (\d{3}) /.exec(text)?.[1]))).toEqual([
    ...[401, 401, 401, 401, 401],
    ...[429, 429, 429]
  ])
  await expect(signInAs(other.url, 'Uma Example', goodPassword)).rejects.toThrow('429')
})

test('two processes do an act that needs one of them alone one after the other', async () => {
  const stores = [await openPostgresStore({ url }), await openPostgresStore({ url })]
  let atOnce = 0
  let most = 0
  const act = async (isShared: boolean): Promise<boolean> => {
    atOnce += 1
    most = Math.max(most, atOnce)
    // Long enough for the others to begin, if they could.
    await stores[0]?.probe()
    atOnce -= 1
    return isShared
  }
  try {
    const ended = await Promise.all(
      stores.flatMap(store => Array.from({ length: 6 }, () => store.alone('token of a connection', act)))
    )
    expect([ended.every(isShared => isShared), ended.length, most]).toEqual([true, 12, 1])
  } finally {
    for (const store of stores) await store.close()
  }
})

test('the duties of a server that stops are done by the other', async () => {
  const { other } = servers
  await waitFor(duties, seen => seen.processes === 2 && seen.running === 4 && seen.waiting === 0)
  const doorbell = await openDoorbell(other.api, 'Acme Kept')
  const { flow } = await other.api.flows.get.query({ flowId: doorbell.flowId })
  const flowId = await addFlow(other.api, 'Kept', flow.doc)
  const { eventUrl } = await turnOn(other.api, flowId)
  expect(await postEmpty(eventUrl)).toBe(202)
  await waitFor(
    () => other.api.deliveries.list.query({ flowId }),
    page => page.rows[0]?.status.is === 'done'
  )
  await servers.removeOne()
  await waitFor(duties, seen => seen.processes === 1 && seen.running === 4 && seen.waiting === 0)
  // Clearing what is stored is part of the upkeep.
  await other.api.keeping.clear.mutate({ flowId, thenStops: false })
  await waitFor(
    () => other.api.keeping.ofFlow.query({ flowId }),
    ({ clearing }) => clearing?.status.is === 'done'
  )
})
