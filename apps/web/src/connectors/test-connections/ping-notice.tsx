import type { Id } from '@hookwright/model'
import { buttonClass, Notice } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTrpc } from '../../api/use-api.tsx'

/** Says what a ping needs while the connector has no Authping flow. */
export const PingNotice = ({ connectorId }: { connectorId: Id }) => {
  const { data: flows } = useSuspenseQuery(useTrpc().makerFlows.summaries.queryOptions({ connectorId }))
  if (flows.some(({ active, kind }) => active && kind === 'authping')) return null
  return (
    <Notice
      tone="info"
      action={
        <Link
          to="/connectors/$connectorId/flows"
          params={{ connectorId }}
          className={buttonClass({ size: 'card' })}
        >
          Go to Flows
        </Link>
      }
    >
      A ping runs the flow <span className="font-code text-code">_authping</span>, which this connector does
      not have yet. Draw one that starts with Authping.
    </Notice>
  )
}
