import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectApi } from '../testing/api-client.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { backUp } from './back-up.ts'
import { restore } from './restore.ts'

// review: security M4

const temp = makeTempFolder()
let server: TestServer
let bell: Awaited<ReturnType<typeof openDoorbell>>
beforeAll(async () => {
  server = await openServer()
  bell = await openDoorbell(server.api)
  await overHttp(bell.eventUrl, { method: 'POST', body: '{"ring":1}' })
})
afterAll(async () => {
  await server.remove()
  temp.remove()
})

const backUpTo = (name: string, withKey = false) =>
  backUp({
    dataFolder: server.dataFolder,
    secretKey: null,
    secretKeyFile: null,
    to: join(temp.folder, name),
    withKey,
    now: 0
  })

describe('a backup', () => {
  test('is made while the server runs, for its owner alone, without the sealing key', async () => {
    const { folder, manifest } = await backUpTo('plain')
    expect(readdirSync(folder).sort()).toEqual(['auth.db', 'backup.json', 'hookwright.db'])
    expect(manifest.counts).toMatchObject({ deliveries: 1, flows: 2, user: 1 })
    expect(readdirSync(folder).map(name => statSync(join(folder, name)).mode & 0o777)).toEqual([
      0o600, 0o600, 0o600
    ])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const key = readFileSync(join(server.dataFolder, 'secret.key'), 'utf8').trim()
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(key)).toBe(false)
  })

  test('is not written over anything', async () => {
    await backUpTo('taken')
    await expect(backUpTo('taken')).rejects.toMatchObject({ code: 'backup.target-taken' })
  })

  test('of a folder without a database is refused', async () => {
    const nothing = { dataFolder: join(temp.folder, 'none'), secretKey: null, secretKeyFile: null }
    const to = join(temp.folder, 'of-none')
    await expect(backUp({ ...nothing, to, withKey: false, now: 0 })).rejects.toMatchObject({
      code: 'backup.no-data'
    })
    expect(existsSync(to)).toBe(false)
  })

  test('of a damaged database says why it failed, and leaves nothing half written', async () => {
    const dataFolder = join(temp.folder, 'damaged')
    mkdirSync(dataFolder)
    writeFileSync(join(dataFolder, 'hookwright.db'), 'x'.repeat(20_000))
    const to = join(temp.folder, 'of-damaged')
    const damaged = { dataFolder, secretKey: null, secretKeyFile: null, to, withKey: false, now: 0 }
    await expect(backUp(damaged)).rejects.toMatchObject({
      code: 'backup.failed',
      message: expect.stringContaining('The backup could not be written (file is not a database).')
    })
    expect(readdirSync(temp.folder).filter(name => name.startsWith('of-damaged'))).toEqual([])
  })
})

describe('a restored copy', () => {
  test('starts elsewhere with all that was there, and lets no session of before in', async () => {
    const { folder: from } = await backUpTo('whole', true)
    const to = join(temp.folder, 'restored')
    expect(await restore({ from, to })).toMatchObject({ folder: to, hasKey: true })
    const copy = await openServer({ reopened: { dataFolder: to, cookie: server.cookie } })
    try {
      await expect(copy.api.flows.list.query()).rejects.toThrow()
      expect((await overHttp(`${copy.url}/readyz`)).status).toBe(200)
      const token = new URL(bell.eventUrl).pathname
      expect((await overHttp(`${copy.url}${token}`, { method: 'POST', body: '{}' })).status).toBe(202)
      // The session of the server itself goes on.
      expect(await connectApi(server.url, server.cookie).flows.list.query()).not.toEqual([])
    } finally {
      await copy.close()
    }
  })

  test('is not written into a folder that is in use or not empty', async () => {
    const { folder: from } = await backUpTo('for-taken')
    await expect(restore({ from, to: server.dataFolder })).rejects.toMatchObject({
      code: 'restore.target-taken',
      message: expect.stringContaining('is used by a running server')
    })
    const full = join(temp.folder, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'note.txt'), 'mine')
    await expect(restore({ from, to: full })).rejects.toMatchObject({
      message: expect.stringContaining('is not empty')
    })
    expect(readdirSync(full)).toEqual(['note.txt'])
  })

  test('is not made of a changed, truncated or missing copy', async () => {
    const to = join(temp.folder, 'never')
    const { folder } = await backUpTo('bent')
    const file = join(folder, 'hookwright.db')
    const bytes = readFileSync(file)
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(restore({ from: folder, to })).rejects.toMatchObject({
      code: 'restore.bad-copy',
      message: expect.stringContaining('hookwright.db is not the file that was backed up')
    })
    rmSync(file)
    await expect(restore({ from: folder, to })).rejects.toThrow(/hookwright\.db cannot be read/)
    await expect(restore({ from: temp.folder, to })).rejects.toThrow(/no backup\.json/)
    expect(existsSync(to)).toBe(false)
    expect(readdirSync(temp.folder).filter(name => name.endsWith('.partial'))).toEqual([])
  })
})
