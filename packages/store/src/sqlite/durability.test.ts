import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sampleConnector } from '../suite/samples.ts'
import { openSqliteFile } from './database/open-sqlite-file.ts'
import { assertDurable } from './file/open-database.ts'
import { createSqliteStore } from './sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

describe('durability', () => {
  it('still syncs every commit after a write', async () => {
    const file = await openSqliteFile({ folder: temporaryFolder() })
    onTestFinished(() => file.close())
    await createSqliteStore(file).connectors.add(sampleConnector())
    const pragma = (name: string) => file.db.pragma(name, { simple: true })
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('trusted_schema')).toBe(0)
  })

  it('refuses a connection with synchronous=NORMAL, the default of this build', () => {
    const db = new Database(join(temporaryFolder(), 'plain.db'))
    onTestFinished(() => {
      db.close()
    })
    db.pragma('journal_mode = wal')
    expect(() => assertDurable(db)).toThrow(/synchronous 1/)
  })

  it('refuses a connection without a write-ahead log', () => {
    const db = new Database(':memory:')
    onTestFinished(() => {
      db.close()
    })
    expect(() => assertDurable(db)).toThrow(/journal mode memory/)
  })
})
