import type { AppRouter } from '@hookwright/api'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { faultOf } from './fault-of.ts'
import { openReach, type Reach } from './reach.ts'

/** The API as pages use it: procedures as options for queries and mutations, and how the server can be reached. */
export interface Api {
  trpc: TRPCOptionsProxy<AppRouter>
  queryClient: QueryClient
  reach: Reach
}

/** How often a query is tried again when no answer came; a fault that the server states is not asked for twice. */
const TRIES = 2

/** Opens the API of the server that this page came from. */
export const openApi = (): Api => {
  const reach = openReach()
  const noteFault = (thrown: unknown): void => reach.note(faultOf(thrown))
  const noteAnswer = (): void => reach.note(null)
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noteFault, onSuccess: noteAnswer }),
    mutationCache: new MutationCache({ onError: noteFault, onSuccess: noteAnswer }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        networkMode: 'always',
        retry: (count, thrown) => faultOf(thrown).code === 'unreachable' && count < TRIES
      },
      mutations: { networkMode: 'always' }
    }
  })
  const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/trpc', maxItems: 20 })] })
  return { trpc: createTRPCOptionsProxy<AppRouter>({ client, queryClient }), queryClient, reach }
}
