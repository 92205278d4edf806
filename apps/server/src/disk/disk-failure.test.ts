import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { endOnDiskFailure, takeDiskFailure } from './disk-failure.ts'

const fault = new Fault('storage.unsynced', { file: 'hookwright.db-wal', why: 'EIO: i/o error, fdatasync' })

const open = () => {
  const temp = makeTempFolder()
  onTestFinished(temp.remove)
  const done: (string | number)[] = []
  const record = (what: string | number): void => void done.push(what)
  return {
    done,
    folder: temp.folder,
    end: endOnDiskFailure({ dataFolder: temp.folder, say: record, exit: record })
  }
}

test('a failed sync is explained, and ends the process with code 74', () => {
  const { done, end } = open()
  end(fault)
  expect(done).toEqual([
    'Hookwright stopped because the disk failed to sync hookwright.db-wal (EIO: i/o error, fdatasync). Check the disk, then start Hookwright again; everything it has acknowledged before is on the disk.',
    74
  ])
})

test('the next start learns of the failed sync, once', () => {
  const { folder, end } = open()
  expect(takeDiskFailure(folder)).toBe(false)
  end(fault)
  expect(takeDiskFailure(folder)).toBe(true)
  expect(takeDiskFailure(folder)).toBe(false)
  expect(readdirSync(folder)).toEqual([])
})

test('the process ends even when the disk refuses the note about the failure', () => {
  const { done, folder, end } = open()
  mkdirSync(join(folder, 'disk-failure'))
  end(fault)
  expect(done.at(-1)).toBe(74)
})
