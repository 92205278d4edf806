import type { Millis } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { faultOf } from '../../kit/api/fault-of.ts'
import { formatFullTime } from './format-time.ts'

/** Foot of a list with a button for older rows, or an end note. */
export const ListFoot = ({
  next,
  lookedBackTo,
  isReading,
  fault,
  many,
  onMore
}: {
  next: string | null
  lookedBackTo: Millis | null
  isReading: boolean
  /** Error of the last read of older rows, or null. */
  fault: unknown
  /** Plural noun for the rows, such as “deliveries”. */
  many: string
  onMore: () => void
}) => (
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
          Searched back to <span className="tabular">{formatFullTime(lookedBackTo)}</span>; older {many} may
          match too.
        </span>
        <Button size="card" busy={isReading} onClick={onMore}>
          Search further
        </Button>
      </>
    )}
  </div>
)
