import { SkipBack, SkipForward } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'

/** Going through the steps of a run by keys, from anywhere on the page. */
export const useRunActions = (
  count: number,
  at: number | null,
  onStep: (index: number | null) => void
): void => {
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'step.next',
          label: 'Go to the next step of the run',
          group: 'Run',
          icon: SkipForward,
          keys: ['J'],
          when: () => at !== null,
          run: () => at !== null && onStep(at === count - 1 ? null : at + 1)
        },
        {
          id: 'step.previous',
          label: 'Go to the previous step of the run',
          group: 'Run',
          icon: SkipBack,
          keys: ['K'],
          when: () => count > 0 && at !== 0,
          run: () => onStep(at === null ? count - 1 : at - 1)
        },
        {
          id: 'step.first',
          label: 'Go to the first step of the run',
          group: 'Run',
          when: () => count > 0 && at !== 0,
          run: () => onStep(0)
        }
      ],
      [count, at, onStep]
    )
  )
}
