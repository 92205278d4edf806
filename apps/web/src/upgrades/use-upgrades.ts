import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { usePerson } from '../shell/use-person.ts'

/** Flows that are on with an older version than the deployed one, and how far upgrading them has come. */
export const useUpgrades = () =>
  useQuery({
    ...useTrpc().subscriptions.upgrades.queryOptions(),
    enabled: usePerson().role !== 'viewer',
    refetchInterval: ({ state }) => (state.data?.progress?.isRunning === true ? 1_000 : false)
  })
