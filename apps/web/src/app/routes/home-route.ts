import { createRoute } from '@tanstack/react-router'
import type { Api } from '../../kit/api/api.ts'
import { latePage } from '../../kit/loading/late-page.ts'
import { HomeCrumb } from '../../screens/home/home-crumb.tsx'
import { newestDeliveries } from '../../screens/home/newest-deliveries.ts'
import { inside } from './root.ts'

/** Prefetches the data of the start page. */
const askForHome = (api: Api): void => {
  void api.queryClient.prefetchQuery(api.trpc.installation.checklist.queryOptions())
  void api.queryClient.prefetchQuery(api.trpc.deliveries.list.queryOptions(newestDeliveries))
}

/** The start page. */
export const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  staticData: { crumbs: [HomeCrumb], ahead: askForHome },
  loader: ({ context: { api } }) => askForHome(api),
  component: latePage(() => import('../../screens/home/home-page.tsx'), 'HomePage')
})
