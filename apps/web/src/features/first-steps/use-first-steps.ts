import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { useStoredFlag } from '../../kit/page/use-stored-flag.ts'
import { type Checklist, type FirstStep, firstStepsOf } from './first-steps.ts'
import { useVisitedSteps } from './page-visits.ts'

/** State of the first steps for the navigation. */
export interface FirstStepsState {
  /** The six counted steps. */
  steps: FirstStep[]
  done: number
  sample: Checklist['sample']
  hide: () => void
}

/**
 * Returns the state of the first steps.
 *
 * `null` while they are hidden or loading, and for users who may not load the sample. Hidden steps are not
 * fetched.
 */
export const useFirstSteps = (): FirstStepsState | null => {
  const [hidden, setHidden] = useStoredFlag('first-steps-hidden', false)
  const looks = useVisitedSteps()
  const whyNotMaker = useWhyNotMaker()
  const { data } = useQuery({ ...useTrpc().installation.checklist.queryOptions(), enabled: !hidden })
  if (hidden || data === undefined || (data.sample === null && whyNotMaker !== null)) return null
  const steps = firstStepsOf(data, looks).slice(0, -1)
  return {
    steps,
    done: steps.filter(({ is }) => is === 'done').length,
    sample: data.sample,
    hide: () => setHidden(true)
  }
}
