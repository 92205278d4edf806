import { expect, onTestFinished, test } from 'vitest'
import { openSqliteFile } from './database/open-sqlite-file.ts'
import { temporaryFolder } from './testing.ts'

test.each([
  ['that group', []],
  ['that group, and then those behind it', ['b', 'c']]
])('a file that is closed during the sync of a group still answers %s', async (_, behind) => {
  const folder = temporaryFolder()
  const file = await openSqliteFile({ folder })
  onTestFinished(() => file.close())
  file.db.exec('create table kept (what text)')
  const insert = file.db.prepare('insert into kept values (?)')
  const said: string[] = []
  const send = async (what: string): Promise<void> => {
    said.push(
      await file.group.join(() => ({ bytes: 1, write: () => void insert.run(what), kept: () => what }))
    )
  }
  void send('a')
  // It is committed with the second turn; its sync cannot have ended before the loop has come around once more.
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
  expect(file.db.prepare('select what from kept').pluck().all()).toEqual(['a'])
  expect(said).toEqual([])
  for (const what of behind) void send(what)
  await file.close()
  expect(said).toEqual(['a', ...behind])

  const again = await openSqliteFile({ folder })
  onTestFinished(() => again.close())
  expect(again.db.prepare('select what from kept').pluck().all()).toEqual(['a', ...behind])
})
