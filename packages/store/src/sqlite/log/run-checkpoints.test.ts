import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../file/open-database.ts'
import { temporaryFolder } from '../testing.ts'
import { runCheckpoints } from './run-checkpoints.ts'

/** Creates a database with a log of some 370 pages, and runs the checkpoint thread's code on it once. */
const stand = () => {
  const path = join(temporaryFolder(), 'hookwright.db')
  const db = openDatabase(path)
  db.exec('create table kept (what blob)')
  const reader = new Database(path)
  const { port1, port2 } = new MessageChannel()
  runCheckpoints({ port: port2, database: path })
  const write = () => db.exec('insert into kept values (randomblob(3000000))')
  const ask = () =>
    new Promise(resolve => {
      port1.once('message', resolve)
      port1.postMessage('checkpoint')
    })
  onTestFinished(async () => {
    const gone = new Promise(resolve => port1.once('close', resolve))
    port1.postMessage('close')
    await gone
    reader.close()
    db.close()
  })
  return { path, reader, write, ask }
}

test('the checkpoint reports that little is left', async () => {
  const { write, ask } = stand()
  write()
  expect(await ask()).toBe('nearly done')
})

test('the checkpoint reports that a long read holds the log', async () => {
  const { reader, write, ask } = stand()
  reader.exec('begin; select count(*) from kept')
  write()
  expect(await ask()).toBe('held')
  reader.exec('commit')
})

test('the checkpoint reports that it failed', async () => {
  const { path, write, ask } = stand()
  write()
  truncateSync(`${path}-wal`, 1_000_000)
  expect(await ask()).toBe('failed')
})
