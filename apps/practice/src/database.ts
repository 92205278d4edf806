import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { type ChatRows, keepChat } from './database/chat-rows.ts'
import { createTables } from './database/create-tables.ts'
import { type DeliveryRows, keepDeliveries } from './database/delivery-rows.ts'
import { type EquipmentRows, keepEquipment } from './database/equipment-rows.ts'
import { type GrantRows, keepGrants } from './database/grant-rows.ts'
import { keepSettings, type SettingRows } from './database/setting-rows.ts'
import { keepSubscriptions, type SubscriptionRows } from './database/subscription-rows.ts'

/** All state of both services. Every method is one durable transaction; only `database/` contains SQL. */
export interface Database extends SettingRows, SubscriptionRows, DeliveryRows, EquipmentRows {
  chat: ChatRows
  grants: GrantRows
  close: () => void
}

/**
 * Opens `practice.db` in a folder. Creates both if necessary, readable only by their owner. Marks deliveries
 * that were in progress at the last stop as failed.
 *
 * @throws Error with a sentence for the operator, when the folder or the file cannot be used
 */
export function openDatabase(dataFolder: string): Database {
  const file = join(dataFolder, 'practice.db')
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    const sqlite = new SQLite(file)
    chmodSync(file, 0o600)
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    createTables(sqlite)
    const deliveries = keepDeliveries(sqlite)
    deliveries.closeOpenDeliveries()
    return {
      ...keepSettings(sqlite),
      ...keepSubscriptions(sqlite),
      ...deliveries,
      ...keepEquipment(sqlite),
      chat: keepChat(sqlite),
      grants: keepGrants(sqlite),
      close: () => sqlite.close()
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `The practice service cannot store its data in ${file} (${why}). ` +
        'Set HOOKWRIGHT_DATA to a writable folder, or move that file away.',
      { cause }
    )
  }
}
