import { join } from 'node:path'
import { literal, Secret } from '@hookwright/model'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { card, drawFlow } from '../seed/draw-flow.ts'
import { openStage } from '../testing/acme-stage.ts'
import { connectApi } from '../testing/api-client.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { startPractice } from '../testing/practice.ts'
import { signInAs } from '../testing/sign-in.ts'
import { addFlow, turnOn } from '../testing/switch.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { backUpDatabase } from './back-up-database.ts'
import { moveToDatabase } from './move.ts'
import { formatRegisteredFlows } from './registered-flows.ts'
import { restore } from './restore.ts'

const key = 'one key of all servers, 32 long.'

test('a backup of a database is restored into another one, where Event URLs work, waiting runs go on and old sessions do not', async () => {
  const temp = makeTempFolder()
  onTestFinished(temp.remove)
  const practice = await startPractice()
  onTestFinished(practice.stop)
  const database = await makeDatabase()
  const variables = { HOOKWRIGHT_DATABASE_URL: database, HOOKWRIGHT_SECRET_KEY: key }
  const { server, api, newFlow } = await openStage(practice, { variables })
  onTestFinished(server.remove)
  const registeredId = await newFlow()
  await turnOn(api, registeredId)
  const bell = await openDoorbell(api)
  const { event } = (await api.flows.get.query({ flowId: bell.flowId })).flow.doc.cards
  if (event === undefined) throw new Error('The doorbell has no event.')
  const pause = card('wait-for', 'pause', { config: { unit: 'days' }, inputs: { amount: literal(1) } })
  const waitingId = await addFlow(api, 'Wait a day', drawFlow({ card: event, inside: [] }, pause))
  const waiting = await turnOn(api, waitingId)
  for (const url of [bell.eventUrl, waiting.eventUrl]) {
    expect((await overHttp(url, { method: 'POST', body: '{"ring":1}' })).status).toBe(202)
  }
  await waitFor(
    () => api.runs.list.query({ flowId: waitingId }),
    ({ rows }) => rows[0]?.status.is === 'waiting'
  )

  const from = join(temp.folder, 'backup')
  const keys = { secretKey: new Secret(key), secretKeyFile: null }
  await backUpDatabase({ url: new Secret(database), ...keys, to: from, withKey: false, now: 0 })
  const folder = join(temp.folder, 'restored')
  const { registered } = await restore({ from, to: folder })
  expect(registered).toEqual([{ name: 'Welcome 1', isUnderWay: false }])
  expect(formatRegisteredFlows(registered)[0]).toContain('“Welcome 1”')
  const other = await makeDatabase()
  await moveToDatabase({ folder, url: new Secret(other), ...keys })

  const copy = await openServer({
    variables: { ...variables, HOOKWRIGHT_DATABASE_URL: other, HOOKWRIGHT_OUTBOUND_ALLOW: practice.url },
    reopened: { dataFolder: join(temp.folder, 'none'), cookie: server.cookie }
  })
  onTestFinished(copy.remove)
  await expect(copy.api.flows.list.query()).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } })
  const again = connectApi(copy.url, await signInAs(copy.url, 'Ada Example'))
  const { pathname } = new URL(bell.eventUrl)
  expect((await overHttp(`${copy.url}${pathname}`, { method: 'POST', body: '{"ring":2}' })).status).toBe(202)
  await waitFor(
    () => again.deliveries.list.query({ flowId: bell.flowId }),
    ({ rows }) => rows.length === 2 && rows.every(({ status }) => status.is === 'done')
  )
  const [run] = (await again.runs.list.query({ flowId: waitingId })).rows
  expect(run?.status.is).toBe('waiting')
  await again.runs.goOn.mutate({ runId: run?.id ?? '' })
  await waitFor(
    () => again.runs.list.query({ flowId: waitingId }),
    ({ rows }) => rows[0]?.status.is === 'succeeded'
  )
  const on = (await again.subscriptions.list.query({ flowId: registeredId })).map(({ status }) => status.is)
  expect(on).toEqual(['on'])
}, 180_000)
