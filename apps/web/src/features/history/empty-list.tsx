import type { Id } from '@hookwright/model'
import { Button, buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { WhyLink } from './why-link.tsx'

/** Empty state of a list whose filter matches no row. */
export const NoMatches = ({
  title,
  onClear,
  children
}: {
  title: string
  onClear: () => void
  children: ReactNode
}) => (
  <EmptyState
    className="mx-8 max-md:mx-4"
    title={title}
    action={<Button onClick={onClear}>Clear filters</Button>}
  >
    {children}
  </EmptyState>
)

/** Empty state of a list that has no rows yet. It links to the flows, or to the flow of the list. */
export const EmptyList = ({
  flowId,
  title,
  more,
  children
}: {
  flowId: Id | null
  title: string
  /** Additional link, shown next to the link to the flow. */
  more?: ReactNode
  children: ReactNode
}) => (
  <EmptyState
    className="mx-8 max-md:mx-4"
    title={title}
    action={
      <div className="flex flex-wrap gap-2">
        {flowId === null ? (
          <Link to="/flows" className={buttonClass({ look: 'primary' })}>
            Open flows
          </Link>
        ) : (
          <>
            <Link to="/flows/$flowId" params={{ flowId }} className={buttonClass({ look: 'primary' })}>
              Open the flow
            </Link>
            <WhyLink flowId={flowId} />
          </>
        )}
        {more}
      </div>
    }
  >
    {children}
  </EmptyState>
)
