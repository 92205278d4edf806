import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { ReplayButton } from '../../features/replays/replay-button.tsx'
import { useWhyNoReplay } from '../../features/replays/use-replay.ts'

interface DeliveryAction {
  delivery: OpenedDelivery
  size?: 'page' | 'card'
}

/** Button that copies the address of a delivery's page. */
export const CopyDeliveryLink = ({ delivery, size = 'card' }: DeliveryAction) => (
  <CopyButton size={size} text={`${location.origin}/deliveries/${delivery.id}`}>
    Copy link
  </CopyButton>
)

/** Button that replays a delivery, with a menu of other replay modes. */
export const ReplayDelivery = ({ delivery: { id, run, noReplay }, size = 'card' }: DeliveryAction) => (
  <ReplayButton size={size} runId={run?.id ?? null} deliveryId={id} recordIndex={null} noReplay={noReplay} />
)

/** Action bar of a delivery in the inspector. */
export const DeliveryBar = ({ delivery }: { delivery: OpenedDelivery }) => {
  const whyNot = useWhyNoReplay(delivery)
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <ReplayDelivery delivery={delivery} />
      <CopyDeliveryLink delivery={delivery} />
      {whyNot !== null && <p className="w-full text-small text-ink-2">{whyNot}</p>}
    </div>
  )
}
