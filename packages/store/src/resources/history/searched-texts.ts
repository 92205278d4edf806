import { endedStatuses, hasRedactionRule } from '../../statements/conditions.ts'
import type { Arrived } from './search.ts'

const decoder = new TextDecoder()

/** Folds case for comparison. */
export const folded = (text: string): string => text.toLowerCase()

const lines = (headers: string): string => {
  const parts: string[] = headers === '' ? [] : JSON.parse(headers)
  return parts.join('\n')
}

/** Returns the searchable text of a request: query, header lines and body, in lower case. */
export const textOfArrived = ({ query, headers, body }: Arrived): string =>
  folded(`${query}\n${lines(headers)}\n${decoder.decode(body)}`)

/**
 * SQL condition: run `r` still contains values to redact. True while the run has not ended and its delivery
 * `d`, or the delivery at the start of its chain of runs, has redacted values, or this is unknown. Deliveries
 * older than a redaction rule are marked for it; for ended deliveries, the rule itself applies.
 */
const isRaw = `(r.status not in ${endedStatuses} and (coalesce(d.redact_due, 0) = 1
  or c.run is not null and (came.id is null or came.redact_due = 1 or came.redacted is not null
    or exists (select 1 from subscriptions s join flows f on f.id = s.flow where s.id = r.subscription and ${hasRedactionRule}))))`

/** Returns SQL for a column of a run; null while the run contains values to redact. */
const unlessRaw = (column: string): string => `case when not ${isRaw} then r.${column} end as ${column}`

/**
 * SQL for the columns of `RunTexts` and the delivery of run `r`. The delivery is null for the run of one
 * record.
 */
export const runTextColumns = `${['detail', 'steps', 'result'].map(unlessRaw).join(', ')},
  case when c.run is null and not ${isRaw} then r.record end as record,
  case when r.record_index is null then r.delivery end as delivery`

/** SQL for the tables of `runTextColumns`. */
export const runTextTables = `runs r left join deliveries d on d.id = r.delivery
  left join calls c on c.run = r.id left join runs root on root.id = c.root
  left join deliveries came on came.id = root.delivery`

/** SQL condition: the payload of delivery `d` may be searched. */
export const isSearchable = 'd.redact_due = 0'

/** Searchable values of a run, as JSON. */
export interface RunTexts {
  detail: string | null
  steps: string | null
  result: string | null
  /** Record of the run; null for a run started by another run, since its record is sealed. */
  record: string | null
}

/** Returns the searchable text of a run: its values, its fault and, for a whole delivery, the request. */
export const textOfRun = ({ detail, steps, result, record }: RunTexts, arrived: Arrived | null): string => {
  const own = folded([detail, steps, result, record].filter(part => part !== null).join('\n'))
  return arrived === null ? own : `${own}\n${textOfArrived(arrived)}`
}
