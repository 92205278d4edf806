import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Plug } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { connectorTabs } from '../../screens/connectors/connector-tabs.ts'

/** Adds palette entries for the tabs of the open connector and for every connector. */
export const useConnectorActions = (): void => {
  const navigate = useNavigate()
  const { connectorId: here } = useParams({ strict: false })
  const isMaker = useWhyNotMaker() === null
  const { data: connectors } = useQuery(useTrpc().connectors.list.queryOptions())
  const actions = useMemo((): Action[] => {
    const all = connectors ?? []
    const tabs = connectorTabs.filter(({ forAll }) => forAll || isMaker)
    return [
      ...all
        .filter(({ id }) => id === here)
        .flatMap(({ id, name }) =>
          tabs.map(
            ({ to, label }): Action => ({
              id: `connector.tab.${label}`,
              label,
              group: name,
              icon: Plug,
              run: () => void navigate({ to, params: { connectorId: id } })
            })
          )
        ),
      ...all.map(
        ({ id, name, key }): Action => ({
          id: `connector.open.${id}`,
          label: name,
          group: 'Connectors',
          kind: 'connector',
          icon: Plug,
          connectorId: id,
          words: key,
          run: () => void navigate({ to: '/connectors/$connectorId/overview', params: { connectorId: id } })
        })
      )
    ]
  }, [connectors, here, isMaker, navigate])
  useActions(actions)
}
