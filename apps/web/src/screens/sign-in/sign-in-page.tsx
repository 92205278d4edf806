import { Notice } from '@hookwright/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useApi } from '../../kit/api/use-api.tsx'
import { FormPage } from '../../kit/page/form-page.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { waitsForAdmin } from './sign-in-api.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Page for signing in. */
export const SignInPage = () => {
  usePageTitle('Sign in')
  const router = useRouter()
  const queryClient = useQueryClient()
  const { serverStatus } = useApi()
  const { to = '/' } = useSearch({ from: '/sign-in' })
  const { data: waits } = useQuery({ queryKey: ['first-admin'], queryFn: waitsForAdmin })
  const enter = (): void => {
    queryClient.clear()
    serverStatus.note(null)
    router.history.push(to)
  }
  if (waits === true) {
    return (
      <FormPage title="No admin account yet">
        <Notice tone="info">Open the first-admin link that the server printed when it started.</Notice>
      </FormPage>
    )
  }
  return (
    <FormPage title="Sign in" below="No account? Ask an admin to add you.">
      <SignInForm onSignedIn={enter} />
    </FormPage>
  )
}
