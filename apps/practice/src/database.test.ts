import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './database.ts'

test('its folder and its file are made for their owner alone', () => {
  const temp = mkdtempSync(join(tmpdir(), 'practice-'))
  onTestFinished(() => rmSync(temp, { recursive: true }))
  const folder = join(temp, 'data')
  openDatabase(folder).close()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'practice.db')).mode & 0o777).toBe(0o600)
})
