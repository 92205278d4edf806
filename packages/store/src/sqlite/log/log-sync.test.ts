import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDatabase } from '../file/open-database.ts'
import { temporaryFolder } from '../testing.ts'
import { createChanges } from './changes.ts'
import { createGroupCommit } from './group-commit.ts'
import { createLogSync, type Disk, realDisk } from './log-sync.ts'
import { createTransact } from './transaction.ts'

/** A disk whose syncs end when they are told to, well or not, and which can be written anew or not. */
const stand = (renew: Disk['renew'] = () => {}) => {
  const path = join(temporaryFolder(), 'hookwright.db')
  const db = openDatabase(path)
  db.exec('create table kept (what text)')
  const underWay: ((thrown: Error | null) => void)[] = []
  const disk: Disk = { sync: (_, done) => void underWay.push(done), renew: vi.fn(renew) }
  const log = createLogSync(db, disk)
  const transact = createTransact(db, log)
  const looked = vi.fn()
  const group = createGroupCommit({ db, transact, log, changes: createChanges(), isKept: looked })
  let isClosed = false
  const close = () => {
    if (!isClosed) log.close()
    isClosed = true
  }
  onTestFinished(() => {
    close()
    db.close()
  })
  const insert = db.prepare('insert into kept values (?)')
  const said: string[] = []
  const send = (what: string): Promise<void> =>
    group
      .join(() => ({ bytes: 1, write: () => void insert.run(what), kept: () => what }))
      .then(
        kept => void said.push(kept),
        fault => void said.push(`${what}: ${fault.code}`)
      )
  const turns = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
  }
  const nextSync = async () => {
    await turns()
    return underWay.shift() ?? expect.fail('Nothing is being synced.')
  }
  const fails = () => {
    disk.renew = vi.fn(() => {
      throw eio
    })
  }
  return { path, db, disk, fails, transact, group, log, looked, close, said, send, nextSync, turns }
}

const eio = new Error('EIO: i/o error, fdatasync')

test('nobody is told before the sync has ended, and what comes meanwhile gathers for the next one', async () => {
  const { db, said, send, nextSync, turns, looked } = stand()
  void send('a')
  const first = await nextSync()
  void send('b')
  void send('c')
  await turns()
  expect(said).toEqual([])
  expect(looked).not.toHaveBeenCalled()
  expect(db.prepare('select what from kept').pluck().all()).toEqual(['a'])
  first(null)
  await turns()
  expect(said).toEqual(['a'])
  const second = await nextSync()
  second(null)
  await turns()
  expect(said).toEqual(['a', 'b', 'c'])
  expect(looked).toHaveBeenCalledTimes(2)
})

test('a group alone is left to the sync beside; every other commit still syncs itself', async () => {
  const { db, log, send, nextSync } = stand()
  const mode = () => db.pragma('synchronous', { simple: true })
  expect(log.unsynced(mode)).toBe(1)
  expect(mode()).toBe(2)
  expect(() =>
    log.unsynced(() => {
      throw new Error('wrong')
    })
  ).toThrow('wrong')
  expect(mode()).toBe(2)
  void send('a')
  const done = await nextSync()
  expect(mode()).toBe(2)
  done(null)
})

test('when a sync fails the log is written anew, and what it left is told as kept', async () => {
  const { disk, said, send, nextSync, turns } = stand()
  void send('a')
  const done = await nextSync()
  done(eio)
  await turns()
  expect(disk.renew).toHaveBeenCalledOnce()
  expect(said).toEqual(['a'])
  void send('b')
  const next = await nextSync()
  next(null)
  await turns()
  expect(said).toEqual(['a', 'b'])
})

test('while that fails too, nothing is committed behind the gap and all are told so; then it goes on', async () => {
  const { db, disk, fails, log, transact, group, said, send, nextSync, turns, looked } = stand()
  fails()
  void send('a')
  const done = await nextSync()
  done(eio)
  await turns()
  expect(said).toEqual([])
  expect([log.isWhole(), looked.mock.calls]).toEqual([false, []])
  await send('b')
  expect(said).toEqual(['b: storage.failed'])
  expect(() => transact(() => {})).toThrow('EIO')
  void send('c')
  group.flush()
  await turns()
  expect(said).toEqual(['b: storage.failed', 'c: storage.failed'])
  expect(db.prepare('select what from kept').pluck().all()).toEqual(['a'])

  disk.renew = vi.fn()
  void send('d')
  const next = await nextSync()
  expect(said.at(-1)).toBe('a')
  next(null)
  await turns()
  expect(said.at(-1)).toBe('d')
  expect(log.isWhole()).toBe(true)
})

test('a disk that works again is found without anybody writing', async () => {
  const { disk, fails, said, send, nextSync, turns } = stand()
  fails()
  void send('a')
  const done = await nextSync()
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  done(eio)
  vi.advanceTimersByTime(1_000)
  await turns()
  expect(said).toEqual([])
  disk.renew = vi.fn()
  vi.advanceTimersByTime(1_000)
  await turns()
  expect(said).toEqual(['a'])
})

test('who still waits for such a disk when the log is closed is told that it failed', async () => {
  const { fails, close, said, send, nextSync, turns } = stand()
  fails()
  void send('a')
  const done = await nextSync()
  done(eio)
  close()
  await turns()
  expect(said).toEqual(['a: storage.failed'])
})

test('a commit that syncs itself takes along what is on its way, which is told first, and once', async () => {
  const { group, said, send, nextSync, turns } = stand()
  void send('a')
  const done = await nextSync()
  void send('b')
  group.flush()
  await turns()
  expect(said).toEqual(['a', 'b'])
  done(null)
  await turns()
  expect(said).toEqual(['a', 'b'])
})

test('a commit that changed nothing has synced nothing, and tells nobody that something is on the disk', async () => {
  const { db, log, transact, said, send, nextSync, turns } = stand()
  void send('a')
  const done = await nextSync()
  log.synced(() => transact(() => {}))
  log.synced(() => transact(() => db.exec("update kept set what = 'a'")))
  await turns()
  expect(said).toEqual([])
  log.synced(() => transact(() => db.exec("update kept set what = 'b'")))
  await turns()
  expect(said).toEqual(['a'])
  done(null)
})

test('where such a commit fails, what is on its way is written anew before the next one', async () => {
  const { disk, transact, log, said, send, nextSync, turns } = stand()
  void send('a')
  const done = await nextSync()
  const failing = () =>
    transact(() => {
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
    })
  expect(failing).toThrow('disk I/O error')
  expect(log.isWhole()).toBe(false)
  transact(() => {})
  await turns()
  expect(disk.renew).toHaveBeenCalledOnce()
  expect(said).toEqual(['a'])
  done(null)
  expect(log.isWhole()).toBe(true)
})

test('the log is written anew byte by byte, as it was', async () => {
  const path = join(temporaryFolder(), 'hookwright.db')
  const db = openDatabase(path)
  db.exec('create table kept (what text)')
  db.pragma('wal_autocheckpoint = 0')
  db.prepare('insert into kept values (?)').run('x'.repeat(3_000_000))
  const before = readFileSync(`${path}-wal`)
  const log = createLogSync(db, { ...realDisk, sync: (_, done) => done(eio) })
  const kept = vi.fn()
  log.sync({ kept, lost: vi.fn() }, vi.fn())
  expect(kept).toHaveBeenCalledOnce()
  expect(readFileSync(`${path}-wal`).equals(before)).toBe(true)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  log.close()
  db.close()
})

test.each<[string, (log: Buffer, before: Buffer) => Uint8Array]>([
  ['cut off', (_, before) => before],
  ['emptied', (log, before) => Buffer.concat([before, Buffer.alloc(log.length - before.length)])],
  ['half written', (log, before) => log.subarray(0, (log.length + before.length) / 2)]
])(
  'where what was to be synced is %s by the disk that failed, nobody is told that it is kept',
  async (_, fail) => {
    const { path, log, transact, said, send, nextSync, turns, close } = stand(realDisk.renew)
    const before = readFileSync(`${path}-wal`)
    void send('a')
    const done = await nextSync()
    const whole = readFileSync(`${path}-wal`)
    writeFileSync(`${path}-wal`, fail(whole, before))
    done(eio)
    await turns()
    expect(said).toEqual([])
    expect(log.isWhole()).toBe(false)
    expect(() => transact(() => {})).toThrow(expect.objectContaining({ code: 'SQLITE_IOERR_FSYNC' }))
    writeFileSync(`${path}-wal`, whole)
    transact(() => {})
    await turns()
    expect(said).toEqual(['a'])
    expect(log.isWhole()).toBe(true)
    close()
  }
)

test('the same where the log had begun anew, and its old frames stand there again', async () => {
  const { path, db, log, said, send, nextSync, turns } = stand(realDisk.renew)
  db.exec("insert into kept values (randomblob(100000)), ('old')")
  const old = readFileSync(`${path}-wal`)
  db.pragma('wal_checkpoint(passive)')
  void send('a')
  const done = await nextSync()
  const whole = readFileSync(`${path}-wal`)
  expect(whole.length).toBe(old.length)
  writeFileSync(`${path}-wal`, Buffer.concat([whole.subarray(0, 32), old.subarray(32)]))
  done(eio)
  await turns()
  expect([said, log.isWhole()]).toEqual([[], false])
  writeFileSync(`${path}-wal`, whole)
  void send('b')
  const next = await nextSync()
  expect(said).toEqual(['a'])
  next(null)
})

test('a log that lost what was committed is closed without bringing in what stands there instead', async () => {
  const { path, db, send, nextSync, close } = stand(realDisk.renew)
  db.exec("insert into kept values ('before')")
  const before = readFileSync(`${path}-wal`)
  void send('a'.repeat(50_000))
  const done = await nextSync()
  const lost = readFileSync(`${path}-wal`).length - before.length
  writeFileSync(`${path}-wal`, Buffer.concat([before, Buffer.alloc(lost)]))
  done(eio)
  close()
  db.close()
  const again = openDatabase(path)
  expect(again.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(again.prepare('select what from kept').pluck().all()).toEqual(['before'])
  again.close()
})

test('one sync is under way at a time', () => {
  const { log } = stand()
  const sync = () => log.sync({ kept: vi.fn(), lost: vi.fn() }, vi.fn())
  sync()
  expect(sync).toThrow('under way')
})

test('what has nothing to write is told with what it rests on, and at once where that is on the disk', async () => {
  const { log, group, said, send, nextSync, turns } = stand()
  const ask = (what: string) => {
    void group
      .join(() => ({ bytes: 1, write: () => {}, kept: () => what }))
      .then(kept => void said.push(kept))
    group.flush()
  }
  ask('at once')
  await turns()
  expect(said).toEqual(['at once'])
  void send('a')
  const done = await nextSync()
  ask('with a')
  const kept = vi.fn()
  log.whenDurable({ kept, lost: vi.fn() })
  await turns()
  expect([said, kept.mock.calls]).toEqual([['at once'], []])
  done(null)
  await turns()
  expect(said).toEqual(['at once', 'a', 'with a'])
  expect(kept).toHaveBeenCalledOnce()
})

test('what has nothing to write fails with what it rests on', async () => {
  const { log, fails, send, nextSync, close } = stand()
  fails()
  void send('a')
  const done = await nextSync()
  const lost = vi.fn()
  log.whenDurable({ kept: vi.fn(), lost })
  done(eio)
  close()
  expect(lost).toHaveBeenCalledWith(expect.objectContaining({ code: 'SQLITE_IOERR_FSYNC' }))
})
