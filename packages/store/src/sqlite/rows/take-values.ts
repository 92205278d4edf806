import type { Database } from 'better-sqlite3'

/** SQL of a fault reduced to its code, since its message may quote values. */
const bareDetail = `case when status = 'failed' and detail is not null then
  json_set(detail, '$.fault.details', json('{}'), '$.fault.message',
    'The run failed with ' || json_extract(detail, '$.fault.code') || '; details of the fault are no longer stored.')
  else detail end`

/**
 * Statements that delete values and keep the data shown in lists. All of them need a transaction.
 */
export interface ValueTaker {
  /** Deletes the payload of a delivery. */
  takePayload: (delivery: number) => void
  /** Deletes trace, result and fault message of a run. */
  takeTrace: (run: number) => void
}

export const createValueTaker = (db: Database): ValueTaker => {
  const deletePayload = db.prepare('delete from payloads where delivery = ?')
  const settle = db.prepare(
    'update deliveries set redact_due = 0, order_key = null where id = ? and (redact_due = 1 or order_key is not null)'
  )
  const deleteTrace = db.prepare(
    `update runs set steps = null, result = null, detail = ${bareDetail} where id = ?`
  )
  return {
    takePayload: delivery => {
      deletePayload.run(delivery)
      settle.run(delivery)
    },
    takeTrace: run => {
      deleteTrace.run(run)
    }
  }
}
