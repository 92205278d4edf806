import type { Database } from 'better-sqlite3'

/** What arrived with a delivery, as it is kept. */
export interface Arrived {
  query: string
  /** The header lines as JSON. */
  headers: string
  body: Buffer
}

/** What is looked through and indexed: in lower case, part after part. */
export interface Texts {
  /** Of a delivery by rowid; null where what arrived is not kept. */
  arrived: (delivery: number) => Arrived | null
  ofArrived: (arrived: Arrived) => string
  /**
   * Of a run by rowid: its values, what it failed with and, where it is of a whole delivery, what arrived: also while values
   * are still to be taken out of that if it is to be indexed, and not if it is to be found.
   */
  ofRun: (run: number, to: 'find' | 'index') => string
}

interface KeptRun {
  detail: string | null
  steps: string | null
  result: string | null
  record: string | null
  /** Its delivery, unless it is of one record of it. */
  delivery: number | null
  due: 0 | 1
}

const decoder = new TextDecoder()

/** How words are compared: however they are capitalised. */
export const folded = (text: string): string => text.toLowerCase()

const lines = (headers: string): string => {
  const parts: string[] = headers === '' ? [] : JSON.parse(headers)
  return parts.join('\n')
}

const textOfArrived = ({ query, headers, body }: Arrived): string =>
  folded(`${query}\n${lines(headers)}\n${decoder.decode(body)}`)

export const createTexts = (db: Database): Texts => {
  const findArrived = db.prepare<[number], Arrived>(
    'select query, headers, body from payloads where delivery = ?'
  )
  const findRun = db.prepare<[number], KeptRun>(
    `select detail, steps, result, record, case when record_index is null then delivery end as delivery,
       coalesce((select d.redact_due from deliveries d where d.id = delivery), 0) as due
     from runs where id = ?`
  )
  const arrived = (delivery: number): Arrived | null => findArrived.get(delivery) ?? null
  return {
    arrived,
    ofArrived: textOfArrived,
    ofRun: (run, to) => {
      const kept = findRun.get(run)
      if (kept === undefined) return ''
      const { detail, steps, result, record, delivery, due } = kept
      const own = folded([detail, steps, result, record].filter(part => part !== null).join('\n'))
      const came = delivery === null || (to === 'find' && due === 1) ? null : arrived(delivery)
      return came === null ? own : `${own}\n${textOfArrived(came)}`
    }
  }
}
