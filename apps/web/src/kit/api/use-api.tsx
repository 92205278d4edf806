import type { AppRouter } from '@hookwright/api'
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { createContext, use, useSyncExternalStore } from 'react'
import type { Api } from './api.ts'
import type { ServerState } from './server-status.ts'

const ApiContext = createContext<Api | null>(null)

/** Provides the API to the pages. */
export const ApiProvider = ApiContext

/** Returns the API client of this page. */
export const useApi = (): Api => {
  const api = use(ApiContext)
  if (api === null) throw new Error('There is no API here; wrap the page in ApiProvider.')
  return api
}

/** Returns the procedures of the API, as options for `useQuery` and `useMutation`. */
export const useTrpc = (): TRPCOptionsProxy<AppRouter> => useApi().trpc

/** Returns the state of the connection to the server. */
export const useServerState = (): ServerState => {
  const { serverStatus } = useApi()
  return useSyncExternalStore(serverStatus.subscribe, serverStatus.state)
}
