import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@hookwright/model'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { connectApi } from '../testing/api-client.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { signInAs } from '../testing/sign-in.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { type MovedTable, moveToDatabase, moveToFolder } from './move.ts'

type Started = Awaited<ReturnType<typeof openServer>>

const rest = makeTempFolder()

/** Posts an event to a flow's Event URL, with this server's address, and waits until its run has ended. */
const ring = async (server: Started, eventUrl: string, flowId: string, count: number): Promise<void> => {
  const { pathname } = new URL(eventUrl)
  expect((await overHttp(`${server.url}${pathname}`, { method: 'POST', body: '{"ring":1}' })).status).toBe(
    202
  )
  const api = connectApi(server.url, await signInAs(server.url, 'Ada Example'))
  await waitFor(
    () => api.deliveries.list.query({ flowId }),
    ({ rows }) => rows.filter(({ status }) => status.is === 'done').length === count
  )
}

test('a folder with a flow that is on moves to a database and back, and its Event URL works in each place', async () => {
  onTestFinished(rest.remove)
  const first = await openServer()
  onTestFinished(() => rmSync(first.dataFolder, { recursive: true }))
  const bell = await openDoorbell(first.api)
  await ring(first, bell.eventUrl, bell.flowId, 1)
  const move = {
    folder: first.dataFolder,
    url: new Secret(await makeDatabase()),
    ...{ secretKey: null, secretKeyFile: join(first.dataFolder, 'secret.key') }
  }
  await expect(moveToDatabase(move)).rejects.toMatchObject({ code: 'storage.busy' })
  await first.close()

  const there: MovedTable[] = []
  await moveToDatabase({ ...move, moved: table => there.push(table) })
  const variables = {
    HOOKWRIGHT_DATABASE_URL: move.url.reveal(),
    HOOKWRIGHT_SECRET_KEY_FILE: move.secretKeyFile
  }
  const none = { dataFolder: join(rest.folder, 'none'), cookie: '' }
  const second = await openServer({ variables, reopened: none })
  await ring(second, bell.eventUrl, bell.flowId, 2)
  const folder = join(rest.folder, 'back')
  await expect(moveToFolder({ ...move, folder })).rejects.toMatchObject({ code: 'move.in-use' })
  await second.close()

  const back: MovedTable[] = []
  await moveToFolder({ ...move, folder, moved: table => back.push(table) })
  expect(back.map(({ table }) => table)).toEqual(there.map(({ table }) => table))
  const third = await openServer({
    variables: { HOOKWRIGHT_SECRET_KEY_FILE: move.secretKeyFile },
    reopened: { dataFolder: folder, cookie: '' }
  })
  await ring(third, bell.eventUrl, bell.flowId, 3)
  await third.close()
  await expect(moveToDatabase(move)).rejects.toMatchObject({ code: 'move.not-empty' })
  await expect(moveToFolder({ ...move, folder })).rejects.toMatchObject({ code: 'move.not-empty' })
}, 60_000)

test('a move is refused with another key, during its exchange, and from a folder without a database', async () => {
  const server = await openServer()
  await server.close()
  onTestFinished(() => rmSync(server.dataFolder, { recursive: true }))
  const { folder, remove } = makeTempFolder()
  onTestFinished(remove)
  const key = readFileSync(join(server.dataFolder, 'secret.key'), 'utf8')
  const move = { url: new Secret('postgres://db.invalid/none'), secretKeyFile: null }
  const other = {
    ...move,
    folder: server.dataFolder,
    secretKey: new Secret('another key, which nobody shares.')
  }
  await expect(moveToDatabase(other)).rejects.toMatchObject({ code: 'move.other-key' })
  writeFileSync(join(server.dataFolder, 'secret.key.next'), key)
  const exchanged = { ...other, secretKey: new Secret(key.trim()) }
  await expect(moveToDatabase(exchanged)).rejects.toMatchObject({ code: 'move.key-exchange' })
  await expect(moveToDatabase({ ...other, folder })).rejects.toMatchObject({ code: 'move.no-data' })
})
