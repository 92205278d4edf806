import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'

/** Where the practice service is, or null while that is not known or it does not run. */
export const usePracticeUrl = (): string | null => {
  const { data } = useQuery({
    ...useTrpc().installation.get.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY
  })
  return data?.practiceUrl ?? null
}
