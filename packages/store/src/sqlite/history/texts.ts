import type { Database } from 'better-sqlite3'
import { endedStatuses, isRuled } from '../../statements/conditions.ts'

/** Stored request of a delivery. */
export interface Arrived {
  query: string
  /** Header lines as JSON. */
  headers: string
  body: Buffer
}

/** Texts for search and index: in lower case, concatenated. */
export interface Texts {
  /** Returns the text of a delivery by rowid; null if its body is not stored or not redacted yet. */
  arrived: (delivery: number) => Arrived | null
  ofArrived: (arrived: Arrived) => string
  /** Returns the text of a run by rowid: its values, its fault and, for a whole delivery, the body. */
  ofRun: (run: number) => string
}

interface KeptRun {
  detail: string | null
  steps: string | null
  result: string | null
  /** Record of the run; null for a run that another one began, whose record is sealed. */
  record: string | null
  /** Delivery of the run, unless it is of one record. */
  delivery: number | null
}

/**
 * SQL condition: values are still to be redacted in run `r`. That is so when it has not ended and
 * something is redacted in its delivery `d`, or in the delivery that its chain of begun runs
 * originates from, or when that is unknown. Deliveries older than a rule are marked for it, unless
 * they have ended: then the rule itself applies.
 */
const isRaw = `(r.status not in ${endedStatuses} and (ifnull(d.redact_due, 0) = 1
  or c.run is not null and (came.id is null or came.redact_due = 1 or came.redacted is not null
    or exists (select 1 from subscriptions s join flows f on f.id = s.flow where s.id = r.subscription and ${isRuled}))))`

/** Returns SQL for a column of a run, unless it contains such values. */
const unlessRaw = (column: string): string => `case when not ${isRaw} then r.${column} end as ${column}`

const decoder = new TextDecoder()

/** Folds case for comparison. */
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
    `select ${['detail', 'steps', 'result'].map(unlessRaw).join(', ')},
       case when c.run is null and not ${isRaw} then r.record end as record,
       case when r.record_index is null then r.delivery end as delivery
     from runs r left join deliveries d on d.id = r.delivery
       left join calls c on c.run = r.id left join runs root on root.id = c.root
       left join deliveries came on came.id = root.delivery
     where r.id = ?`
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
