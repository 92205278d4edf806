import type { AppRouter } from '@hookwright/api'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client'
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

/** For what takes a while, so that nothing that is asked beside it waits for its answer. */
export const alone = { trpc: { context: { alone: true } } }

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
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ context }) => context.alone === true,
        true: httpLink({ url: '/trpc' }),
        false: httpBatchLink({ url: '/trpc', maxItems: 20 })
      })
    ]
  })
  return { trpc: createTRPCOptionsProxy<AppRouter>({ client, queryClient }), queryClient, reach }
}
