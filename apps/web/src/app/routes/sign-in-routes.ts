import { createRoute } from '@tanstack/react-router'
import { latePage } from '../../kit/loading/late-page.ts'
import { ownPathIn, withoutNothing } from '../../kit/page/search-params.ts'
import { root } from './root.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  /** Path to open after signing in. */
  validateSearch: (search): { to?: string | undefined } => withoutNothing({ to: ownPathIn(search.to) }),
  component: latePage(() => import('../../screens/sign-in/sign-in-page.tsx'), 'SignInPage')
})

const firstAdmin = createRoute({
  getParentRoute: () => root,
  path: '/first-admin',
  component: latePage(() => import('../../screens/sign-in/first-admin-page.tsx'), 'FirstAdminPage')
})

/** The doors. */
export const signInRoutes = [signIn, firstAdmin] as const
