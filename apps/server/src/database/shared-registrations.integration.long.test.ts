import { makeDatabase } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AcmeStage, openStage } from '../testing/acme-stage.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { type PracticeService, startPractice } from '../testing/practice.ts'
import { newestOf, settled } from '../testing/switch.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

let variables: Record<string, string>
let practice: PracticeService
let stage: AcmeStage
const others: TestServer[] = []

/** Starts another server on the same database. */
const startOther = async (): Promise<TestServer> => {
  const temp = makeTempFolder()
  const reopened = { dataFolder: temp.folder, cookie: stage.server.cookie }
  const server = await openServer({
    reopened,
    variables: { ...variables, HOOKWRIGHT_OUTBOUND_ALLOW: practice.url }
  })
  others.push({
    ...server,
    remove: async () => {
      await server.remove()
      temp.remove()
    }
  })
  return server
}

beforeAll(async () => {
  practice = await startPractice()
  variables = {
    HOOKWRIGHT_DATABASE_URL: await makeDatabase(),
    HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.'
  }
  stage = await openStage(practice, { variables })
})
afterAll(async () => {
  for (const server of others) await server.remove()
  await stage?.server.remove()
  await practice?.stop()
})
beforeEach(() => practice.clear())

test('a registration of one server continues while another one starts, which can cancel it', async () => {
  await practice.switchFaults({ create: 'hang' })
  const flowId = await stage.newFlow()
  await stage.api.subscriptions.switchOn.mutate({ flowId })
  const { api } = await startOther()
  await waitFor(
    () => newestOf(api, flowId),
    ({ status }) => status.is === 'registering'
  )
  await api.subscriptions.switchOff.mutate({ flowId })
  const { status } = await settled(stage.api, flowId)
  expect(status).toMatchObject({ is: 'ended', how: 'cancelled' })
})

test('flows that two servers turn on at once are each registered once', async () => {
  const { api } = await startOther()
  const flowIds: string[] = []
  for (let flows = 0; flows < 20; flows += 1) flowIds.push(await stage.newFlow())
  const ends = await Promise.allSettled(
    flowIds.flatMap(flowId => [stage.api, api].map(at => at.subscriptions.switchOn.mutate({ flowId })))
  )
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(flowIds.length)
  for (const flowId of flowIds) expect((await settled(api, flowId)).status.is).toBe('on')
  expect(await practice.subscriptions()).toHaveLength(flowIds.length)
})

test('a flow that one server turns off is registered by another once it is removed at the service', async () => {
  const { api } = await startOther()
  const flowId = await stage.newFlow()
  await stage.api.subscriptions.switchOn.mutate({ flowId })
  expect((await settled(stage.api, flowId)).status.is).toBe('on')
  await practice.switchFaults({ remove: 'slow', slowMs: 2_000 })
  await stage.api.subscriptions.switchOff.mutate({ flowId })
  await api.subscriptions.switchOn.mutate({ flowId })
  const subscription = await settled(api, flowId)
  expect(subscription.status.is).toBe('on')
  const all = await api.subscriptions.list.query({ flowId })
  expect(all.map(({ status }) => status.is)).toEqual(['on', 'ended'])
  expect(await practice.subscriptions()).toHaveLength(1)
})
