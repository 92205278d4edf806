import type { Id } from '@hookwright/model'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { CopyFetched } from '../copy-fetched.tsx'

/** Returns functions that fetch the address and the secret of an API endpoint, without caching. */
export const useEndpointTexts = (
  flowId: Id
): { url: () => Promise<string>; secret: () => Promise<string> } => {
  const { url, secret } = useTrpc().apiEndpoints
  const queries = useQueryClient()
  return {
    url: () => queries.fetchQuery({ ...url.queryOptions({ flowId }), gcTime: 0, staleTime: 0 }),
    secret: () => queries.fetchQuery({ ...secret.queryOptions({ flowId }), gcTime: 0, staleTime: 0 })
  }
}

/**
 * Masked address of a flow's API endpoint. Only its end is visible, since anyone with the full address can
 * call the flow.
 */
export const EndpointAddress = ({ flowId }: { flowId: Id }) => {
  const { data } = useQuery(useTrpc().apiEndpoints.summary.queryOptions({ flowId }))
  const { url } = useEndpointTexts(flowId)
  if (data === undefined) return null
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span className="shrink-0 text-small text-ink-3">API endpoint</span>
      <code className="min-w-0 grow truncate rounded-xs bg-sunken px-1.5 py-0.5 font-code text-small">
        …/a/…{data.tail}
      </code>
      <CopyFetched label="Copy address" done="Address copied." fetchText={url} />
    </div>
  )
}
