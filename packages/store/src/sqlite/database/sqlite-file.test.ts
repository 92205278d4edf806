import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../testing.ts'
import { openSqliteFile } from './open-sqlite-file.ts'

test('a write without a change ends only after its reads are on the disk', async () => {
  const file = await openSqliteFile({ folder: temporaryFolder() })
  onTestFinished(() => file.close())
  file.db.exec('create table kept (what text)')
  const insert = file.db.prepare('insert into kept values (?)')
  const find = file.db.prepare('select what from kept').pluck()
  const said: string[] = []
  void file.group
    .join(() => ({ bytes: 1, write: () => void insert.run('a'), kept: () => 'kept' }))
    .then(kept => void said.push(kept))
  // It is committed with the second turn; its sync cannot have ended before the loop has come around once more.
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
  expect(said).toEqual([])
  expect(await file.write(() => find.all())).toEqual(['a'])
  expect(said).toEqual(['kept'])
  expect(await file.write(() => 'at once')).toBe('at once')
})
