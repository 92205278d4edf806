import type { Millis } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { faultOf } from '../../kit/api/fault-of.ts'
import { formatFullTime } from './format-time.ts'

/** Minimum number of rows for a note at the end of the list. The end of a shorter list is visible anyway. */
const LONG_LIST = 25

/** Footer of a list with a button to load older rows, or a note about the end. */
export const ListFoot = ({
  rows,
  next,
  lookedBackTo,
  isReading,
  fault,
  many,
  onMore
}: {
  /** Number of rows in the list. */
  rows: number
  next: string | null
  lookedBackTo: Millis | null
  isReading: boolean
  /** Error of the last attempt to load older rows; null for none. */
  fault: unknown
  /** Plural noun for the rows, such as “deliveries”. */
  many: string
  onMore: () => void
}) => {
  // The end of a short list is seen.
  if (fault === null && next === null && rows < LONG_LIST) return <div className="h-4" />
  return (
    <div className="flex min-h-14 flex-wrap items-center justify-center gap-x-3 gap-y-2 px-4 py-3 text-center text-body text-ink-2">
      {fault !== null ? (
        <Notice
          tone="err"
          action={
            <Button size="card" busy={isReading} onClick={onMore}>
              Try again
            </Button>
          }
        >
          {faultOf(fault).message}
        </Notice>
      ) : next === null ? (
        <span className="text-small text-ink-3">No older {many}.</span>
      ) : lookedBackTo === null ? (
        <Button size="card" busy={isReading} onClick={onMore}>
          Show older {many}
        </Button>
      ) : (
        <>
          <span>
            Searched {many} back to <span className="tabular">{formatFullTime(lookedBackTo)}</span>. Older{' '}
            {many} may also match.
          </span>
          <Button size="card" busy={isReading} onClick={onMore}>
            Search older
          </Button>
        </>
      )}
    </div>
  )
}
