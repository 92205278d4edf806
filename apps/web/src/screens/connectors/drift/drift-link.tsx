import type { Id } from '@hookwright/model'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DriftingEvent } from './use-drifting.ts'

/** Link to the event's canvas with the drift dialog open. */
export const DriftLink = ({
  connectorId,
  event: { eventFlowId, cardId },
  className,
  children
}: {
  connectorId: Id
  event: DriftingEvent
  className: string
  children: ReactNode
}) => (
  <Link
    to="/connectors/$connectorId/flows/$flowId"
    params={{ connectorId, flowId: eventFlowId }}
    search={cardId === null ? {} : { card: cardId, dialog: 'drift' }}
    className={className}
  >
    {children}
  </Link>
)
