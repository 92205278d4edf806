import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
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

test('a file from before the dialects keeps its subscriptions, which have none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'practice-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const old = new SQLite(join(folder, 'practice.db'))
  old.exec(`CREATE TABLE subscriptions (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL, eventType TEXT NOT NULL,
      list INTEGER NOT NULL, department TEXT, secret TEXT NOT NULL,
      createdAt INTEGER NOT NULL, expiresAt INTEGER, deadAt INTEGER
    ) STRICT;
    INSERT INTO subscriptions VALUES (1, 'sub_1', 'http://127.0.0.1:9/e/1', 'user.created', 0, NULL, 'key', 7, NULL, NULL)`)
  old.close()
  for (let time = 0; time < 2; time++) {
    const database = openDatabase(folder)
    expect(database.subscriptions()).toMatchObject([{ id: 'sub_1', secret: 'key', dialect: null }])
    database.close()
  }
})
