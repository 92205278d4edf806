import type { Id } from '@hookwright/model'
import { blob, customType, integer, text } from 'drizzle-orm/sqlite-core'
import { blobOfId, idOfBlob } from './uid.ts'

/** Id stored as a blob of 16 bytes. */
export const uidBlob = customType<{ data: Id; driverData: Buffer }>({
  dataType: () => 'blob',
  toDriver: blobOfId,
  fromDriver: idOfBlob
})

/** Returns a column: integer key for references inside the file. */
export const rowid = () => integer().primaryKey()
/** Returns a column: id by which other packages know a row. */
export const uid = () => uidBlob().notNull().unique()
export const json = <T>() => text({ mode: 'json' }).$type<T>()
export const flag = () => integer({ mode: 'boolean' }).notNull()
export const bytes = () => blob({ mode: 'buffer' })
