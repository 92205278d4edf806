import { readdirSync } from 'node:fs'
import { literal, pill } from '@hookwright/model'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from '../seed/draw-flow.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { addFlow, eventUrlOf, turnOff, turnOn } from '../testing/switch.ts'
import {
  expectToHear,
  openTwoServers,
  postEmpty,
  sharedVariables,
  type TwoServers
} from '../testing/two-servers.ts'
import { waitFor } from '../testing/wait-for.ts'

const database = makeDatabase()
let servers: TwoServers
beforeAll(async () => {
  servers = await openTwoServers(await database)
})
afterAll(() => servers?.remove())

test('one server shows what the other has stored, and its pages hear of it', () =>
  expectToHear(servers.one, servers.other))

test('an event that comes to one server runs the flow that the other has turned on, until it is turned off', async () => {
  const { atOther, one } = servers
  const doorbell = await openDoorbell(one.api, 'Acme Two')
  const { flow } = await one.api.flows.get.query({ flowId: doorbell.flowId })
  const flowId = await addFlow(one.api, 'Two', flow.doc)
  const { subscription } = await turnOn(one.api, flowId)
  const eventUrl = atOther(await eventUrlOf(one.api, subscription))
  expect(await postEmpty(eventUrl)).toBe(202)
  const { rows } = await waitFor(
    () => one.api.deliveries.list.query({ flowId }),
    page => page.rows[0]?.status.is === 'done'
  )
  expect(rows).toHaveLength(1)

  await turnOff(one.api, flowId)
  await waitFor(
    () => postEmpty(eventUrl),
    status => status === 410
  )
  const all = (await one.api.deliveries.list.query({ flowId })).rows
  expect(all.filter(({ status }) => status.is !== 'refused')).toHaveLength(1)
})

test('calls of an API endpoint are answered by the server that they come to, whichever runs most of the flows', async () => {
  const { atOther, one } = servers
  const start = card('api-endpoint', 'start', {
    config: { security: 'open', header: '', perSecond: 100, burst: 100, atOnce: '2' }
  })
  const answer = card('return-raw', 'respond', {
    config: { bodyFormat: 'json' },
    inputs: { status: literal(201), headers: literal({}), body: pill('start', 'body') }
  })
  const flowId = await addFlow(one.api, 'Echo', drawFlow(start, answer))
  await turnOn(one.api, flowId)
  const url = await one.api.apiEndpoints.url.query({ flowId })
  const answers = await Promise.all(
    Array.from({ length: 10 }, async (_, call) => {
      const response = await overHttp(call % 2 === 0 ? url : atOther(url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ call })
      })
      return [response.status, response.text]
    })
  )
  expect(answers).toEqual(answers.map((_, call) => [201, JSON.stringify({ call })]))
})

test('members, roles and sessions are the same at both', async () => {
  const { one, other } = servers
  const uma = await one.add('Uma Example', 'user')
  expect((await uma.people.me.query())?.role).toBe('user')
  const { id: personId } =
    (await other.api.people.list.query()).find(({ name }) => name === 'Uma Example') ?? {}
  await other.api.people.setRole.mutate({ personId: personId ?? '', role: 'viewer' })
  expect((await uma.people.me.query())?.role).toBe('viewer')
})

test('both are ready, and leave their data folders alone', async () => {
  for (const server of [servers.one, servers.other]) {
    expect(JSON.parse((await overHttp(`${server.url}/readyz`)).text)).toEqual({ ready: true, reasons: [] })
    expect(readdirSync(server.dataFolder)).toEqual([])
  }
})

test('a server with another encryption key does not start', async () => {
  const wrong = {
    ...sharedVariables(await database),
    HOOKWRIGHT_SECRET_KEY: 'another key, which nobody shares.'
  }
  await expect(openServer({ variables: wrong })).rejects.toMatchObject({ code: 'seal.key-wrong' })
})
