import { useSuspenseQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'

/** Who is signed in. */
export const usePerson = () => {
  const { data } = useSuspenseQuery({
    ...useTrpc().people.me.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY
  })
  return data
}

/** Why this person may not build connectors, or null when they may. */
export const useWhyNotMaker = (): string | null => {
  const { role } = usePerson()
  return role === 'maker' || role === 'admin'
    ? null
    : `Your role ${role} may look at connectors only; ask an admin for the role maker.`
}
