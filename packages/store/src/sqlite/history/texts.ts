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
  /** Of a delivery by rowid; null where what arrived is not kept, or values are still to be taken out of it. */
  arrived: (delivery: number) => Arrived | null
  ofArrived: (arrived: Arrived) => string
  /** Of a run by rowid: its values, what it failed with and, where it is of a whole delivery, what arrived. */
  ofRun: (run: number) => string
}

interface KeptRun {
  detail: string | null
  steps: string | null
  result: string | null
  record: string | null
  /** Its delivery, unless it is of one record of it. */
  delivery: number | null
}

/**
 * A column of a run, unless it holds values that are still to be taken out: those of one that has not ended. Of a run that
 * another run began nobody looks up what its values are before its end.
 */
const unlessRaw = (column: string): string =>
  `case when (d.redact_due = 1 or r.id in (select run from calls)) and r.status not in ('succeeded', 'failed', 'cancelled') then null else r.${column} end as ${column}`

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
    `select p.query, p.headers, p.body from payloads p join deliveries d on d.id = p.delivery
     where p.delivery = ? and d.redact_due = 0`
  )
  const findRun = db.prepare<[number], KeptRun>(
    `select ${['detail', 'steps', 'result', 'record'].map(unlessRaw).join(', ')},
       case when r.record_index is null then r.delivery end as delivery
     from runs r left join deliveries d on d.id = r.delivery where r.id = ?`
  )
  const arrived = (delivery: number): Arrived | null => findArrived.get(delivery) ?? null
  return {
    arrived,
    ofArrived: textOfArrived,
    ofRun: run => {
      const kept = findRun.get(run)
      if (kept === undefined) return ''
      const { detail, steps, result, record, delivery } = kept
      const own = folded([detail, steps, result, record].filter(part => part !== null).join('\n'))
      const came = delivery === null ? null : arrived(delivery)
      return came === null ? own : `${own}\n${textOfArrived(came)}`
    }
  }
}
