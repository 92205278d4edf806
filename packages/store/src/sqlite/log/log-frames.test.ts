import { closeSync, copyFileSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing.ts'
import { logKept } from './log-frames.ts'

const pageSizes = [512, 1_024, 4_096, 8_192, 32_768, 65_536]
const HEADER = 32

const lengthOf = (db: Database.Database): number => {
  const [row] = db.pragma('wal_checkpoint(noop)') as { log: number }[]
  return row?.log ?? expect.fail('There is no log.')
}

/** A file whose log holds a commit for each size given, and where each of them ends. */
const makeLog = (pageSize: number, sizes: number[]) => {
  const folder = temporaryFolder()
  const path = join(folder, 'hookwright.db')
  const db = new Database(path)
  db.pragma(`page_size = ${pageSize}`)
  db.pragma('journal_mode = wal')
  db.pragma('wal_autocheckpoint = 0')
  db.exec('create table kept (what blob)')
  const insert = db.prepare('insert into kept values (randomblob(?))')
  const ends = [lengthOf(db)]
  const add = (size: number) => {
    insert.run(size)
    ends.push(lengthOf(db))
  }
  for (const size of sizes) add(size)
  const bytes = () => readFileSync(`${path}-wal`)
  return { folder, path, db, ends, add, bytes }
}

const kept = (log: Uint8Array, most = Number.MAX_SAFE_INTEGER): number => {
  const path = join(temporaryFolder(), 'log')
  writeFileSync(path, log)
  const fd = openSync(path, 'r')
  try {
    const { frames, bytes } = logKept(fd, most)
    const size = log.length >= HEADER ? new DataView(log.buffer, log.byteOffset).getUint32(8) : 0
    expect([0, HEADER + frames * (24 + size)]).toContain(bytes)
    return frames
  } finally {
    closeSync(fd)
  }
}

/** Number of rows that SQLite itself recovers from a log after a crash. */
const recovered = (path: string, log: Uint8Array): number => {
  const copy = join(temporaryFolder(), 'hookwright.db')
  copyFileSync(path, copy)
  writeFileSync(`${copy}-wal`, log)
  const db = new Database(copy)
  try {
    // Read first, so that the log is looked at.
    db.pragma('schema_version')
    return lengthOf(db)
  } finally {
    db.close()
  }
}

test.each(pageSizes)('every commit is found in a log of pages of %i bytes', pageSize => {
  const { db, ends, bytes } = makeLog(pageSize, [10, 70_000, 10, 200_000])
  const log = bytes()
  expect(kept(log)).toBe(ends.at(-1))
  for (const end of ends) {
    expect(kept(log, end)).toBe(end)
    expect(kept(log, end + 1)).toBe(end === ends.at(-1) || !ends.includes(end + 1) ? end : end + 1)
  }
  expect(kept(log, 0)).toBe(0)
  db.close()
})

test.each(pageSizes)('of a damaged log of pages of %i bytes as much is kept as SQLite finds', pageSize => {
  const { path, db, ends, bytes } = makeLog(pageSize, [10, 3 * pageSize, 10, 10, 5 * pageSize, 10])
  const log = bytes()
  const frame = 24 + pageSize
  const place = fc.oneof(
    fc.nat(log.length - 1),
    // Places in the headers, which are few.
    fc.nat(HEADER - 1),
    fc
      .tuple(fc.nat((log.length - HEADER) / frame - 1), fc.nat(23))
      .map(([count, at]) => HEADER + count * frame + at)
  )
  const damage = fc.oneof(
    fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
      const flipped = Uint8Array.from(log)
      flipped[at] = (log[at] ?? 0) ^ bits
      return { at, damaged: flipped }
    }),
    place.map(at => ({ at, damaged: log.subarray(0, at) })),
    fc
      .tuple(fc.nat((log.length - HEADER) / frame - 1), fc.integer({ min: 1, max: 3 }))
      .map(([count, many]) => {
        const at = HEADER + count * frame
        return { at, damaged: Uint8Array.from(log).fill(0, at, at + many * frame) }
      })
  )
  fc.assert(
    fc.property(damage, ({ at, damaged }) => {
      const whole = at < HEADER ? 0 : Math.floor((at - HEADER) / frame)
      const expected = ends.findLast(end => end <= whole) ?? 0
      expect(kept(damaged)).toBe(expected)
      expect(recovered(path, damaged)).toBe(expected)
    }),
    { numRuns: 40 }
  )
  db.close()
})

test('a log that began anew ends where it ends, and old frames in the place of new ones are told apart', () => {
  const { path, db, add, bytes } = makeLog(4_096, [100_000, 100_000])
  const old = bytes()
  db.pragma('wal_checkpoint(passive)')
  add(10)
  const length = lengthOf(db)
  const log = bytes()
  expect(log.length).toBe(old.length)
  expect(kept(log)).toBe(length)
  expect(recovered(path, log)).toBe(length)
  const gone = Buffer.concat([log.subarray(0, HEADER), old.subarray(HEADER)])
  expect(kept(gone)).toBe(0)
  expect(recovered(path, gone)).toBe(0)
  db.close()
})

test('a commit that wrote its own frames more than once is whole', () => {
  const { db, bytes } = makeLog(4_096, [10])
  db.pragma('cache_size = 5')
  const before = lengthOf(db)
  const write = db.prepare('update kept set what = randomblob(20000) where rowid = ?')
  db.exec('begin')
  for (let count = 0; count < 30; count++) db.exec('insert into kept values (randomblob(20000))')
  for (let round = 0; round < 5; round++) for (let row = 2; row < 30; row++) write.run(row)
  db.exec('savepoint s; insert into kept values (randomblob(500000)); rollback to s')
  expect(kept(bytes())).toBe(before)
  db.exec('commit')
  expect(kept(bytes(), lengthOf(db))).toBe(lengthOf(db))
  db.exec("insert into kept values ('behind it')")
  expect(kept(bytes(), lengthOf(db))).toBe(lengthOf(db))
  db.close()
})

test('checksums are read in the order that the log says', () => {
  const { path, db, ends, bytes } = makeLog(1_024, [10, 5_000])
  const log = bytes()
  const frame = 24 + 1_024
  log.writeUInt32BE(0x377f0683, 0)
  let sums = [0, 0] as [number, number]
  const sum = (from: number, to: number) => {
    for (let at = from; at < to; at += 8) {
      const first = (log.readUInt32BE(at) + sums[0] + sums[1]) % 2 ** 32
      sums = [first, (log.readUInt32BE(at + 4) + sums[1] + first) % 2 ** 32]
    }
  }
  const put = (at: number) => {
    log.writeUInt32BE(sums[0], at)
    log.writeUInt32BE(sums[1], at + 4)
  }
  sum(0, 24)
  put(24)
  expect(kept(log)).toBe(0)
  for (let at = HEADER; at < log.length; at += frame) {
    sum(at, at + 8)
    sum(at + 24, at + frame)
    put(at + 16)
  }
  expect(kept(log)).toBe(ends.at(-1))
  expect(recovered(path, log)).toBe(ends.at(-1))
  db.close()
})

test('what is no log keeps nothing', () => {
  for (const bytes of [new Uint8Array(), new Uint8Array(31), new Uint8Array(10_000)])
    expect(kept(bytes)).toBe(0)
})
