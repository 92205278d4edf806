import type { AppRouter } from '@hookwright/api'
import { shownFlowName } from '@hookwright/model'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'

type Contents = inferRouterOutputs<AppRouter>['bin']['list']

/** An item of the recycle bin: a connector, a user's flow or a flow of a connector. */
export type BinItem =
  | ({ kind: 'connector' } & Contents['connectors'][number])
  | ({ kind: 'flow' } & Contents['flows'][number])

/** Returns the name of an item for the lists. */
export const nameOfItem = (item: BinItem): string =>
  item.kind === 'connector' ? item.name : shownFlowName(item.name)

/** Returns the contents of the recycle bin, newest first, and the actions on them. */
export const useBin = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const { data } = useSuspenseQuery(trpc.bin.list.queryOptions())
  const onSuccess = () => queries.invalidateQueries()
  const restore = {
    flow: useMutation(trpc.flows.restore.mutationOptions({ onSuccess })),
    makerFlow: useMutation(trpc.makerFlows.restore.mutationOptions({ onSuccess })),
    connector: useMutation(trpc.connectors.restore.mutationOptions({ onSuccess }))
  }
  const purge = {
    flow: useMutation(trpc.flows.purge.mutationOptions({ onSuccess })),
    makerFlow: useMutation(trpc.makerFlows.purge.mutationOptions({ onSuccess })),
    connector: useMutation(trpc.connectors.purge.mutationOptions({ onSuccess }))
  }
  /** Connector that must be renamed to be restored, because its name is taken. */
  const [unnamed, setUnnamed] = useState<Extract<BinItem, { kind: 'connector' }> | null>(null)
  const items: BinItem[] = [
    ...data.connectors.map(connector => ({ kind: 'connector' as const, ...connector })),
    ...data.flows.map(flow => ({ kind: 'flow' as const, ...flow }))
  ].toSorted((one, other) => other.deletedAt - one.deletedAt)

  const sendFlow = (item: Extract<BinItem, { kind: 'flow' }>, by: typeof restore | typeof purge) =>
    (item.connector === null ? by.flow : by.makerFlow).mutateAsync({ flowId: item.id })

  const send = (item: BinItem, by: typeof restore | typeof purge): Promise<unknown> =>
    item.kind === 'flow' ? sendFlow(item, by) : by.connector.mutateAsync({ connectorId: item.id })

  return {
    items,
    isPurging: Object.values(purge).some(({ isPending }) => isPending),
    restore: async (item: BinItem): Promise<void> => {
      try {
        await send(item, restore)
        const isOff = item.kind === 'flow' && item.connector === null
        notifier.done(`“${nameOfItem(item)}” was restored.${isOff ? ' The flow is off.' : ''}`)
      } catch (thrown) {
        if (item.kind === 'connector' && faultOf(thrown).code === 'connector.name-taken') setUnnamed(item)
        else notifier.failed(thrown)
      }
    },
    unnamed,
    /** Restores the connector under a new name. Rejects with the fault. */
    restoreAs: async (name: string): Promise<void> => {
      if (unnamed === null) return
      await restore.connector.mutateAsync({ connectorId: unnamed.id, name })
      setUnnamed(null)
      notifier.done(`The connector was restored as “${name}”.`)
    },
    keepInBin: () => setUnnamed(null),
    purge: async (item: BinItem): Promise<void> => {
      try {
        await send(item, purge)
        notifier.done(`“${nameOfItem(item)}” was deleted permanently.`)
      } catch (thrown) {
        notifier.failed(thrown)
      }
    }
  }
}
