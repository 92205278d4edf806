import type { Id } from '@hookwright/model'
import { Button, buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { ListVideo, SearchX } from 'lucide-react'
import { WhyLink } from '../why/why-link.tsx'

/** What stands there while nothing has run, or nothing fits the filters. */
export const NoRuns = ({
  flowId,
  isNarrowed,
  onClear
}: {
  flowId: Id | null
  isNarrowed: boolean
  onClear: () => void
}) =>
  isNarrowed ? (
    <EmptyState
      className="my-auto"
      icon={<SearchX />}
      title="No run fits"
      action={
        <Button look="primary" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      No run so far has all that the filters ask for. What runs and fits shows here at once.
    </EmptyState>
  ) : (
    <EmptyState
      className="my-auto"
      icon={<ListVideo />}
      title="Nothing has run yet"
      action={
        flowId === null ? (
          <Link to="/flows" className={buttonClass({ look: 'primary' })}>
            Go to the flows
          </Link>
        ) : (
          <div className="flex flex-wrap justify-center gap-2">
            <Link to="/flows/$flowId" params={{ flowId }} className={buttonClass({ look: 'primary' })}>
              Open the flow
            </Link>
            <WhyLink flowId={flowId} />
          </div>
        )
      }
    >
      {flowId === null ? 'A flow' : 'The flow'} runs when it is on and an event arrives; each run shows here
      as soon as it begins.
    </EmptyState>
  )
