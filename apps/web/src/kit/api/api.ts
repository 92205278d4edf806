import type { AppRouter } from '@hookwright/api'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { faultOf } from './fault-of.ts'
import { type LiveUpdates, openLive } from './live.ts'
import { openRefetching } from './refetching.ts'
import { openServerStatus, type ServerStatus, serverAnswers } from './server-status.ts'

/** API client of the pages: query and mutation options, server state and live connection. */
export interface Api {
  trpc: TRPCOptionsProxy<AppRouter>
  queryClient: QueryClient
  serverStatus: ServerStatus
  live: LiveUpdates
}

/** Number of retries of a query without a response. A fault from the server is not retried. */
const TRIES = 2

/** Query options that send a slow query in its own request, so that batched queries do not wait for it. */
export const alone = { trpc: { context: { alone: true } } }

/** Opens the API client for the server that served this page. */
export const openApi = (): Api => {
  const serverStatus = openServerStatus(String(import.meta.env.VITE_VERSION))
  const send = async (
    url: RequestInfo | URL,
    {
      signal = null,
      ...request
    }: Omit<RequestInit, 'signal'> & { signal?: AbortSignal | null | undefined } = {}
  ): Promise<Response> => {
    const answer = await fetch(url, { ...request, signal })
    serverStatus.noteVersion(answer.headers.get('x-hookwright-version'))
    return answer
  }
  const noteFault = (thrown: unknown): void => serverStatus.note(faultOf(thrown))
  const noteAnswer = (): void => serverStatus.note(null)
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
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url: '/trpc' }),
        false: splitLink({
          condition: ({ context }) => context.alone === true,
          true: httpLink({ url: '/trpc', fetch: send }),
          // The server refuses more in one request.
          false: httpBatchLink({ url: '/trpc', fetch: send, maxItems: 20 })
        })
      })
    ]
  })
  const clock = () => Date.now()
  const after = (wait: number, act: () => void): void => void setTimeout(act, wait)
  const live = openLive({
    watch: ({ onConnecting, onConnected, onInvalidations, onEnd }) =>
      client.changes.watch.subscribe(
        {},
        {
          onStarted: onConnected,
          onConnectionStateChange: ({ state }) => state === 'connecting' && onConnecting(),
          onData: onInvalidations,
          onComplete: () => onEnd(null),
          onError: onEnd
        }
      ),
    refetching: openRefetching({ queryClient, clock, after }),
    serverStatus,
    page: document,
    answers: serverAnswers,
    after
  })
  return { trpc: createTRPCOptionsProxy<AppRouter>({ client, queryClient }), queryClient, serverStatus, live }
}
