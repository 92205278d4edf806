import { Button, Menu } from '@hookwright/ui'
import { Copy } from 'lucide-react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { ReplayButton } from '../../features/replays/replay-button.tsx'
import { useWhyNoReplay } from '../../features/replays/use-replay.ts'
import { useSay } from '../../kit/page/use-say.ts'
import { formatLabels, formats } from './copy-as/formats.ts'
import { useCopyAs } from './copy-as/use-copy-as.ts'

/** Action bar of a delivery. */
export const DeliveryBar = ({ delivery }: { delivery: OpenedDelivery }) => {
  const { id: deliveryId } = delivery
  const whyNot = useWhyNoReplay(delivery)
  const copyAs = useCopyAs(delivery)
  const say = useSay()
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <ReplayButton
        runId={delivery.run?.id ?? null}
        deliveryId={deliveryId}
        recordIndex={null}
        noReplay={delivery.noReplay}
      />
      {copyAs !== null && (
        <Menu
          align="start"
          groups={[
            formats.map(format => ({
              id: format,
              label: formatLabels[format].label,
              run: () => say.ifFails(copyAs(format))
            }))
          ]}
          trigger={
            <Button size="card" icon={<Copy aria-hidden className="size-3.5" strokeWidth={1.75} />}>
              Copy request as
            </Button>
          }
        />
      )}
      <CopyButton size="card" text={`${location.origin}/deliveries/${deliveryId}`}>
        Copy link
      </CopyButton>
      {whyNot !== null && <p className="w-full text-small text-ink-2">{whyNot}</p>}
    </div>
  )
}
