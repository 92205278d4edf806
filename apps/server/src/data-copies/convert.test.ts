import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lockFolder, openSqliteStore } from '@hookwright/store/sqlite'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openAuthFile } from '../sign-in/auth-file.ts'
import { contentsOf, writeOldFolder } from '../testing/old-folder.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { convert } from './convert.ts'
import { restore } from './restore.ts'

const now = Date.UTC(2026, 10, 30, 12)

const open = () => {
  const temp = makeTempFolder()
  onTestFinished(temp.remove)
  return join(temp.folder, 'data')
}

const openOld = (deliveries = 3): string => {
  const folder = open()
  writeOldFolder(folder, deliveries)
  return folder
}

test('a folder of 0.7 is converted with all that is in it, after a backup beside it', async () => {
  const folder = openOld()
  const before = contentsOf(folder)
  await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: 'storage.old' })
  const backup = await convert({ folder, now })
  expect(backup?.folder).toBe(`${folder}-before-convert-2026-11-30T12-00-00-000Z`)
  expect(backup?.manifest.counts).toMatchObject({ flows: 1, deliveries: 3, runs: 3, user: 1 })
  expect(contentsOf(folder)).toEqual(before)
  const store = await openSqliteStore({ folder })
  expect(await store.waits.count({})).toEqual({ onHold: 3, held: 0, waiting: 0 })
  await store.close()
  const auth = openAuthFile(folder)
  expect(auth.prepare('select token from session').pluck().get()).toMatch(/^.{64}$/)
  auth.close()
  expect(await convert({ folder, now })).toBeNull()
})

test('the backup can be restored, and converted again', async () => {
  const folder = openOld()
  const backup = await convert({ folder, now })
  const to = `${folder}-restored`
  await restore({ from: backup?.folder ?? '', to })
  await expect(openSqliteStore({ folder: to })).rejects.toMatchObject({ code: 'storage.old' })
  expect(await convert({ folder: to, now })).not.toBeNull()
  await (await openSqliteStore({ folder: to })).close()
})

test('a conversion killed between the two databases is completed by the next run', async () => {
  const folder = openOld()
  const auth = new Database(join(folder, 'auth.db'))
  await convert({ folder, now })
  auth.pragma('user_version = 1')
  auth.close()
  expect(await convert({ folder, now: now + 1 })).not.toBeNull()
  openAuthFile(folder).close()
})

test('a folder in use is refused, and neither converted nor backed up', async () => {
  const folder = openOld()
  const unlock = lockFolder(folder)
  await expect(convert({ folder, now })).rejects.toMatchObject({ code: 'storage.busy' })
  unlock()
  await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: 'storage.old' })
  expect(readdirSync(dirname(folder))).toEqual(['data'])
})

test('a folder without a database is refused, and none is made', async () => {
  const folder = open()
  const failing = convert({ folder, now })
  await expect(failing).rejects.toMatchObject({
    code: 'convert.no-data',
    message: expect.stringContaining('Name the data folder of the server: "hookwright convert FOLDER".')
  })
  expect(existsSync(folder)).toBe(false)
})

test('without a backup nothing is converted', async () => {
  const folder = openOld()
  const taken = `${folder}-before-convert-2026-11-30T12-00-00-000Z`
  mkdirSync(join(taken, 'something'), { recursive: true })
  await expect(convert({ folder, now })).rejects.toMatchObject({ code: 'backup.target-taken' })
  await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: 'storage.old' })
})
