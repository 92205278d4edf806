import { ToastProvider, TooltipProvider } from '@hookwright/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { ActionRegistry } from '../kit/actions/action-registry.ts'
import { ActionsProvider } from '../kit/actions/use-actions.tsx'
import type { Api } from '../kit/api/api.ts'
import { ApiProvider } from '../kit/api/use-api.tsx'
import { SignInQuestion } from '../kit/page/sign-in-question.tsx'
import type { Theme } from '../kit/theme/theme.ts'
import { ThemeProvider } from '../kit/theme/use-theme.tsx'
import type { AppRouter } from './router.ts'

/** Root component of the web app. */
export const App = ({
  api,
  theme,
  registry,
  router
}: {
  api: Api
  theme: Theme
  registry: ActionRegistry
  router: AppRouter
}) => (
  <ThemeProvider value={theme}>
    <ApiProvider value={api}>
      <QueryClientProvider client={api.queryClient}>
        <ActionsProvider registry={registry}>
          <TooltipProvider>
            <ToastProvider>
              <RouterProvider router={router} />
              <SignInQuestion />
            </ToastProvider>
          </TooltipProvider>
        </ActionsProvider>
      </QueryClientProvider>
    </ApiProvider>
  </ThemeProvider>
)
