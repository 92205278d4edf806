import { endedStatuses, isRuled } from '../../statements/conditions.ts'
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
 * SQL condition: values are still to be redacted in run `r`. That is so when it has not ended and
 * something is redacted in its delivery `d`, or in the delivery that its chain of begun runs
 * originates from, or when that is unknown. Deliveries older than a rule are marked for it, unless
 * they have ended: then the rule itself applies.
 */
const isRaw = `(r.status not in ${endedStatuses} and (coalesce(d.redact_due, 0) = 1
  or c.run is not null and (came.id is null or came.redact_due = 1 or came.redacted is not null
    or exists (select 1 from subscriptions s join flows f on f.id = s.flow where s.id = r.subscription and ${isRuled}))))`

/** Returns SQL for a column of a run, unless it contains such values. */
const unlessRaw = (column: string): string => `case when not ${isRaw} then r.${column} end as ${column}`

/** SQL of the columns of `RunTexts`, and the delivery of the run `r` unless it is of one record. */
export const runTextColumns = `${['detail', 'steps', 'result'].map(unlessRaw).join(', ')},
  case when c.run is null and not ${isRaw} then r.record end as record,
  case when r.record_index is null then r.delivery end as delivery`

/** SQL of the tables that these columns need. */
export const runTextTables = `runs r left join deliveries d on d.id = r.delivery
  left join calls c on c.run = r.id left join runs root on root.id = c.root
  left join deliveries came on came.id = root.delivery`

/** SQL condition: payload `p` may be searched, in delivery `d`. */
export const isSearchable = 'd.redact_due = 0'

/** Values of a run that are searched, as JSON. */
export interface RunTexts {
  detail: string | null
  steps: string | null
  result: string | null
  /** Record of the run; null for a run that another one began, whose record is sealed. */
  record: string | null
}

/** Returns the searchable text of a run: its values, its fault and, for a whole delivery, the request. */
export const textOfRun = ({ detail, steps, result, record }: RunTexts, arrived: Arrived | null): string => {
  const own = folded([detail, steps, result, record].filter(part => part !== null).join('\n'))
  return arrived === null ? own : `${own}\n${textOfArrived(arrived)}`
}
