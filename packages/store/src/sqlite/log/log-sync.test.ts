import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createChanges } from '../../statements/changes.ts'
import { openSqliteFile } from '../database/open-sqlite-file.ts'
import { openDatabase } from '../file/open-database.ts'
import { temporaryFolder } from '../testing.ts'
import { createGroupCommit } from './group-commit.ts'
import { createLogSync } from './log-sync.ts'
import { createTransact } from './transaction.ts'

/** Creates a group commit on a simulated disk; the test decides when syncs succeed or fail. */
const stand = () => {
  const path = join(temporaryFolder(), 'hookwright.db')
  const db = openDatabase(path)
  db.exec('create table kept (what text)')
  const underWay: ((thrown: Error | null) => void)[] = []
  const said: string[] = []
  const failed = vi.fn((fault: Error) => void said.push(`stops: ${fault.message}`))
  const log = createLogSync(db, failed, (_, done) => void underWay.push(done))
  const transact = createTransact(db, log)
  const looked = vi.fn()
  const group = createGroupCommit({ db, transact, log, changes: createChanges(), isKept: looked })
  onTestFinished(() => {
    log.close()
    db.close()
  })
  const insert = db.prepare('insert into kept values (?)')
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
  return { path, db, failed, transact, group, log, looked, said, send, nextSync, turns }
}

const eio = new Error('EIO: i/o error, fdatasync')

test('jobs are answered after the sync has ended, and later jobs gather for the next one', async () => {
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

test('a group is synced by the other thread; every other commit syncs itself', async () => {
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

test('a failed sync ends the process before any answer, and no commit follows it', async () => {
  const { db, path, failed, transact, group, log, looked, said, send, nextSync, turns } = stand()
  void send('a')
  const done = await nextSync()
  void send('b')
  done(eio)
  await turns()
  expect(failed).toHaveBeenCalledOnce()
  expect(said).toEqual([
    expect.stringMatching(/^stops: Hookwright stopped .* sync \S+-wal \(EIO: i\/o error, fdatasync\)\./),
    'a: storage.unsynced',
    'b: storage.unsynced'
  ])
  expect(said[0]).toContain(`${path}-wal`)
  expect([log.isSound(), looked.mock.calls]).toEqual([false, []])
  void send('c')
  group.flush()
  await turns()
  expect(said.at(-1)).toBe('c: storage.unsynced')
  expect(() => transact(() => {})).toThrow(expect.objectContaining({ code: 'storage.unsynced' }))
  const lost = vi.fn()
  log.whenDurable({ kept: vi.fn(), lost })
  expect(lost).toHaveBeenCalledOnce()
  expect(db.prepare('select what from kept').pluck().all()).toEqual(['a'])
  expect(failed).toHaveBeenCalledOnce()
})

test('a commit that syncs itself includes the sync in progress, whose jobs are answered first, and once', async () => {
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

test('a commit without changes syncs nothing, and reports nothing as synced', async () => {
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

test.each(['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_DIR_FSYNC'])(
  'a commit that fails with %s ends the process, including pending jobs',
  async code => {
    const { transact, failed, said, send, nextSync, turns } = stand()
    void send('a')
    const done = await nextSync()
    const failing = () =>
      transact(() => {
        throw new Database.SqliteError('disk I/O error', code)
      })
    expect(failing).toThrow('disk I/O error')
    expect(failed).toHaveBeenCalledOnce()
    done(null)
    await turns()
    expect(said).toEqual([expect.stringContaining(code), 'a: storage.unsynced'])
    expect(said[0]).toContain('-wal')
  }
)

test.each(['SQLITE_IOERR_WRITE', 'SQLITE_FULL'])('a commit that fails with %s fails alone', async code => {
  const { transact, log, failed, said, send, nextSync, turns } = stand()
  const failing = () =>
    transact(() => {
      throw new Database.SqliteError('disk I/O error', code)
    })
  expect(failing).toThrow('disk I/O error')
  void send('a')
  const done = await nextSync()
  done(null)
  await turns()
  expect([said, log.isSound(), failed.mock.calls]).toEqual([['a'], true, []])
})

test('a file whose sync failed is not closed, since that would bring its log in; the next start reads it', async () => {
  const folder = temporaryFolder()
  const failed = vi.fn()
  const file = await openSqliteFile({ folder, syncFailed: failed })
  file.db.exec('create table kept (what text)')
  const insert = file.db.prepare('insert into kept values (?)')
  await file.write(() => void insert.run('a'))
  const failing = file.alone(() => {
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
  })
  await expect(failing).rejects.toMatchObject({ code: 'storage.failed' })
  expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: 'storage.unsynced' }))
  await expect(file.write(() => void insert.run('b'))).rejects.toMatchObject({ code: 'storage.unsynced' })
  await file.close()
  expect(existsSync(join(folder, 'hookwright.db-wal'))).toBe(true)
  const again = await openSqliteFile({ folder })
  expect(again.db.prepare('select what from kept').pluck().all()).toEqual(['a'])
  await again.close()
})

test('only one sync runs at a time', () => {
  const { log } = stand()
  const sync = () => log.sync({ kept: vi.fn(), lost: vi.fn() }, vi.fn())
  sync()
  expect(sync).toThrow('already in progress')
})

test('a job without writes is answered with the sync it depends on, and at once if that is done', async () => {
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

test('a job without writes fails with the sync it depends on', async () => {
  const { log, send, nextSync } = stand()
  void send('a')
  const done = await nextSync()
  const lost = vi.fn()
  log.whenDurable({ kept: vi.fn(), lost })
  done(eio)
  expect(lost).toHaveBeenCalledWith(expect.objectContaining({ code: 'storage.unsynced' }))
})
