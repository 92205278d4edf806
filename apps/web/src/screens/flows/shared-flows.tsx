import { useQuery } from '@tanstack/react-query'
import { RunFlowButton } from '../../features/canvas/run/by-hand/run-flow-button.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePerson } from '../../kit/page/use-person.ts'

/** Flows of other members that the person may run; nothing where there are none. */
export const SharedFlows = () => {
  const isViewer = usePerson().role === 'viewer'
  const { data: flows = [] } = useQuery(
    useTrpc().flows.shared.queryOptions(undefined, { enabled: !isViewer })
  )
  if (flows.length === 0) return null
  return (
    <section aria-labelledby="shared-flows" className="flex flex-col gap-2">
      <h2 id="shared-flows" className="text-label">
        Shared flows
      </h2>
      <ul className="m-0 flex list-none flex-col rounded-m border border-line bg-surface p-0">
        {flows.map(({ flowId, name, ownerName }) => (
          <li
            key={flowId}
            className="flex items-center gap-4 border-b border-line px-4 py-2.5 last:border-b-0 max-md:px-3"
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
