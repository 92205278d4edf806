import type { Connection } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { pingResultOf } from './test-connections/ping.ts'

/**
 * Fault codes of a ping that was not sent: the connector has no Authping flow, or the connection was deleted.
 */
const untried = ['connection.no-authping', 'connection.gone']

/**
 * Returns a function that pings a new connection and reports an error of the service. For a user's
 * connection, it first checks that the connector supports a ping. For a test connection, the caller checks
 * this.
 */
export const useTryConnection = (purpose: 'user' | 'test') => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const router = purpose === 'user' ? trpc.connections : trpc.testConnections
  const { mutateAsync: ping } = useMutation(
    router.ping.mutationOptions({
      // The list of connections shows when each was checked last.
      onSettled: () => queries.invalidateQueries({ queryKey: router.pathKey() })
    })
  )
  return async ({ id: connectionId, name }: Pick<Connection, 'id' | 'name'>): Promise<void> => {
    try {
      if (purpose === 'user') {
        const known = await queries.fetchQuery(trpc.connections.overview.queryOptions())
        if (known.find(({ id }) => id === connectionId)?.mayPing !== true) return
      }
      const result = pingResultOf(await ping({ connectionId }))
      if (!result.ok) notifier.warns(`The check of the connection “${name}” failed. ${result.why}`)
    } catch (thrown) {
      if (!untried.includes(faultOf(thrown).code)) notifier.failed(thrown)
    }
  }
}
