import { buttonClass, Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { FormPage } from '../../kit/page/form-page.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { FirstAdminForm } from './first-admin-form.tsx'
import { waitsForAdmin } from './sign-in-api.ts'

/** Page of the first-admin link that the server prints. It creates the admin and signs them in. */
export const FirstAdminPage = () => {
  usePageTitle('First admin')
  const router = useRouter()
  // The code stands behind the #, where no log of any server sees it. While the next page loads, this one is still drawn: its
  // own address is the resolved one.
  const code = useRouterState({ select: state => (state.resolvedLocation ?? state.location).hash })
  const { data: waits } = useQuery({ queryKey: ['first-admin'], queryFn: waitsForAdmin })
  if (waits === false) {
    return (
      <FormPage title="An admin already exists">
        <p className="text-body text-ink-2">Sign in, or ask that admin to add you.</p>
        <Link to="/sign-in" className={buttonClass({ look: 'primary' })}>
          Go to the sign-in page
        </Link>
      </FormPage>
    )
  }
  return (
    <FormPage title="Set up Hookwright">
      <p className="text-body text-ink-2">
        Hookwright receives events from services and runs flows on this server. You are the first person here:
        choose a name and a password.
      </p>
      {code === '' && (
        <Notice tone="warn">
          This link is incomplete. Open the full link that the server printed when it started.
        </Notice>
      )}
      <FirstAdminForm code={code} onDone={() => void router.navigate({ to: '/' })} />
    </FormPage>
  )
}
