import { Button, buttonClass, EmptyState } from '@hookwright/ui'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { faultOf } from '../api/fault-of.ts'
import { FaultHelp } from '../help/help-link.tsx'
import { untilServerAnswers } from '../loading/until-server-answers.ts'
import { PageGone } from './page-gone.tsx'
import { usePageTitle } from './use-page-title.ts'

const home = { to: '/', name: 'Home' } as const

/** List that an item was opened from, by the first part of its address. */
const lists: Record<
  string,
  { to: '/flows' | '/deliveries' | '/runs' | '/registrations' | '/connectors'; name: string }
> = {
  flows: { to: '/flows', name: 'Flows' },
  deliveries: { to: '/deliveries', name: 'Deliveries' },
  runs: { to: '/runs', name: 'Runs' },
  registrations: { to: '/registrations', name: 'Registrations' },
  connectors: { to: '/connectors', name: 'Builder' }
}

/**
 * Error page with the server's message and an action to continue.
 *
 * A missing item cannot be retried. If the server was unreachable, the page is loaded again once the server
 * responds.
 */
export const PageFault = ({ error, reset }: { error: unknown; reset?: () => void }) => {
  const router = useRouter()
  const { code, message } = faultOf(error)
  const queryErrors = useQueryErrorResetBoundary()
  usePageTitle('Not available')
  const again = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (code !== 'unreachable') return
    const wait = new AbortController()
    // With a server that answers at once, a proxy refused this page alone, and would do so again.
    void untilServerAnswers(undefined, wait.signal).then(isBack => isBack && again.current?.click())
    return () => wait.abort()
  }, [code])
  // What a page asks for stands in its address; no other input of it can be refused.
  if (code === 'input.invalid') return <PageGone />
  const tryAgain = (
    <Button
      ref={again}
      look="primary"
      onClick={() => {
        // Otherwise a failed query throws its error again instead of fetching.
        queryErrors.reset()
        reset?.()
        void router.invalidate()
      }}
    >
      Try again
    </Button>
  )
  // Code that failed to load fails again until the page itself is loaded anew.
  const reload = (
    <Button look="primary" onClick={() => location.reload()}>
      Reload
    </Button>
  )
  const [, first = ''] = router.state.location.pathname.split('/')
  const list = lists[first] ?? home
  const goOn = (
    <Link to={list.to} className={buttonClass({ look: 'primary' })}>
      Go to {list.name}
    </Link>
  )
  return (
    <EmptyState
      alone
      icon={<CircleAlert />}
      title="This page could not be loaded"
      action={code.endsWith('.gone') ? goOn : code === 'page-code' ? reload : tryAgain}
    >
      <span className="block">{message}</span>
      <FaultHelp code={code} />
    </EmptyState>
  )
}
