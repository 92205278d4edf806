import type { Id } from '@hookwright/model'
import { Button, buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Inbox, SearchX } from 'lucide-react'
import { usePracticeUrl } from '../shell/use-practice-url.ts'
import { WhyLink } from '../why/why-link.tsx'

/** What stands there while nothing has arrived, or nothing fits the filters. */
export const NoDeliveries = ({
  flowId,
  isNarrowed,
  onClear
}: {
  flowId: Id | null
  isNarrowed: boolean
  onClear: () => void
}) => {
  const practiceUrl = usePracticeUrl()
  if (isNarrowed) {
    return (
      <EmptyState
        className="my-auto"
        icon={<SearchX />}
        title="No delivery fits"
        action={
          <Button look="primary" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        Nothing that arrived so far has all that the filters ask for. What comes and fits shows here at once.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      className="my-auto"
      icon={<Inbox />}
      title="Nothing has arrived yet"
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {flowId === null ? (
            <Link to="/flows" className={buttonClass({ look: 'primary' })}>
              Go to the flows
            </Link>
          ) : (
            <Link to="/flows/$flowId" params={{ flowId }} className={buttonClass({ look: 'primary' })}>
              Open the flow
            </Link>
          )}
          {flowId !== null && <WhyLink flowId={flowId} />}
          {practiceUrl !== null && (
            <a href={practiceUrl} target="_blank" rel="noreferrer" className={buttonClass()}>
              Open the practice service
            </a>
          )}
        </div>
      }
    >
      Turn {flowId === null ? 'a flow' : 'the flow'} on and let its service send an event: it shows here at
      once, without a reload.
    </EmptyState>
  )
}
