import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AcmeStage, openStage } from '../testing/acme-stage.ts'
import { type PracticeService, startPractice } from '../testing/practice.ts'
import { newestOf, settled } from '../testing/switch.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { backUp } from './back-up.ts'
import { formatRegisteredFlows, readRegisteredFlows } from './registered-flows.ts'
import { restore } from './restore.ts'

const temp = makeTempFolder()
let practice: PracticeService
let stage: AcmeStage
beforeAll(async () => {
  practice = await startPractice()
  stage = await openStage(practice)
})
afterAll(async () => {
  // A request that hangs there would keep the server from stopping until its time is up.
  await practice?.stop()
  await stage?.server.remove()
  temp.remove()
})

test('a restore names the flows that may be registered twice, first those that were being registered', async () => {
  const on = await stage.newFlow()
  await stage.newFlow()
  await stage.api.subscriptions.switchOn.mutate({ flowId: on })
  expect((await settled(stage.api, on)).status.is).toBe('on')
  await practice.switchFaults({ create: 'hang' })
  const begun = await stage.newFlow()
  await stage.api.subscriptions.switchOn.mutate({ flowId: begun })
  await waitFor(
    () => newestOf(stage.api, begun),
    ({ status }) => status.is === 'registering'
  )
  const from = join(temp.folder, 'backup')
  const { dataFolder } = stage.server
  await backUp({ dataFolder, secretKey: null, secretKeyFile: null, to: from, withKey: false, now: 0 })
  const { registered } = await restore({ from, to: join(temp.folder, 'restored') })
  expect(registered?.map(({ isUnderWay }) => isUnderWay)).toEqual([true, false])
  expect(formatRegisteredFlows(registered)[0]).toContain('(registration in progress), ')
  expect(formatRegisteredFlows([])).toEqual([])
  await stage.api.subscriptions.switchOff.mutate({ flowId: begun })
})

test('a restore says so when the registered flows cannot be read from the backup', () => {
  const path = join(temp.folder, 'older.db')
  new Database(path).exec('create table subscriptions (id integer)').close()
  expect(readRegisteredFlows(path)).toBeNull()
  expect(formatRegisteredFlows(null)[0]).toContain('could not be read from this backup')
})
