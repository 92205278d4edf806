import { createRoute, redirect } from '@tanstack/react-router'
import { latePage } from '../../kit/loading/late-page.ts'
import { inside } from './root.ts'

const handbookStart = createRoute({
  getParentRoute: () => inside,
  path: '/handbook',
  beforeLoad: () => {
    throw redirect({ to: '/handbook/$page', params: { page: 'walkthrough' }, replace: true })
  }
})

const handbook = createRoute({
  getParentRoute: () => inside,
  path: '/handbook/$page',
  component: latePage(() => import('../../screens/handbook/handbook-page.tsx'), 'HandbookPage')
})

/** Routes of the handbook. */
export const handbookRoutes = [handbookStart, handbook] as const
