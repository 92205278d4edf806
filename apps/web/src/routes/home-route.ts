import { createRoute } from '@tanstack/react-router'
import type { Api } from '../api/api.ts'
import { HomeCrumb } from '../home/home-crumb.tsx'
import { newestDeliveries } from '../home/newest-deliveries.ts'
import { latePage } from '../late-page.ts'
import { inside } from './root.ts'

/** What the start page shows at once. */
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
  component: latePage(() => import('../home/home-page.tsx'), 'HomePage')
})
