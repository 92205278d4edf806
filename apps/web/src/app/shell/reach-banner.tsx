import { Button, Dialog } from '@hookwright/ui'
import { useRouterState } from '@tanstack/react-router'
import { CloudOff, LogIn } from 'lucide-react'
import { useEffect, useState } from 'react'
import { unreachable } from '../../kit/api/fault-of.ts'
import { useApi, useReach } from '../../kit/api/use-api.tsx'
import { SignInForm } from '../../screens/sign-in/sign-in-form.tsx'

/** Loading time in milliseconds after which the server is probed. */
const PATIENCE = 1_500

/**
 * Reports an unreachable server when a page loads slowly.
 * Page code is not loaded by the API, which would notice it.
 */
const useSlowPages = (): void => {
  const isLoading = useRouterState({ select: state => state.isLoading })
  const { reach } = useApi()
  useEffect(() => {
    if (!isLoading) return
    const timer = setTimeout(
      () => void fetch('/healthz', { cache: 'no-store' }).catch(() => reach.note(unreachable)),
      PATIENCE
    )
    return () => clearTimeout(timer)
  }, [isLoading, reach])
}

/** Banner for an ended session or an unreachable server, with the way to continue. */
export const ReachBanner = () => {
  const state = useReach()
  const { queryClient, reach } = useApi()
  const [signingIn, setSigningIn] = useState(false)
  useSlowPages()
  const goOn = (): void => {
    setSigningIn(false)
    reach.note(null)
    void queryClient.invalidateQueries()
  }
  return (
    <>
      <div role="alert" className="contents">
        {state !== 'fine' && (
          <div className="flex items-center gap-3 border-b max-md:items-start border-line bg-warn-soft px-4 py-1.5 text-body text-ink">
            {state === 'signed-out' ? (
              <>
                <LogIn aria-hidden className="mt-0.5 size-4 shrink-0 text-warn md:mt-0" strokeWidth={1.75} />
                <span className="min-w-0 grow">
                  Your session has ended. Sign in again to continue; your open work is kept.
                </span>
                <Button size="card" onClick={() => setSigningIn(true)}>
                  Sign in again
                </Button>
              </>
            ) : (
              <>
                <CloudOff
                  aria-hidden
                  className="mt-0.5 size-4 shrink-0 text-warn md:mt-0"
                  strokeWidth={1.75}
                />
                <span className="min-w-0 grow">
                  Hookwright is not responding. Check that it is running; your open work is kept.
                </span>
                <Button size="card" onClick={() => void queryClient.refetchQueries({ type: 'active' })}>
                  Try again
                </Button>
              </>
            )}
          </div>
        )}
      </div>
      <Dialog open={signingIn} onOpenChange={setSigningIn} title="Sign in again" size="w-96">
        <SignInForm onSignedIn={goOn} />
      </Dialog>
    </>
  )
}
