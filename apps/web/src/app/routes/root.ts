import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import type { Api } from '../../kit/api/api.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { Shell } from '../shell/shell.tsx'

/** Root route of all pages. */
export const root = createRootRouteWithContext<{ api: Api }>()({ component: Outlet })

/** Query of the signed-in person, which is refetched only after a change notification. */
const meQuery = (api: Api) => ({ ...api.trpc.people.me.queryOptions(), staleTime: Number.POSITIVE_INFINITY })

/** Redirects to the sign-in page if nobody is signed in. */
export const mustBeSignedIn = async ({
  context: { api },
  location
}: {
  context: { api: Api }
  location: { href: string }
}): Promise<void> => {
  try {
    await api.queryClient.ensureQueryData(meQuery(api))
  } catch (thrown) {
    if (faultOf(thrown).code !== 'sign-in.needed') throw thrown
    throw redirect({ to: '/sign-in', search: { to: location.href } })
  }
}

/** Parent route of all pages that require a session. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  staticData: { ahead: api => void api.queryClient.prefetchQuery(meQuery(api)) },
  beforeLoad: mustBeSignedIn,
  component: Shell
})
