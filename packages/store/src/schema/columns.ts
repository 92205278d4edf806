import type { Id } from '@hookwright/model'
import { blob, customType, integer, text } from 'drizzle-orm/sqlite-core'
import { blobOfId, idOfBlob } from './uid.ts'

/** Id stored as a blob of 16 bytes. */
export const uidBlob = customType<{ data: Id; driverData: Buffer }>({
  dataType: () => 'blob',
  toDriver: blobOfId,
  fromDriver: idOfBlob
})

/** Returns a column with the integer key used for references inside the database. */
export const rowid = () => integer().primaryKey()
/** Returns a column with the public id of a row, used outside this package. */
export const uid = () => uidBlob().notNull().unique()
export const json = <T>() => text({ mode: 'json' }).$type<T>()
export const flag = () => integer({ mode: 'boolean' }).notNull()
export const bytes = () => blob({ mode: 'buffer' })
