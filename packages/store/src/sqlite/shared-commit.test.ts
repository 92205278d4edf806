import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { createChanges } from '../statements/changes.ts'
import type { Change } from '../store.ts'
import { openSqliteFile } from './database/open-sqlite-file.ts'
import { openDatabase } from './file/open-database.ts'
import { createGroupCommit } from './log/group-commit.ts'
import { createLogSync } from './log/log-sync.ts'
import { createTransact } from './log/transaction.ts'
import { temporaryFolder } from './testing.ts'

const openFile = async (folder = temporaryFolder()) => {
  const file = await openSqliteFile({ folder })
  onTestFinished(() => file.close())
  file.db.exec('create table if not exists kept (name text unique)')
  const insert = file.db.prepare('insert into kept values (?)')
  const names = file.db.prepare<[], string>('select name from kept order by rowid').pluck()
  return { file, add: (name: string) => void insert.run(name), names: () => names.all() }
}

/** Value of SQLite's `synchronous` setting with which a commit returns once it is on the disk. */
const FULL = 2

/**
 * Creates a group commit on a simulated disk and clock. The test decides when syncs end and moves the clock.
 */
const openGroup = () => {
  const path = join(temporaryFolder(), 'hookwright.db')
  const db = openDatabase(path)
  db.exec('create table kept (name text unique)')
  const underWay: ((thrown: Error | null) => void)[] = []
  const log = createLogSync(
    db,
    () => {},
    (_, done) => void underWay.push(done)
  )
  const clock = { ms: 0 }
  const transact = createTransact(db, log)
  /** Names that each commit has written, one list per commit. */
  const commits: string[][] = []
  const group = createGroupCommit({
    db,
    transact: body => {
      const before = committed().length
      const result = transact(body)
      commits.push(committed().slice(before))
      return result
    },
    log,
    changes: createChanges(),
    now: () => clock.ms
  })
  onTestFinished(() => {
    log.close()
    db.close()
  })
  const insert = db.prepare('insert into kept values (?)')
  const reader = new Database(path, { readonly: true })
  onTestFinished(() => void reader.close())
  const names = reader.prepare<[], string>('select name from kept order by rowid').pluck()
  const committed = () => names.all()
  const turns = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
  }
  const settled: string[] = []
  const settle = (name: string, work: Promise<unknown>) =>
    void work.then(
      () => void settled.push(name),
      fault => void settled.push(`${name}: ${fault.code}`)
    )
  return {
    db,
    group,
    settled,
    turns,
    commits,
    committed,
    body: (name: string, tookMs = 0) =>
      settle(
        name,
        group.run(() => {
          insert.run(name)
          clock.ms += tookMs
        })
      ),
    job: (name: string) =>
      settle(
        name,
        group.join(() => ({ bytes: 1, write: () => void insert.run(name), kept: () => name }))
      ),
    endSync: async () => {
      await turns()
      const done = underWay.shift() ?? expect.fail('No sync is under way.')
      done(null)
      await turns()
    }
  }
}

// review: cores A4
test('transaction bodies that wait at the same time share one commit', async () => {
  const { body, commits, settled, turns } = openGroup()
  for (const name of ['a', 'b', 'c']) body(name)
  await turns()
  expect(commits).toEqual([['a', 'b', 'c']])
  expect(settled).toEqual(['a', 'b', 'c'])
})

test('the changes of transaction bodies in one commit are reported together', async () => {
  const { file, add } = await openFile()
  const changed: Change[] = []
  file.changes.listen(change => void changed.push(change))
  await Promise.all(
    ['a', 'b', 'c'].map(name =>
      file.write(note => {
        add(name)
        note('flows', name)
      })
    )
  )
  expect(changed).toEqual([{ topic: 'flows', ids: ['a', 'b', 'c'], of: [] }])
})

test('no transaction body is acknowledged before its sync has ended', async () => {
  const { db, group, committed, body, job, settled, turns, endSync } = openGroup()
  const synchronous = group.run(() => db.pragma('synchronous', { simple: true }))
  expect(await synchronous).toBe(FULL)
  job('event')
  await turns()
  body('a')
  await turns()
  expect(committed()).toEqual(['event'])
  expect(settled).toEqual([])
  await endSync()
  expect(committed()).toEqual(['event', 'a'])
  expect(settled).toEqual(['event', 'a'])
})

test('transaction bodies run in the order of their calls, and each sees what the ones before it wrote', async () => {
  const { file, add, names } = await openFile()
  const seen = await Promise.all(
    ['a', 'b', 'c'].map(name =>
      file.write(() => {
        const before = names()
        add(name)
        return before
      })
    )
  )
  expect(seen).toEqual([[], ['a'], ['a', 'b']])
})

test('a transaction body that throws rolls back and rejects only itself, and reports no changes', async () => {
  const { file, add, names } = await openFile()
  const changed: Change[] = []
  file.changes.listen(change => void changed.push(change))
  const outcomes = await Promise.allSettled([
    file.write(note => {
      add('a')
      note('flows', 'a')
    }),
    file.write(note => {
      add('b')
      note('flows', 'b')
      throw new Fault('flow.gone')
    }),
    file.write(() => {
      add('c')
      add('a')
    }),
    file.group.join(() => ({ bytes: 1, write: () => add('d'), kept: () => 'd' })),
    file.write(() => names())
  ])
  expect(outcomes).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'flow.gone' } },
    { status: 'rejected', reason: { code: 'storage.failed' } },
    { status: 'fulfilled', value: 'd' },
    { status: 'fulfilled', value: ['d', 'a'] }
  ])
  expect(names()).toEqual(['d', 'a'])
  expect(changed).toEqual([{ topic: 'flows', ids: ['a'], of: [] }])
})

test('a wrong job rejects no transaction body of its commit', async () => {
  const { body, job, committed, settled, turns } = openGroup()
  job('a')
  job('a')
  body('b')
  await turns()
  expect(settled).toEqual(['a: storage.failed', 'a', 'b'])
  expect(committed()).toEqual(['a', 'b'])
})

// review: cores A4
test('a job waits for no more transaction bodies than fit in the time of one commit', async () => {
  const { body, job, commits, turns } = openGroup()
  for (const name of ['a', 'b', 'c', 'd', 'e']) body(name, 6)
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
  expect(commits).toEqual([['a', 'b']])
  job('event')
  await turns()
  expect(commits).toEqual([['a', 'b'], ['event', 'c', 'd'], ['e']])
})

test('a transaction body comes after the jobs that were called before it', async () => {
  const { body, job, commits, endSync, turns } = openGroup()
  const jobs = Array.from({ length: 257 }, (_, index) => `job ${index}`)
  for (const name of jobs) job(name)
  body('body')
  await turns()
  expect(commits).toEqual([jobs.slice(0, 256)])
  await endSync()
  expect(commits).toEqual([jobs.slice(0, 256), ['job 256', 'body']])
})

test('a transaction body on a full disk fails no other caller', async () => {
  const { file, add, names } = await openFile()
  const pages = Number(file.db.pragma('page_count', { simple: true }))
  file.db.pragma(`max_page_count = ${pages + 4}`)
  const outcomes = await Promise.allSettled([
    file.write(() => add('a')),
    file.write(() => add('x'.repeat(200_000))),
    file.group.join(() => ({ bytes: 1, write: () => add('b'), kept: () => 'b' }))
  ])
  expect(outcomes).toMatchObject([
    { status: 'fulfilled' },
    {
      status: 'rejected',
      reason: { code: 'storage.failed', details: { why: 'the disk is full' } }
    },
    { status: 'fulfilled', value: 'b' }
  ])
  expect(names()).toEqual(['b', 'a'])
})

test('a file that is closed commits the waiting transaction bodies first', async () => {
  const folder = temporaryFolder()
  const { file, add } = await openFile(folder)
  const written = Promise.all(['a', 'b'].map(name => file.write(() => add(name))))
  await file.close()
  await written
  expect((await openFile(folder)).names()).toEqual(['a', 'b'])
})
