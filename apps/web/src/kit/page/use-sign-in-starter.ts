import type { Id } from '@hookwright/model'
import { useMutation } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'

/** Function that begins the sign-in of a connection at its service, and the state of that. */
export interface SignInStarter {
  /** Leaves this page for the service, which leads back to it. Rejects with the refusal of the server. */
  begin: (connectionId: Id) => Promise<void>
  /** Opens the service in a tab of its own, which ends at a page of this app. Resolves to false where the browser refuses. */
  beginInTab: (connectionId: Id, returnTo: string) => Promise<boolean>
  isBusy: boolean
}

/** Returns how to sign a connection in at its service. */
export const useSignInStarter = (purpose: 'user' | 'test'): SignInStarter => {
  const trpc = useTrpc()
  const router = purpose === 'user' ? trpc.connections : trpc.testConnections
  const { mutateAsync, isPending } = useMutation(router.beginSignIn.mutationOptions())
  return {
    begin: async connectionId => {
      const returnTo = location.pathname + location.search
      const { url } = await mutateAsync({ connectionId, returnTo })
      location.assign(url)
    },
    beginInTab: async (connectionId, returnTo) => {
      const { url } = await mutateAsync({ connectionId, returnTo })
      return window.open(url, '_blank') !== null
    },
    isBusy: isPending
  }
}
