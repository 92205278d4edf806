import { lazyPart, useLazy } from '@hookwright/ui'
import { useRouterState } from '@tanstack/react-router'
import { useFirstSteps } from '../../features/first-steps/use-first-steps.ts'

const lazyDock = lazyPart(() => import('../../screens/home/first-steps-dock.tsx'))

/** Onboarding steps in the navigation. Hidden on Home, which shows them in full. */
export const FirstSteps = ({ wide }: { wide: boolean }) => {
  const state = useFirstSteps()
  const isHome = useRouterState({ select: ({ location }) => location.pathname === '/' })
  const isShown = state !== null && !isHome
  const dock = useLazy(lazyDock, isShown)
  return isShown && dock !== null ? <dock.FirstStepsDock state={state} wide={wide} /> : null
}
