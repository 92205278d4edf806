import { useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'

/** Returns the signed-in person. */
export const usePerson = () => {
  const { data } = useSuspenseQuery({
    ...useTrpc().people.me.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY
  })
  return data
}

/** Returns the reason why this person may not build connectors; null if they may. */
export const useWhyNotMaker = (): string | null => {
  const { role } = usePerson()
  return role === 'maker' || role === 'admin'
    ? null
    : `Your role (${role}) can only view connectors. Ask an admin for the Maker role.`
}
