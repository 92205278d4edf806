import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer
let uma: Api
let bo: Api
beforeAll(async () => {
  server = await openServer()
  uma = await server.add('Uma Example', 'user')
  bo = await server.add('Bo Example', 'user')
})
afterAll(() => server?.remove())

const invite = (shared: boolean) =>
  drawFlow(
    card('manual-start', 'start', { config: { inputs: [field('guest', 'Guest')], shared, atOnce: 'any' } })
  )

test('an owner runs a flow, another member runs it once it is shared, and only the owner sees the runs', async () => {
  const [own, shared] = [await addFlow(uma, 'Own', invite(false)), await addFlow(uma, 'Shared', invite(true))]
  for (const flowId of [own, shared]) await turnOn(uma, flowId)
  const values = { guest: 'Jo' }
  const { runId } = await uma.flows.run.mutate({ flowId: own, values })
  const run = await waitFor(
    () => uma.runs.open.query({ runId }).catch(() => null),
    found => found?.run.status.is === 'succeeded'
  )
  expect(run?.run.steps?.[0]?.outputs).toMatchObject({ runBy: 'Uma Example', guest: 'Jo' })

  expect((await faultOf(bo.flows.run.mutate({ flowId: own, values }))).code).toBe('permission.denied')
  expect((await faultOf(bo.flows.runForm.query({ flowId: own }))).code).toBe('permission.denied')
  expect(await bo.flows.shared.query()).toMatchObject([
    { flowId: shared, name: 'Shared', ownerName: 'Uma Example', inputs: [{ id: 'guest' }] }
  ])
  const theirs = await bo.flows.run.mutate({ flowId: shared, values })
  await waitFor(
    () => uma.runs.list.query({ flowId: shared }),
    ({ rows }) => rows[0]?.status.is === 'succeeded'
  )
  const seen = await uma.runs.open.query({ runId: theirs.runId })
  expect(seen.run.steps?.[0]?.outputs).toMatchObject({ runBy: 'Bo Example' })
  expect((await faultOf(bo.runs.open.query({ runId: theirs.runId }))).code).toBe('permission.denied')
  await turnOff(uma, shared)
  expect(await bo.flows.shared.query()).toEqual([])
})

test('a scheduled flow is on at once and shows its next run', async () => {
  const flowId = await addFlow(
    uma,
    'Nightly',
    drawFlow(
      card('scheduled', 'start', {
        config: {
          ...{ every: 'day', count: 15, at: '02:30', days: [], cron: '', zone: 'Europe/Berlin' },
          atOnce: 'any'
        }
      })
    )
  )
  await turnOn(uma, flowId)
  const refused = await faultOf(uma.flows.run.mutate({ flowId, values: {} }))
  expect(refused).toMatchObject({ code: 'flow.not-manual' })
  const progress = await waitFor(
    () => uma.subscriptions.progress.query({ flowId }),
    found => found?.nextRun != null
  )
  expect(progress?.nextRun?.at).toBeGreaterThan(Date.now())
  expect(progress?.nextRun?.zone).toBe('Europe/Berlin')
  expect(await uma.flows.summary.query({ flowId })).toMatchObject({
    event: { name: 'Scheduled Flow' },
    schedule: { every: 'day', at: '02:30' }
  })
})
