import { Fault } from '@hookwright/model'
import { PROGRESS } from '../postgres/migrate.ts'
import type { CopiedTable } from './copied-tables.ts'
import { type CopySide, clearTables, findUsedTable } from './copy-tables.ts'

/** Source or target of a move between databases, locked against other processes. */
export interface MoveEnd {
  side: CopySide
  /** Unique id of the database. An interrupted move only continues with the same source. */
  id: string
  /**
   * Completes the target after copying: generated keys continue after the copied rows, and references are
   * valid.
   */
  settle: () => Promise<void>
  close: () => Promise<void>
}

/** Tables of a database, with access to them. */
export interface SideTables {
  side: CopySide
  tables: readonly CopiedTable[]
}

/**
 * Begins a move into an empty database, or continues an interrupted one. No server can start on the database
 * until `endMove`.
 * @throws `move.not-empty`.
 */
export const beginMove = async (params: {
  to: Pick<MoveEnd, 'side'>
  /** Id of the source. */
  source: string
  /** Tables of the store and of sign-in at the target. */
  tables: readonly SideTables[]
  /** Name of the target in messages. */
  target: string
}): Promise<void> => {
  const { to, source, tables, target } = params
  const { rows } = to.side
  await rows.change([{ sql: `create table if not exists ${PROGRESS} (source text not null)` }])
  const [begun] = await rows.ask(`select source from ${PROGRESS}`)
  if (begun?.[0] === source) return
  if (begun !== undefined) {
    throw new Fault('move.not-empty', { target, found: 'a part of the data of another source' })
  }
  for (const { side, tables: own } of tables) {
    const used = await findUsedTable(side, own)
    if (used === null) continue
    await rows.change([{ sql: `drop table ${PROGRESS}` }])
    throw new Fault('move.not-empty', { target, found: `rows in the table ${used.name}` })
  }
  await rows.change([{ sql: `insert into ${PROGRESS} values (?)`, values: [source] }])
}

/** Deletes the initial rows of a new database, before any rows are copied. */
export const makeRoom = async (tables: readonly SideTables[]): Promise<void> => {
  for (const { side, tables: own } of tables) {
    if ((await findUsedTable(side, own)) === null) await clearTables(side, own)
  }
}

/** Ends a move, after which servers can start on the database. */
export const endMove = ({ side }: Pick<MoveEnd, 'side'>): Promise<void> =>
  side.rows.change([{ sql: `drop table ${PROGRESS}` }])
