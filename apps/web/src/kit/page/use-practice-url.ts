import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'

/**
 * Returns the URL of a practice service, a demo service such as Acme HR, with a link back to this page.
 *
 * `null` while loading, or if the service is not running.
 */
export const usePracticeUrl = (service: 'practiceUrl' | 'chatUrl' = 'practiceUrl'): string | null => {
  const { data } = useQuery({
    ...useTrpc().installation.get.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY
  })
  const url = data?.[service] ?? null
  return url === null ? null : `${new URL(url).origin}/?from=${encodeURIComponent(location.origin)}`
}
