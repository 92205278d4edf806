import type { Id } from '@hookwright/model'
import { Button, buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { WhyLink } from './why-link.tsx'

/** Empty state of a list whose filter matches no row. */
export const NothingFits = ({
  title,
  onClear,
  children
}: {
  title: string
  onClear: () => void
  children: ReactNode
}) => (
  <EmptyState
    className="my-auto"
    icon={<SearchX />}
    title={title}
    action={
      <Button look="primary" onClick={onClear}>
        Clear filters
      </Button>
    }
  >
    {children}
  </EmptyState>
)

/**
 * Empty state of a list without rows.
 * It links to the flows, or to the flow of the list.
 */
export const NothingYet = ({
  flowId,
  icon,
  title,
  more,
  children
}: {
  flowId: Id | null
  icon: ReactNode
  title: string
  /** Another way, beside those to the flow. */
  more?: ReactNode
  children: ReactNode
}) => (
  <EmptyState
    className="my-auto"
    icon={icon}
    title={title}
    action={
      <div className="flex flex-wrap justify-center gap-2">
        {flowId === null ? (
          <Link to="/flows" className={buttonClass({ look: 'primary' })}>
            Go to the flows
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
