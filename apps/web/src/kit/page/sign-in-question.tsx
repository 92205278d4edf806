import { AlertDialog } from '@hookwright/ui'
import { useSyncExternalStore } from 'react'
import { useLastValue } from './use-last-value.ts'

/** Hosts of a service and of the server where it sends a person to sign in. */
export interface SignInHosts {
  service: string
  server: string
}

/** Question that waits for its answer. */
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

/** Asks if the browser may leave for another host than that of the service. An older question is answered with no. */
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

/** Dialog that names both hosts before the browser leaves. It outlives the form that began the sign-in. */
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
      <span className="font-code">{hosts?.service}</span> signs in at{' '}
      <span className="font-code [overflow-wrap:anywhere]">{hosts?.server}</span>. Continue only if you know
      both: whoever runs the service named that address.
    </AlertDialog>
  )
}
