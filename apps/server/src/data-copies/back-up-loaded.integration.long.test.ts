import { join } from 'node:path'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { startChild } from '../testing/child.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { sendSteadily } from '../testing/send-steadily.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

/**
 * Number of flows. `RATE` is the total number of events per second; `BEFORE` is the number of events
 * acknowledged before the backup begins.
 */
const FLOWS = 4
const RATE = 200
const BEFORE = 1_000

const readBodies = (path: string): Set<string> => {
  const db = new Database(path, { readonly: true })
  const bodies = db.prepare<[], { body: Buffer }>('select body from payloads').all()
  db.close()
  return new Set(bodies.map(({ body }) => body.toString()))
}

test('a backup of a database under 200 events a second has all that was acknowledged before it began, and starts elsewhere', async () => {
  const temp = makeTempFolder()
  onTestFinished(temp.remove)
  const variables = {
    HOOKWRIGHT_DATABASE_URL: await makeDatabase(),
    HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.'
  }
  const server = await openServer({ variables })
  onTestFinished(server.remove)
  const urls: string[] = []
  for (let flows = 0; flows < FLOWS; flows += 1) {
    urls.push((await openDoorbell(server.api, `Bell ${flows}`)).eventUrl)
  }
  const sending = sendSteadily(urls, RATE)
  onTestFinished(sending.stop)
  await waitFor(
    () => sending.acknowledged.length,
    count => count >= BEFORE
  )
  const before = [...sending.acknowledged]
  const began = { at: performance.now(), sent: sending.sent() }
  const copyData = (...args: string[]) =>
    startChild(new URL('../copy-data.ts', import.meta.url), { args: [...args, '--json'], env: variables })
  const backup = join(temp.folder, 'backup')
  const backingUp = copyData('backup', '--to', backup, '--with-key')
  expect(await backingUp.ended, backingUp.errors()).toMatchObject({ code: 0 })
  const seconds = (performance.now() - began.at) / 1_000
  const [sent, acknowledged] = [sending.sent() - began.sent, sending.acknowledged.length - before.length]
  await sending.stop()

  const restored = join(temp.folder, 'restored')
  const restoring = copyData('restore', '--from', backup, '--to', restored)
  expect(await restoring.ended, restoring.errors()).toMatchObject({ code: 0 })
  const bodies = readBodies(join(restored, 'hookwright.db'))
  expect(before.filter(body => !bodies.has(body))).toEqual([])
  const copy = await openServer({ reopened: { dataFolder: restored, cookie: '' } })
  onTestFinished(copy.remove)
  for (const url of urls) {
    const { pathname } = new URL(url)
    expect((await overHttp(`${copy.url}${pathname}`, { method: 'POST', body: '{}' })).status).toBe(202)
  }
  console.log(
    `backup of ${bodies.size} bodies in ${seconds.toFixed(1)} s while ${(sent / seconds).toFixed(0)} events a second were sent ` +
      `and ${(acknowledged / seconds).toFixed(0)} acknowledged: of ${before.length} acknowledged before, 0 are missing`
  )
}, 240_000)
