import { createRoute } from '@tanstack/react-router'
import { PageGone } from '../../kit/page/page-gone.tsx'
import { builderRoutes } from './builder-routes.ts'
import { flowRoutes } from './flow-routes.ts'
import { home } from './home-route.ts'
import { inside, root } from './root.ts'
import { settingsRoutes } from './settings-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** Every other address: there is nothing, and the shell leads on. */
const gone = createRoute({ getParentRoute: () => inside, path: '$', component: PageGone })

/** Every page there is. */
export const routeTree = root.addChildren([
  ...signInRoutes,
  inside.addChildren([home, ...builderRoutes, ...flowRoutes, ...settingsRoutes, gone])
])
