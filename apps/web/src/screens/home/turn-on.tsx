import { type Id, shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { FlowSwitch } from '../../features/switch/flow-switch.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** The switch of a flow, the very one that stands on its canvas. */
export const TurnOn = ({ flowId }: { flowId: Id }) => {
  const { data: flow } = useQuery(useTrpc().flows.summary.queryOptions({ flowId }))
  if (flow === undefined) return null
  const { name, event } = flow
  return (
    <FlowSwitch
      flowId={flowId}
      name={shownFlowName(name)}
      connectorName={event?.connectorName ?? null}
      listed={flow}
      // Beneath it stand the buttons of the next steps.
      side="left"
    />
  )
}
