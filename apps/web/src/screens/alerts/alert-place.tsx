import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ListedAlert } from './api-types.ts'

const className = buttonClass({ size: 'card' })

/** Link to the page on which an alert can be investigated. */
export const AlertPlace = ({ about }: { about: ListedAlert['about'] }) => {
  switch (about.kind) {
    case 'subscription-lost':
    case 'renewal-failed':
    case 'registration-uncertain':
    case 'cleanup-stuck': {
      const { subscriptionId } = about
      return (
        <Link to="/registrations/$subscriptionId" params={{ subscriptionId }} className={className}>
          Open the registration
        </Link>
      )
    }
    case 'poll-failed':
    case 'flow-on-hold':
      return (
        <Link to="/flows/$flowId" params={{ flowId: about.flowId }} className={className}>
          Open the flow
        </Link>
      )
    case 'run-on-hold':
      return (
        <Link to="/runs/$runId" params={{ runId: about.runId }} className={className}>
          Open the run
        </Link>
      )
    case 'drift-found': {
      const { connectorId, eventFlowId: flowId } = about
      return (
        <Link
          to="/connectors/$connectorId/flows/$flowId"
          params={{ connectorId, flowId }}
          className={className}
        >
          Open the event flow
        </Link>
      )
    }
    case 'authorization-lost':
      return about.purpose === 'test' ? (
        <Link
          to="/connectors/$connectorId/test-connections"
          params={{ connectorId: about.connectorId }}
          className={className}
        >
          Open the test connections
        </Link>
      ) : (
        <Link to="/connections" search={{ connection: about.connectionId }} className={className}>
          Open the connection
        </Link>
      )
    case 'breaker-open':
      return (
        <Link to="/runs" className={className}>
          Show blocked services
        </Link>
      )
  }
}
