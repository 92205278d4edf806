import type { Id } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { formatNumber } from '../../kit/page/format-count.ts'
import { PageFrame } from '../../kit/page/page-frame.tsx'
import { FlowTabs } from './flow-tabs.tsx'

/** Number of loaded rows of a list. `more` is true if there are further rows. */
export interface ListCount {
  rows: number
  more: boolean
}

const formatListCount = ({ rows, more }: ListCount): string => `${formatNumber(rows)}${more ? '+' : ''}`

/**
 * Layout of a history page: a list page for all flows, or with a `flowId` a list below the tabs of that flow.
 */
export const HistoryFrame = ({
  title,
  count,
  flowId,
  head,
  actions,
  panel = null,
  children
}: {
  title: string
  /** Number of rows; null until they are loaded. */
  count: ListCount | null
  flowId: Id | null
  /** Toolbar of the list. */
  head: ReactNode
  /** Actions on all rows of the list. */
  actions?: ReactNode
  /** Panel next to the list, in the full height of the page. Below 1024 px it covers the list. */
  panel?: ReactNode
  children: ReactNode
}) => {
  const page =
    flowId === null ? (
      <PageFrame
        title={title}
        {...(count !== null && { count: formatListCount(count) })}
        scroll="inside"
        filters={head}
        actions={actions}
      >
        {children}
      </PageFrame>
    ) : (
      <>
        <h1 className="sr-only">{title}</h1>
        <FlowTabs flowId={flowId} />
        <div
          className={cx(
            'relative flex shrink-0 items-start gap-x-3 px-8 py-3 max-md:px-4 max-md:py-2',
            // On phones the actions stand at the end of the line of the search, which makes room for them.
            Boolean(actions) && 'max-md:[&_search]:grow-0 max-md:[&_search]:basis-[calc(100%-6rem)]'
          )}
        >
          {head}
          <span className="shrink-0 empty:hidden max-md:absolute max-md:top-2 max-md:right-4">{actions}</span>
        </div>
        {children}
      </>
    )
  return (
    <div className="relative flex min-h-0 grow">
      <div className={cx('flex min-h-0 min-w-0 grow flex-col', panel !== null && 'max-lg:invisible')}>
        {page}
      </div>
      {panel}
    </div>
  )
}
