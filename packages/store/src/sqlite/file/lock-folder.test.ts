import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'

/**
 * Script of another process that tries to acquire the lock. It prints `held` or SQLite's code, and keeps the
 * lock until killed.
 */
const script = `
  import { createRequire } from 'node:module'
  const Database = createRequire(process.argv[1])('better-sqlite3')
  const db = new Database(process.argv[2], { timeout: 0 })
  try { db.exec('begin exclusive'); console.log('held') } catch (thrown) { console.log(thrown.code) }
  setInterval(() => {}, 1000)`

const startOther = async (folder: string) => {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
    import.meta.url,
    join(folder, 'lock.db')
  ])
  const ended = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  const [line] = await once(child.stdout, 'data')
  return { said: String(line).trim(), kill }
}

describe('the lock of a folder', () => {
  it('refuses a folder of another process, and takes it once that is gone', async () => {
    const folder = temporaryFolder()
    const other = await startOther(folder)
    expect(other.said).toBe('held')
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({
      code: 'storage.busy',
      details: { folder }
    })
    await other.kill()
    await (await openSqliteStore({ folder })).close()
  })

  it('keeps other processes out until the store is closed', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    expect((await startOther(folder)).said).toBe('SQLITE_BUSY')
    await store.close()
    expect((await startOther(folder)).said).toBe('held')
  })

  it('refuses a second store of the same process', async () => {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    onTestFinished(() => store.close())
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({ code: 'storage.busy' })
  })

  it('is released when opening fails', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'hookwright.db'),
      'This is no database, and longer than its first hundred bytes. '.repeat(9)
    )
    await expect(openSqliteStore({ folder })).rejects.toMatchObject({
      code: 'storage.damaged',
      details: { why: 'file is not a database' }
    })
    expect((await startOther(folder)).said).toBe('held')
  })
})

describe('the data folder', () => {
  it('is made for its owner alone', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data')
    await (await openSqliteStore({ folder })).close()
    expect(existsSync(join(folder, 'hookwright.db'))).toBe(true)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'hookwright.db')).mode & 0o777).toBe(0o600)
  })

  it('that is not writable is refused with a sentence that names it', async () => {
    const file = join(temporaryFolder(), 'a-file')
    writeFileSync(file, '')
    for (const folder of [file, join(file, 'data')]) {
      await expect(openSqliteStore({ folder })).rejects.toMatchObject({
        code: 'storage.unwritable',
        details: { folder },
        message: expect.stringContaining(folder)
      })
    }
  })
})
