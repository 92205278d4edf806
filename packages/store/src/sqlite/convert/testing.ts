import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { Store } from '../../store.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { convertDatabase } from './convert-database.ts'

const fileIn = (folder: string): string => join(folder, 'hookwright.db')

/** Converts the old database of a folder and opens its store. */
export const openConverted = async (folder: string): Promise<Store> => {
  await convertDatabase(fileIn(folder))
  return openSqliteStore({ folder })
}

/** Opens the database of a folder for reading. */
export const look = (folder: string): Database.Database => {
  const db = new Database(fileIn(folder), { readonly: true })
  onTestFinished(() => {
    db.close()
  })
  return db
}
