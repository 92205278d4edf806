import type { Id } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { SquareArrowOutUpRight, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { DeliveryStateBadge } from '../../features/history/status-badges.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import type { DeliveryTab } from './deliveries-search.ts'
import { DeliveryView } from './delivery-view.tsx'
import { useDelivery } from './use-delivery.ts'

/** Header of the panel: icon and subject as in the row, then the event, connector version and state. */
const PanelHead = ({ delivery, children }: { delivery: OpenedDelivery | undefined; children: ReactNode }) => {
  const event = delivery?.event ?? null
  const subject = delivery?.subject ?? null
  const name = delivery === undefined ? 'Delivery' : (event?.name ?? 'Deleted event')
  return (
    <header className="flex min-h-17 shrink-0 items-center gap-2.5 border-b border-line py-1.5 pr-3 pl-4">
      {event !== null && (
        <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={28} />
      )}
      <div className="flex min-w-0 grow flex-col">
        <div className="flex min-h-8 items-center gap-1 max-md:min-h-10">
          <h2 className="m-0 min-w-0 grow truncate text-h3 text-ink">{subject ?? name}</h2>
          {children}
        </div>
        {delivery !== undefined && (
          <p className="m-0 flex items-center gap-2 pr-1 text-small text-ink-2">
            <span className="min-w-0 grow truncate">
              {subject !== null && `${name} · `}
              {event !== null && `${event.connectorName} v${event.versionNumber}`}
            </span>
            <DeliveryStateBadge of={delivery} />
          </p>
        )}
      </div>
    </header>
  )
}

/**
 * Panel of a delivery next to the list. The focus stays in the list, and selecting another row updates the
 * panel. On small screens the panel covers the list and receives the focus.
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
      <PanelHead delivery={data}>
        <Link
          to="/deliveries/$deliveryId"
          params={{ deliveryId }}
          search={tab === 'summary' ? {} : { tab }}
          aria-label="Open as a full page"
          title="Open as a full page (O)"
          className="inline-flex size-(--h-control) items-center justify-center rounded-s text-ink-2 hover:bg-hover hover:text-ink"
        >
          <SquareArrowOutUpRight aria-hidden className="size-4" strokeWidth={1.75} />
        </Link>
        <IconButton label="Close the inspector" shortcut="Esc" icon={<X aria-hidden />} onClick={onClose} />
      </PanelHead>
      <DeliveryView delivery={data} error={error} tab={tab} onTab={onTab} />
    </aside>
  )
}
