import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'

/** Where the practice service is, told of the way back here; null while that is not known or it does not run. */
export const usePracticeUrl = (): string | null => {
  const { data } = useQuery({
    ...useTrpc().installation.get.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY
  })
  const url = data?.practiceUrl ?? null
  return url === null ? null : `${new URL(url).origin}/?from=${encodeURIComponent(location.origin)}`
}
