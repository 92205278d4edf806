import { fdatasync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createChanges } from './changes.ts'
import { createGroupCommit } from './group-commit.ts'
import { createLogSync, type SyncFile } from './log-sync.ts'
import { openDatabase } from './open-database.ts'
import { temporaryFolder } from './testing.ts'
import { createTransact } from './transaction.ts'

/** A disk whose syncs end when they are told to, well or not. */
const stand = () => {
  const path = join(temporaryFolder(), 'hookwright.db')
  const db = openDatabase(path)
  db.exec('create table kept (what text)')
  const underWay: ((thrown: Error | null) => void)[] = []
  const syncFile: SyncFile = (fd, done) =>
    fdatasync(fd, () => {
      underWay.push(done)
    })
  const log = createLogSync(db, syncFile)
  const transact = createTransact(db, log)
  const group = createGroupCommit({ db, transact, log, changes: createChanges() })
  const reader = new Database(path)
  onTestFinished(() => {
    log.close()
    reader.close()
    db.close()
  })
  const insert = db.prepare('insert into kept values (?)')
  const said: string[] = []
  const joins = (what: string): Promise<void> =>
    group
      .join(() => ({ bytes: 1, write: () => void insert.run(what), kept: () => what }))
      .then(
        kept => void said.push(kept),
        fault => void said.push(`${what}: ${fault.code}`)
      )
  const nextSync = async () => {
    await expect.poll(() => underWay.length, { interval: 1 }).toBeGreaterThan(0)
    return underWay.shift() ?? expect.fail('There is one.')
  }
  const turns = async (count = 5) => {
    for (let turn = 0; turn < count; turn++) await new Promise(setImmediate)
  }
  return { db, reader, transact, group, log, said, join: joins, nextSync, turns }
}

const eio = new Error('EIO: i/o error, fdatasync')

test('nobody is told before the sync has ended, and what comes meanwhile gathers for the next one', async () => {
  const { db, said, join, nextSync, turns } = stand()
  void join('a')
  const first = await nextSync()
  void join('b')
  void join('c')
  await turns()
  expect(said).toEqual([])
  expect(db.prepare('select what from kept').pluck().all()).toEqual(['a'])
  first(null)
  await turns()
  expect(said).toEqual(['a'])
  const second = await nextSync()
  second(null)
  await turns()
  expect(said).toEqual(['a', 'b', 'c'])
})

test('a group alone is left to the sync beside; every other commit still syncs itself', async () => {
  const { db, log, join, nextSync } = stand()
  const mode = () => db.pragma('synchronous', { simple: true })
  expect(log.unsynced(mode)).toBe(1)
  expect(mode()).toBe(2)
  expect(() =>
    log.unsynced(() => {
      throw new Error('wrong')
    })
  ).toThrow('wrong')
  expect(mode()).toBe(2)
  void join('a')
  const done = await nextSync()
  expect(mode()).toBe(2)
  done(null)
})

test('when a sync fails, what it left goes into the file itself, and is told as kept', async () => {
  const { db, said, join, nextSync, turns } = stand()
  void join('a')
  const done = await nextSync()
  done(eio)
  await turns()
  expect(said).toEqual(['a'])
  expect(db.pragma('wal_checkpoint(noop)')).toMatchObject([{ busy: 0 }])
  void join('b')
  const next = await nextSync()
  next(null)
  await turns()
  expect(said).toEqual(['a', 'b'])
})

test('while that cannot be done, nothing is committed behind the gap and all are told so; then it goes on', async () => {
  const { reader, transact, group, said, join, nextSync, turns } = stand()
  // What reads an older state keeps the log from beginning anew.
  reader.exec('begin')
  reader.prepare('select * from kept').all()
  void join('a')
  const done = await nextSync()
  done(eio)
  await turns()
  expect(said).toEqual([])
  await join('b')
  expect(said).toEqual(['b: storage.failed'])
  expect(() => transact(() => {})).toThrow('The log could not be synced.')
  void join('c')
  group.flush()
  await turns()
  expect(said).toEqual(['b: storage.failed', 'c: storage.failed'])

  reader.exec('commit')
  void join('d')
  const next = await nextSync()
  await turns()
  expect(said.at(-1)).toBe('a')
  next(null)
  await turns()
  expect(said.at(-1)).toBe('d')
})

test('a disk that works again is found without anybody writing', async () => {
  const { reader, said, join, nextSync, turns } = stand()
  reader.exec('begin')
  reader.prepare('select * from kept').all()
  void join('a')
  const done = await nextSync()
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  done(eio)
  vi.advanceTimersByTime(1_000)
  await turns()
  expect(said).toEqual([])
  reader.exec('commit')
  vi.advanceTimersByTime(1_000)
  await turns()
  expect(said).toEqual(['a'])
})

test('what is committed at once does not wait for a sync that is under way', async () => {
  const { group, said, join, nextSync, turns } = stand()
  void join('a')
  const done = await nextSync()
  void join('b')
  group.flush()
  await turns()
  expect(said).toEqual(['b'])
  done(null)
  await turns()
  expect(said).toEqual(['b', 'a'])
})
