import '../styles.css'
import { loadLazyParts, ToastProvider, TooltipProvider } from '@hookwright/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openTheme } from '../kit/theme/theme.ts'
import { ThemeProvider } from '../kit/theme/use-theme.tsx'
import { Gallery } from './gallery.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('kit.html has no element #root to draw into.')
const theme = openTheme({
  root: document.documentElement,
  storage: localStorage,
  systemDark: matchMedia('(prefers-color-scheme: dark)')
})
loadLazyParts(window)
createRoot(root).render(
  <StrictMode>
    <ThemeProvider value={theme}>
      <TooltipProvider>
        <ToastProvider>
          <Gallery />
        </ToastProvider>
      </TooltipProvider>
    </ThemeProvider>
  </StrictMode>
)
