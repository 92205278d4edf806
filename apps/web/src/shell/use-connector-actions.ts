import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plug } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../actions/action.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useTrpc } from '../api/use-api.tsx'

/** Lets the palette lead to every connector. */
export const useConnectorActions = (): void => {
  const navigate = useNavigate()
  const { data: connectors } = useQuery(useTrpc().connectors.list.queryOptions())
  const actions = useMemo(
    (): Action[] =>
      (connectors ?? []).map(({ id, name, key }) => ({
        id: `connector.open.${id}`,
        label: name,
        group: 'Connectors',
        kind: 'connector',
        icon: Plug,
        words: key,
        run: () => void navigate({ to: '/connectors/$connectorId/overview', params: { connectorId: id } })
      })),
    [connectors, navigate]
  )
  useActions(actions)
}
