import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@hookwright/model'
import { createConnections, execute } from '@hookwright/store/postgres'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { connectApi } from '../testing/api-client.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { signInAs } from '../testing/sign-in.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { backUpDatabase } from './back-up-database.ts'
import { restore } from './restore.ts'

test('a database is backed up while events come in, and its copy starts elsewhere with all that was acknowledged before', async () => {
  const temp = makeTempFolder()
  onTestFinished(temp.remove)
  const url = await makeDatabase()
  const secretKey = 'one key of all servers, 32 long.'
  const variables = { HOOKWRIGHT_DATABASE_URL: url, HOOKWRIGHT_SECRET_KEY: secretKey }
  const server = await openServer({ variables })
  onTestFinished(server.remove)
  const bell = await openDoorbell(server.api)
  const post = async (): Promise<number> =>
    (await overHttp(bell.eventUrl, { method: 'POST', body: '{"ring":1}' })).status
  for (let n = 0; n < 20; n++) expect(await post()).toBe(202)

  let isMade = false
  const sending = (async () => {
    while (!isMade) expect(await post()).toBe(202)
  })()
  const from = join(temp.folder, 'backup')
  const backup = { url: new Secret(url), secretKeyFile: null, to: from, withKey: true, now: 0 }
  const { manifest } = await backUpDatabase({ ...backup, secretKey: new Secret(secretKey) })
  isMade = true
  await sending
  expect(readdirSync(from).toSorted()).toEqual(['auth.db', 'backup.json', 'hookwright.db', 'secret.key'])
  expect(manifest.counts.deliveries).toBeGreaterThanOrEqual(20)
  expect(manifest.counts.user).toBe(1)

  const to = join(temp.folder, 'restored')
  expect(await restore({ from, to })).toMatchObject({ folder: to, hasKey: true })
  const copy = await openServer({ reopened: { dataFolder: to, cookie: server.cookie } })
  onTestFinished(copy.remove)
  await expect(copy.api.flows.list.query()).rejects.toThrow()
  const api = connectApi(copy.url, await signInAs(copy.url, 'Ada Example'))
  const { rows } = await api.deliveries.list.query({ flowId: bell.flowId })
  expect(rows.length).toBeGreaterThanOrEqual(20)
  const { pathname } = new URL(bell.eventUrl)
  expect((await overHttp(`${copy.url}${pathname}`, { method: 'POST', body: '{}' })).status).toBe(202)
}, 60_000)

test('a database of another version is not backed up', async () => {
  const temp = makeTempFolder()
  onTestFinished(temp.remove)
  const url = await makeDatabase()
  const connections = createConnections(url, 1)
  await connections.withOne(client =>
    execute(
      client,
      'create table __drizzle_migrations (created_at bigint); insert into __drizzle_migrations values (1)'
    )
  )
  await connections.close()
  const to = join(temp.folder, 'backup')
  const backup = { url: new Secret(url), secretKey: null, secretKeyFile: null, to, withKey: false, now: 0 }
  await expect(backUpDatabase(backup)).rejects.toMatchObject({ code: 'backup.other-version' })
  expect(readdirSync(temp.folder)).toEqual([])
})
