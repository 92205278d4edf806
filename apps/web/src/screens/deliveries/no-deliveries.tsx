import type { Id } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Inbox } from 'lucide-react'
import { NothingFits, NothingYet } from '../../features/history/nothing-there.tsx'
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
      <NothingFits title="No delivery fits" onClear={onClear}>
        Nothing that arrived so far has all that the filters ask for. What comes and fits shows here at once.
      </NothingFits>
    )
  }
  return (
    <NothingYet
      flowId={flowId}
      icon={<Inbox />}
      title="No deliveries yet"
      more={
        practiceUrl !== null && (
          <a href={practiceUrl} target="_blank" rel="noreferrer" className={buttonClass()}>
            Open the practice service
          </a>
        )
      }
    >
      Turn {flowId === null ? 'a flow' : 'the flow'} on and let its service send an event: it shows here at
      once, without a reload.
    </NothingYet>
  )
}
