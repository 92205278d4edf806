import './styles.css'
import { loadLazyParts } from '@hookwright/ui'
import { TRPCClientError } from '@trpc/client'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { createAppRouter, fetchAhead } from './app/router.ts'
import { createActionRegistry } from './kit/actions/action-registry.ts'
import { openApi } from './kit/api/api.ts'
import { openTheme } from './kit/theme/theme.ts'

/** Logs all errors to the console except faults of the server, which the page shows. */
const complainUnlessSaid = (thrown: unknown): void => {
  if (!(thrown instanceof TRPCClientError)) console.error(thrown)
}

/** Creates all parts of the app, connects them and renders the app. */
const main = (): void => {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no element #root to draw into.')
  const api = openApi()
  const theme = openTheme({
    root: document.documentElement,
    storage: localStorage,
    systemDark: matchMedia('(prefers-color-scheme: dark)')
  })
  const registry = createActionRegistry()
  const router = createAppRouter(api)
  fetchAhead(router, api)
  loadLazyParts(window)
  createRoot(root, { onCaughtError: complainUnlessSaid }).render(
    <StrictMode>
      <App {...{ api, theme, registry, router }} />
    </StrictMode>
  )
}

main()
