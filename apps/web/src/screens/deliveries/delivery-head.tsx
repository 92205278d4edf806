import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { DeliveryStateBadge } from '../../features/history/status-badges.tsx'
import { useWhyNoReplay } from '../../features/replays/use-replay.ts'
import { BackLink } from '../../kit/page/back-link.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { CopyDeliveryLink, ReplayDelivery } from './delivery-bar.tsx'

/** Header of a delivery's page: its event, connector and state, with the actions on the right. */
export const DeliveryHead = ({ delivery, name }: { delivery: OpenedDelivery; name: string }) => {
  const { event, subject } = delivery
  const whyNot = useWhyNoReplay(delivery)
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-3 px-8 pt-4 pb-2 max-md:px-4 max-md:pt-2">
      <BackLink to="/deliveries">Deliveries</BackLink>
      {event !== null && (
        <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={40} />
      )}
      <div className="min-w-0 grow basis-48">
        <h1 className="m-0 truncate text-h1">
          {subject ?? name}
          {subject !== null && <span className="font-normal text-ink-2">&ensp;{name}</span>}
        </h1>
        <p className="tabular m-0 flex min-h-6 flex-wrap items-center gap-x-1.5 text-body text-ink-3">
          <span>{event?.connectorName ?? 'Deleted connector'}</span>
          <span aria-hidden>·</span>
          <DeliveryStateBadge of={delivery} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <CopyDeliveryLink size="page" delivery={delivery} />
        <ReplayDelivery size="page" delivery={delivery} />
      </div>
      {whyNot !== null && <p className="m-0 w-full text-small text-ink-2">{whyNot}</p>}
    </header>
  )
}
