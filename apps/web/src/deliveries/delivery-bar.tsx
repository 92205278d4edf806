import { Button } from '@hookwright/ui'
import { RotateCcw } from 'lucide-react'
import { CopyButton } from '../history/copy-button.tsx'
import type { OpenDeliveryTold } from '../history/told.ts'
import { useWholeCurl } from './use-curl.ts'
import { useReplay, useWhyNoReplay } from './use-replay.ts'

/** What can be done with a delivery. */
export const DeliveryBar = ({ delivery }: { delivery: OpenDeliveryTold }) => {
  const { id: deliveryId } = delivery
  const replay = useReplay()
  const whyNot = useWhyNoReplay(delivery)
  const curl = useWholeCurl(delivery)
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Button
        look="primary"
        size="card"
        busy={replay.isPending}
        disabled={whyNot !== null}
        title={whyNot ?? undefined}
        icon={<RotateCcw aria-hidden className="size-3.5" strokeWidth={2} />}
        onClick={() => replay.mutate({ deliveryId })}
      >
        Replay
      </Button>
      {curl !== null && (
        <CopyButton size="card" text={curl}>
          Copy curl
        </CopyButton>
      )}
      <CopyButton size="card" text={`${location.origin}/deliveries/${deliveryId}`}>
        Copy link
      </CopyButton>
      {whyNot !== null && <p className="w-full text-small text-ink-2">{whyNot}</p>}
    </div>
  )
}
