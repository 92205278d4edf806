import { Button, Dialog, lazyPart, useLazy } from '@hookwright/ui'
import { useRouterState } from '@tanstack/react-router'
import { CloudOff, LogIn, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { unreachable } from '../../kit/api/fault-of.ts'
import { serverAnswers } from '../../kit/api/server-status.ts'
import { useApi, useServerState } from '../../kit/api/use-api.tsx'

/** Form to sign in again, which only an ended session needs. */
const lazyForm = lazyPart(() => import('../../screens/sign-in/sign-in-form.tsx'))

/** Loading time in milliseconds after which the server is probed. */
const PATIENCE = 1_500

/**
 * Checks whether the server is reachable when a page loads slowly, and reports an unreachable server.
 *
 * The code of a page is not loaded through the API client, which would notice an unreachable server.
 */
const useSlowPages = (): void => {
  const isLoading = useRouterState({ select: state => state.isLoading })
  const { serverStatus } = useApi()
  useEffect(() => {
    if (!isLoading) return
    const timer = setTimeout(
      () => void serverAnswers().then(answers => answers || serverStatus.note(unreachable)),
      PATIENCE
    )
    return () => clearTimeout(timer)
  }, [isLoading, serverStatus])
}

/**
 * Banner for an ended session, an unreachable server or a changed server version, with the action that
 * resolves it.
 */
export const ServerBanner = () => {
  const state = useServerState()
  const { queryClient, serverStatus } = useApi()
  const [signingIn, setSigningIn] = useState(false)
  const form = useLazy(lazyForm, signingIn)
  useSlowPages()
  const goOn = (): void => {
    setSigningIn(false)
    serverStatus.note(null)
    void queryClient.invalidateQueries()
  }
  const banners = {
    'signed-out': {
      Icon: LogIn,
      text: 'Your session has ended. Sign in again to continue; your open work is kept.',
      act: 'Sign in again',
      run: () => setSigningIn(true)
    },
    unreachable: {
      Icon: CloudOff,
      text: 'Hookwright is not responding. Check that it is running; your open work is kept.',
      act: 'Try again',
      run: () => void queryClient.refetchQueries({ type: 'active' })
    },
    updated: {
      Icon: RefreshCw,
      text: 'Hookwright was updated. Reload this page when it suits you; your open work is kept.',
      act: 'Reload',
      run: () => location.reload()
    }
  }
  const banner = state === 'fine' ? null : banners[state]
  return (
    <>
      <div role="alert" className="contents">
        {banner !== null && (
          <div className="flex items-center gap-3 border-b max-md:items-start border-line bg-warn-soft px-4 py-1.5 text-body text-ink">
            <banner.Icon
              aria-hidden
              className="mt-0.5 size-4 shrink-0 text-warn md:mt-0"
              strokeWidth={1.75}
            />
            <span className="min-w-0 grow">{banner.text}</span>
            <Button size="card" onClick={banner.run}>
              {banner.act}
            </Button>
          </div>
        )}
      </div>
      <Dialog open={signingIn && form !== null} onOpenChange={setSigningIn} title="Sign in again" size="w-96">
        {form !== null && <form.SignInForm onSignedIn={goOn} />}
      </Dialog>
    </>
  )
}
