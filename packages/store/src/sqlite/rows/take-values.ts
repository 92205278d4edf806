import type { Database } from 'better-sqlite3'

/** The sentence that is left of a fault, which may quote values, in SQL; the code stays. */
const bareDetail = `case when status = 'failed' and detail is not null then
  json_set(detail, '$.fault.details', json('{}'), '$.fault.message',
    'The run failed with ' || json_extract(detail, '$.fault.code') || '; details of the fault are no longer stored.')
  else detail end`

/** The statements that take values away and leave what lists show. All of them need a transaction around them. */
export interface ValueTaker {
  /** The payload of a delivery. */
  takePayload: (delivery: number) => void
  /** Trace, result and the words of the fault of a run. */
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
