import { useQuery } from '@tanstack/react-query'
import { RunFlowButton } from '../../features/canvas/run/by-hand/run-flow-button.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePerson } from '../../kit/page/use-person.ts'

/** Flows of other members that the member may run. Renders nothing without any. */
export const SharedFlows = () => {
  const isViewer = usePerson().role === 'viewer'
  const { data: flows = [] } = useQuery(
    useTrpc().flows.shared.queryOptions(undefined, { enabled: !isViewer })
  )
  if (flows.length === 0) return null
  return (
    <section aria-labelledby="shared-flows" className="mt-4 flex flex-col">
      <h2 id="shared-flows" className="border-b border-line pb-2 text-h3">
        Shared flows
      </h2>
      <ul className="m-0 flex list-none flex-col p-0">
        {flows.map(({ flowId, name, ownerName }) => (
          <li
            key={flowId}
            className="flex min-h-13 items-center gap-4 border-b border-line py-1.5 last:border-0"
          >
            <span className="flex min-w-0 grow flex-col">
              <span className="truncate text-label text-ink">{name}</span>
              <span className="truncate text-small text-ink-3">Owner: {ownerName}</span>
            </span>
            <RunFlowButton flowId={flowId} name={name} />
          </li>
        ))}
      </ul>
    </section>
  )
}
