import type { Id } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { EmptyList, NoMatches } from '../../features/history/empty-list.tsx'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'

/** Empty state of the deliveries: nothing received yet, or nothing matches the filters. */
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
      <NoMatches title="No matching deliveries" onClear={onClear}>
        No deliveries match the filters. New matching deliveries appear here immediately.
      </NoMatches>
    )
  }
  return (
    <EmptyList
      flowId={flowId}
      title="No deliveries yet"
      more={
        practiceUrl !== null && (
          <a href={practiceUrl} target="_blank" rel="noreferrer" className={buttonClass()}>
            Open the practice service
          </a>
        )
      }
    >
      Turn {flowId === null ? 'a flow' : 'the flow'} on and let its service send an event. The event appears
      here immediately.
    </EmptyList>
  )
}
