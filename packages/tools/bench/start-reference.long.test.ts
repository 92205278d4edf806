import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { pushPayload } from './payload.ts'
import { startReference } from './start-reference.ts'

test('the reference stores each delivery before it answers, and then its run', async () => {
  const folder = tempFolder()
  const reference = await startReference({ folder, port: 0, work: 'run' })
  onTestFinished(async () => {
    await reference.stop()
  })
  const db = new Database(join(folder, 'reference.db'), { readonly: true })
  onTestFinished(() => {
    db.close()
  })
  const body = pushPayload()
  const statuses = await Promise.all(
    [1, 2, 3].map(
      async () => (await fetch(reference.url, { method: 'POST', body: new Uint8Array(body) })).status
    )
  )
  expect(statuses).toEqual([202, 202, 202])
  expect(db.prepare('select body from deliveries').pluck().all()).toEqual([body, body, body])
  // Its run rides in the next commit, which the next answer is behind.
  await fetch(reference.url, { method: 'POST', body: new Uint8Array(body) })
  const result = JSON.stringify({
    repository: 'Codertocat/Hello-World',
    sender: 'Codertocat',
    ref: 'refs/heads/master',
    answer: 'yes'
  })
  expect(db.prepare('select result from runs order by id limit 3').pluck().all()).toEqual([
    result,
    result,
    result
  ])
})
