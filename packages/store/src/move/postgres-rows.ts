import type { ClientBase } from 'pg'
import { execute, query } from '../postgres/connections.ts'
import { insertRows } from '../postgres/hot/insert-rows.ts'
import { numbered, withoutZeros } from '../postgres/wording.ts'
import { quoted, type Row, type Rows } from './rows.ts'

/** Creates the access to a PostgreSQL database's rows over one connection. Throws `storage.failed`. */
export const createPostgresRows = (client: ClientBase): Rows => ({
  ask: async (sql, values = []) => {
    const { rows, fields } = await query(client, numbered(sql), values)
    return rows.map((row: Record<string, Row[number]>) => fields.map(({ name }) => row[name] ?? null))
  },
  change: async (statements, inserted) => {
    await execute(client, 'begin')
    try {
      for (const { sql, values = [] } of statements) await query(client, numbered(sql), values)
      if (inserted !== undefined && inserted.rows.length > 0) {
        const { table, columns, rows } = inserted
        const built = insertRows(
          table,
          rows.map(row => Object.fromEntries(columns.map((column, at) => [quoted(column), row[at] ?? null])))
        )
        await query(client, built.text, built.values)
      }
      await execute(client, 'commit')
    } catch (thrown) {
      await execute(client, 'rollback').catch(() => {})
      throw thrown
    }
  },
  kept: withoutZeros
})
