import type { Id } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { SquareArrowOutUpRight, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { DeliveryStateBadge } from '../../features/history/status-badges.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import type { DeliveryTab } from './deliveries-search.ts'
import { DeliveryView } from './delivery-view.tsx'
import { useDelivery } from './use-delivery.ts'

/** Title of a delivery as in its row: mark, subject, and below it the event with its connector version and the state. */
const PanelTitle = ({ delivery }: { delivery: OpenedDelivery }) => {
  const { event, subject } = delivery
  const name = event?.name ?? 'Deleted event'
  return (
    <div className="flex min-w-0 grow items-center gap-2.5">
      {event !== null && (
        <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={28} />
      )}
      <div className="min-w-0 grow">
        <h2 className="m-0 truncate text-h3 text-ink">{subject ?? name}</h2>
        <p className="m-0 truncate text-small text-ink-2">
          {subject !== null && `${name} · `}
          {event !== null && `${event.connectorName} v${event.versionNumber}`}
        </p>
      </div>
      <DeliveryStateBadge of={delivery} />
    </div>
  )
}

/**
 * Panel of a delivery beside the list. The focus stays in the list, and moving to another row shows that one here. On
 * small screens the panel covers the list and takes the focus.
 */
export const DeliveryPanel = ({
  deliveryId,
  tab,
  onTab,
  onClose
}: {
  deliveryId: Id
  tab: DeliveryTab
  onTab: (tab: DeliveryTab) => void
  onClose: () => void
}) => {
  const { data, error } = useDelivery(deliveryId)
  const panel = useRef<HTMLElement>(null)
  const covers = useMedia('(max-width: 1023px)')
  useEffect(() => {
    if (covers) panel.current?.focus()
  }, [covers])
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label="Inspector"
      className="flex min-h-0 w-90 shrink-0 2xl:w-120 flex-col border-l border-line bg-surface outline-none max-lg:absolute max-lg:inset-0 max-lg:z-20 max-lg:w-full max-lg:border-l-0 max-md:fixed max-md:bottom-15"
    >
      <header className="flex h-16 shrink-0 items-center gap-1 border-b border-line pr-3 pl-4">
        {data === undefined ? (
          <h2 className="m-0 min-w-0 grow truncate text-h3 text-ink">Delivery</h2>
        ) : (
          <PanelTitle delivery={data} />
        )}
        <Link
          to="/deliveries/$deliveryId"
          params={{ deliveryId }}
          search={tab === 'summary' ? {} : { tab }}
          aria-label="Open in full page"
          title="Open in full page (O)"
          className="inline-flex size-(--h-control) items-center justify-center rounded-s text-ink-2 hover:bg-hover hover:text-ink"
        >
          <SquareArrowOutUpRight aria-hidden className="size-4" strokeWidth={1.75} />
        </Link>
        <IconButton label="Close the inspector" shortcut="Esc" icon={<X aria-hidden />} onClick={onClose} />
      </header>
      <DeliveryView delivery={data} error={error} tab={tab} onTab={onTab} />
    </aside>
  )
}
