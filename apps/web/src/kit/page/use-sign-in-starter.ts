import type { Id } from '@hookwright/model'
import { useMutation } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { confirmSignInAt } from './sign-in-question.tsx'

/** Functions that start the sign-in of a connection at its service, with their state. */
export interface SignInStarter {
  /**
   * Opens the service's sign-in page in this tab; it leads back to this page. Rejects with the server's
   * error.
   */
  begin: (connectionId: Id) => Promise<void>
  /**
   * Opens the service's sign-in page in a new tab, which ends at the path `returnTo` of this app. Resolves to
   * false if the browser blocks the tab.
   */
  beginInTab: (connectionId: Id, returnTo: string) => Promise<boolean>
  isBusy: boolean
}

/** Opens an empty tab that has no access to this page; null if the browser blocks it. */
const openTab = (): Window | null => {
  const tab = window.open('about:blank', '_blank')
  if (tab !== null) tab.opener = null
  return tab
}

/** Returns the functions that sign a connection in at its service, with their state. */
export const useSignInStarter = (purpose: 'user' | 'test'): SignInStarter => {
  const trpc = useTrpc()
  const router = purpose === 'user' ? trpc.connections : trpc.testConnections
  const { mutateAsync, isPending } = useMutation(router.beginSignIn.mutationOptions())
  return {
    begin: async connectionId => {
      const returnTo = location.pathname + location.search
      const { url, elsewhere } = await mutateAsync({ connectionId, returnTo })
      if (elsewhere === null || (await confirmSignInAt(elsewhere))) location.assign(url)
    },
    beginInTab: async (connectionId, returnTo) => {
      // Before the request: a browser opens a tab only shortly after a click.
      const tab = openTab()
      if (tab === null) return false
      try {
        const { url, elsewhere } = await mutateAsync({ connectionId, returnTo })
        if (elsewhere === null) {
          tab.location.replace(url)
          return true
        }
        tab.close()
        if (!(await confirmSignInAt(elsewhere))) return true
        // The click on the answer lets the browser open another tab.
        const another = openTab()
        another?.location.replace(url)
        return another !== null
      } catch (thrown) {
        tab.close()
        throw thrown
      }
    },
    isBusy: isPending
  }
}
