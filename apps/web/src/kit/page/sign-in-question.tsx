import { AlertDialog } from '@hookwright/ui'
import { useSyncExternalStore } from 'react'
import { useLastValue } from './use-last-value.ts'

/** Host of a service, and host of the server where its users sign in. */
export interface SignInHosts {
  service: string
  server: string
}

/** Open question with a function to answer it. */
interface Question extends SignInHosts {
  answer: (isAllowed: boolean) => void
}

let current: Question | null = null
const listeners = new Set<() => void>()

const show = (question: Question | null): void => {
  current = question
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Asks the user whether to sign in on a different host than the service's. A question that is still open is
 * answered with no.
 */
export const confirmSignInAt = (hosts: SignInHosts): Promise<boolean> =>
  new Promise(resolve => {
    current?.answer(false)
    show({
      ...hosts,
      answer: isAllowed => {
        show(null)
        resolve(isAllowed)
      }
    })
  })

/**
 * Dialog that shows both hosts before the browser leaves the page. It stays open even if the form that
 * started the sign-in is unmounted.
 */
export const SignInQuestion = () => {
  const question = useSyncExternalStore(subscribe, () => current)
  // The hosts stay while the dialog fades out.
  const hosts = useLastValue<SignInHosts>(question)
  return (
    <AlertDialog
      open={question !== null}
      onOpenChange={open => !open && question?.answer(false)}
      title="Sign in at another host?"
      look="primary"
      confirm="Continue"
      onConfirm={() => question?.answer(true)}
    >
      <span className="font-code">{hosts?.service}</span> asks you to sign in at{' '}
      <span className="font-code [overflow-wrap:anywhere]">{hosts?.server}</span>. Continue only if you trust
      both hosts.
    </AlertDialog>
  )
}
