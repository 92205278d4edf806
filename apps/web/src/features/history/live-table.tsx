import type { Id, Topic } from '@hookwright/model'
import { Button, EmptyState, Notice } from '@hookwright/ui'
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { BelowFewRows } from '../../kit/page/few-rows.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { isShownInBanner } from '../../kit/page/use-notifier.ts'
import { formatFullTime } from './format-time.ts'
import type { ListCount } from './history-frame.tsx'
import { ListFoot } from './list-foot.tsx'
import type { LiveListOptions } from './live-list.ts'
import { NewPill } from './live-switch.tsx'
import { NewRowsRegion } from './new-rows-region.tsx'
import { RowTable } from './row-table.tsx'
import type { RowTableHandle, RowTableOptions } from './row-table-options.ts'
import { useLiveList } from './use-live-list.ts'

/** Data source and appearance of a live list. */
export interface LiveTableOptions<Row extends { id: Id }>
  extends Pick<LiveListOptions<Row>, 'read' | 'at' | 'restTimes'> {
  topics: readonly Topic[]
  /** Flow of the list, to which invalidations are limited; null for all flows. */
  flowId: Id | null
  isPaused: boolean
  /** Called to resume a paused list. */
  onLive: () => void
  table: Omit<RowTableOptions<Row>, 'rows' | 'timeOf' | 'fresh' | 'onAway' | 'onEnd' | 'foot' | 'handle'>
  noun: { one: string; many: string }
  /** Called when the number of loaded rows changes. */
  onCount: (count: ListCount) => void
  /** Content of a list without any rows. */
  empty: ReactNode
  /** Returns the content above the rows, for the newest rows. `more` is true if the list has further rows. */
  above?: (rows: readonly Row[], more: boolean) => ReactNode
  /** Content below a list with few rows. */
  below?: ReactNode
}

/**
 * Live list of rows.
 *
 * While `isPaused` is true or the list is scrolled away from its newest row, new rows are only counted. Pass
 * a different `key` for a list of other rows.
 */
export const LiveTable = <Row extends { id: Id }>(props: LiveTableOptions<Row>) => {
  const { isPaused, onLive, table, noun, onCount, empty, above, below } = props
  const [isAway, setAway] = useState(false)
  const { list, state } = useLiveList<Row>({ ...props, isStill: isPaused || isAway })
  const { held, fault, olderFault, isReadingOlder, waiting, fresh, came } = state
  const rows = held?.rows.length
  const goesOn = held?.next != null
  useEffect(() => {
    if (rows !== undefined) onCount({ rows, more: goesOn })
  }, [rows, goesOn, onCount])
  const whyStale = fault === null ? null : faultOf(fault)
  const handle = useRef<RowTableHandle>(null)
  const more = useCallback((): void => void list.readOlder(), [list])
  /**
   * True if scrolling to the end loads older rows. False if a filter matches few rows: then the user must
   * press a button.
   */
  const isScrolledOn = held?.lookedBackTo === null && held.next !== null && held.isDeep
  const onEnd = useCallback((): void => {
    if (isScrolledOn) more()
  }, [isScrolledOn, more])

  if (held === null && fault === null) return <Loading />
  if (held === null)
    return (
      <EmptyState
        className="mx-8 max-md:mx-4"
        icon={<CircleAlert />}
        title={`The ${noun.many} could not be loaded`}
        action={
          <Button look="primary" onClick={list.touch}>
            Try again
          </Button>
        }
      >
        {faultOf(fault).message}
      </EmptyState>
    )
  if (held.rows.length === 0)
    return (
      <div className="flex min-h-0 grow flex-col overflow-y-auto">
        {held.lookedBackTo === null ? (
          empty
        ) : (
          <EmptyState
            className="mx-8 max-md:mx-4"
            title={`No matching ${noun.many} so far`}
            action={
              <Button look="primary" busy={isReadingOlder} onClick={more}>
                Search older
              </Button>
            }
          >
            {olderFault === null
              ? `Searched back to ${formatFullTime(held.lookedBackTo)}; older ${noun.many} may match.`
              : faultOf(olderFault).message}
          </EmptyState>
        )}
        <NewRowsRegion came={came} noun={noun} />
      </div>
    )
  return (
    <div className="relative flex min-h-0 min-w-0 grow flex-col">
      <NewPill
        waiting={waiting}
        onShow={() => {
          list.stand(false)
          handle.current?.toTop()
          setAway(false)
          onLive()
        }}
      />
      {whyStale !== null && !isShownInBanner(whyStale.code) && (
        <Notice
          tone="err"
          className="m-2"
          action={
            <Button size="card" onClick={list.touch}>
              Try again
            </Button>
          }
        >
          The list is out of date. {whyStale.message}
        </Notice>
      )}
      {above?.(held.rows, goesOn)}
      <RowTable
        {...table}
        rows={held.rows}
        timeOf={props.at}
        fresh={fresh}
        onAway={setAway}
        onEnd={onEnd}
        handle={handle}
        foot={
          <>
            <ListFoot
              rows={held.rows.length}
              next={held.next}
              lookedBackTo={held.lookedBackTo}
              isReading={isReadingOlder}
              fault={olderFault}
              many={noun.many}
              onMore={more}
            />
            {below !== undefined && held.next === null && (
              <BelowFewRows rows={held.rows.length} className="px-8 pt-4 pb-8 max-md:px-4">
                {below}
              </BelowFewRows>
            )}
          </>
        }
      />
      <NewRowsRegion came={came} noun={noun} />
    </div>
  )
}
