import { createRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Api } from './api/api.ts'
import { routeTree } from './routes.ts'
import { PageFault } from './shell/page-fault.tsx'
import { PageGone } from './shell/page-gone.tsx'

/** The router over all pages. What is under the pointer is fetched before it is clicked. */
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

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
  interface StaticDataRouteOption {
    /** What stands for this page in the line of where one is. */
    crumbs?: readonly (() => ReactNode)[]
  }
}
