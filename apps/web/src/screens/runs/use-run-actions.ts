import { SkipBack, SkipForward } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'

/** Registers the keys that move through the steps of a run, from anywhere on the page. */
export const useRunActions = (
  count: number,
  /** Index of the step whose details are shown. */
  chosen: number | null,
  onStep: (index: number) => void
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
          when: () => chosen !== null && chosen < count - 1,
          run: () => chosen !== null && onStep(chosen + 1)
        },
        {
          id: 'step.previous',
          label: 'Go to the previous step of the run',
          group: 'Run',
          icon: SkipBack,
          keys: ['K'],
          when: () => chosen !== null && chosen > 0,
          run: () => chosen !== null && onStep(chosen - 1)
        },
        {
          id: 'step.first',
          label: 'Go to the first step of the run',
          group: 'Run',
          when: () => count > 0 && chosen !== 0,
          run: () => onStep(0)
        }
      ],
      [count, chosen, onStep]
    )
  )
}
