import type { Id } from '@hookwright/model'
import type { ReactNode } from 'react'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'

/** Row of a list on a small screen: its lines beside the mark of its event's connector, if it has an event. */
export const SmallRow = ({
  event,
  children
}: {
  event: { connectorId: Id; connectorName: string } | null
  children: ReactNode
}) => (
  <span className="flex min-w-0 items-start gap-3">
    {event === null ? (
      <span className="size-6 shrink-0" />
    ) : (
      <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={24} />
    )}
    <span className="flex min-w-0 grow flex-col gap-1">{children}</span>
  </span>
)
