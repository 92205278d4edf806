import { createRoute, redirect } from '@tanstack/react-router'
import { lazyPage } from '../../kit/loading/lazy-page.ts'
import { textIn } from '../../kit/page/search-params.ts'
import { inside } from './root.ts'

const helpStart = createRoute({
  getParentRoute: () => inside,
  path: '/help',
  beforeLoad: () => {
    throw redirect({ to: '/help/$page', params: { page: 'guide' }, replace: true })
  }
})

const help = createRoute({
  getParentRoute: () => inside,
  path: '/help/$page',
  /** Search text in the URL of a help page. */
  validateSearch: (search): { q?: string | undefined } => ({ q: textIn(search.q) }),
  component: lazyPage(() => import('../../screens/help/help-page.tsx'), 'HelpPage')
})

/** Routes of Help. */
export const helpRoutes = [helpStart, help] as const
