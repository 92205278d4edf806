import type { AlertKind, Id } from '@hookwright/model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { toggleKind } from './toggle-kind.ts'

/** Returns the destinations of alerts, and a function that adds or removes a kind. Empty unless for admins. */
export const useAlertRules = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const isAdmin = usePerson().role === 'admin'
  const { data: endpoints = [] } = useQuery({
    ...trpc.alertEndpoints.list.queryOptions(),
    enabled: isAdmin
  })
  const queryKey = trpc.alertEndpoints.list.queryKey()
  const { mutateAsync } = useMutation(
    trpc.alertEndpoints.change.mutationOptions({
      // One after another: each sends all kinds of its destination.
      scope: { id: 'alert-rules' },
      onSettled: () => queries.invalidateQueries({ queryKey })
    })
  )
  const setKind = (endpointId: Id, kind: AlertKind, on: boolean): void => {
    const endpoint = queries.getQueryData(queryKey)?.find(({ id }) => id === endpointId)
    if (endpoint === undefined) return
    const kinds = toggleKind(endpoint.kinds, kind, on)
    void queries.cancelQueries({ queryKey })
    queries.setQueryData(queryKey, all =>
      all?.map(each => (each.id === endpointId ? { ...each, kinds } : each))
    )
    notifier.ifFails(mutateAsync({ endpointId, url: endpoint.url, kinds }))
  }
  return { endpoints, isAdmin, setKind }
}
