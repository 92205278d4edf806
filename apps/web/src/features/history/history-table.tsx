import type { Id, Millis } from '@hookwright/model'
import type { HistorySearch } from './history-search.ts'
import { LiveTable, type LiveTableOptions } from './live-table.tsx'
import { timeRangeOf } from './time-search.ts'
import type { HistoryPage } from './use-history-page.ts'

/** Number of rows in one page of a list. */
const PART = 50

/**
 * Request for one page of a list: up to `limit` rows of a time span. With `before`, only rows older than that
 * row.
 */
export interface ListPageRequest {
  limit: number
  from?: Millis
  to?: Millis
  before?: string
}

/** Live rows of a history list. A change of the filter reloads the list from the start. */
export const HistoryTable = <Row extends { id: Id }, Search extends HistorySearch, Filter extends object>({
  page: { list, flowId, search, isPaused, pause },
  filter,
  read,
  isSearch,
  ...props
}: {
  page: HistoryPage<Search>
  /** Filter of the list, without its time span. */
  filter: Filter
  read: (asked: Filter & ListPageRequest) => ReturnType<LiveTableOptions<Row>['read']>
  /** True for a search through stored values, which costs more than a plain list. */
  isSearch: boolean
} & Pick<LiveTableOptions<Row>, 'at' | 'table' | 'onCount' | 'empty' | 'above' | 'below'>) => {
  const { last, from, to } = search
  return (
    <LiveTable<Row>
      {...props}
      key={JSON.stringify([filter, last, from, to])}
      read={before =>
        read({
          ...filter,
          ...timeRangeOf(search, Date.now()),
          limit: PART,
          ...(before !== null && { before })
        })
      }
      topics={list.topics}
      flowId={flowId ?? search.flow ?? null}
      isPaused={isPaused}
      restTimes={isSearch ? 9 : 1}
      onLive={() => isPaused && pause(false)}
      noun={list.noun}
    />
  )
}
