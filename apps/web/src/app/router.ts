import { type AnyRoute, type AnyRouteMatch, createRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Api } from '../kit/api/api.ts'
import { PageFault } from '../kit/page/page-fault.tsx'
import { PageGone } from '../kit/page/page-gone.tsx'
import { routeTree } from './routes/route-tree.ts'

/** Creates the router of all pages. It preloads the page of a link on hover. */
export const createAppRouter = (api: Api) =>
  createRouter({
    routeTree,
    context: { api },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultNotFoundComponent: PageGone,
    defaultErrorComponent: PageFault,
    scrollRestoration: true
  })

export type AppRouter = ReturnType<typeof createAppRouter>

/**
 * Prefetches the data and code of the page that is being opened, before the session is checked.
 *
 * Errors are ignored here: the page fetches again and shows them.
 */
export const fetchAhead = (router: AppRouter, api: Api): void => {
  const matches: AnyRouteMatch[] = router.matchRoutes(router.latestLocation)
  const routes = Object.values<AnyRoute>(router.routesById)
  const opened = matches.flatMap(({ routeId, params }) => {
    const route = routes.find(({ id }) => id === routeId)
    return route === undefined ? [] : [{ route, params }]
  })
  for (const { route, params } of opened) route.options.staticData?.ahead?.(api, params)
  // A browser fetches few things at once: what takes the server a while goes first, the many files of code behind it.
  setTimeout(() => {
    for (const { route } of opened) void router.loadRouteChunk(route)?.catch(() => {})
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
  interface StaticDataRouteOption {
    /** Breadcrumbs of the page. */
    crumbs?: readonly (() => ReactNode)[]
    /**
     * True for a page that shows its name and, on phones, a back link in its own header. The breadcrumb bar
     * then omits them.
     */
    hasHead?: boolean
    /** True for a page that renders the breadcrumb bar itself. */
    ownBar?: boolean
    /** True for a page that fills the whole screen of a phone and hides the tab bar, such as a canvas. */
    wholeScreen?: boolean
    /** Prefetches the data that the page needs. */
    ahead?: (api: Api, params: Record<string, string>) => void
  }
}
