import type SQLite from 'better-sqlite3'
import type { Equipment, NewEquipment } from '../equipment.ts'

/** Equipment that is assigned to people. */
export interface EquipmentRows {
  /**
   * Assigns an item. A request with a repeated idempotency key assigns nothing and returns the first
   * assignment.
   */
  assignEquipment: (wanted: NewEquipment) => { equipment: Equipment; isReplay: boolean }
  /** Returns the assignments, newest first. */
  equipment: (params: { last: number }) => Equipment[]
}

const columns = 'seq, id, personId, name, item, assignedAt'

/** Stores assignments in the table `equipment`. The row number determines the tag on the item. */
export function keepEquipment(sqlite: SQLite.Database): EquipmentRows {
  const insert = sqlite.prepare<NewEquipment>(
    `INSERT INTO equipment (id, personId, name, item, assignedAt, idempotencyKey)
     VALUES (@id, @personId, @name, @item, @assignedAt, @idempotencyKey)`
  )
  const byId = sqlite.prepare<[string], Row>(`SELECT ${columns} FROM equipment WHERE id = ?`)
  const byKey = sqlite.prepare<[string], Row>(`SELECT ${columns} FROM equipment WHERE idempotencyKey = ?`)
  const newest = sqlite.prepare<[number], Row>(`SELECT ${columns} FROM equipment ORDER BY seq DESC LIMIT ?`)

  return {
    assignEquipment: sqlite.transaction((wanted: NewEquipment) => {
      const before = wanted.idempotencyKey === null ? undefined : byKey.get(wanted.idempotencyKey)
      if (before !== undefined) return { equipment: fromRow(before), isReplay: true }
      insert.run(wanted)
      const row = byId.get(wanted.id)
      if (row === undefined) throw new Error('A row that was just written is missing.')
      return { equipment: fromRow(row), isReplay: false }
    }),
    equipment: ({ last }) => newest.all(last).map(fromRow)
  }
}

type Row = Omit<Equipment, 'tag'> & { seq: number }

const fromRow = ({ seq, ...row }: Row): Equipment => ({ ...row, tag: `HR-${String(seq).padStart(4, '0')}` })
