import { cx, Kbd } from '@hookwright/ui'
import { TriangleAlert, X } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { placeControl } from './place-control.tsx'

/** Problem that prevents a draft from being applied, or a warning about the draft. */
export interface PlacedProblem {
  /** DOM id of the control that fixes the problem; null if no control in this dialog does. */
  id: string | null
  /** Sentence that states the problem and its fix. */
  say: string
}

const none: readonly PlacedProblem[] = []

/**
 * Returns the id of the next problem's control after the focused one, or of the previous one for -1. Starts
 * over at the end of the list.
 */
const nextPlace = (problems: readonly PlacedProblem[], by: 1 | -1): string | undefined => {
  const places = [...new Set(problems.flatMap(({ id }) => id ?? []))]
  const now = places.findIndex(id => placeControl(id) === document.activeElement)
  return places.at(now < 0 ? Math.min(0, by) : (now + by) % places.length)
}

/**
 * List of problems and warnings at the foot of a dialog. Problems block applying the draft. Each entry links
 * to its control; F8 steps through them.
 */
export const ProblemsFoot = ({
  problems,
  warnings = none,
  onJump
}: {
  problems: readonly PlacedProblem[]
  warnings?: readonly PlacedProblem[]
  onJump: (id: string) => void
}) => {
  const listed = useMemo(() => [...problems, ...warnings], [problems, warnings])
  const foot = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const dialog = foot.current?.closest<HTMLElement>('[role=dialog]')
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F8' || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const next = nextPlace(listed, event.shiftKey ? -1 : 1)
      if (next !== undefined) onJump(next)
    }
    dialog?.addEventListener('keydown', press)
    return () => dialog?.removeEventListener('keydown', press)
  }, [listed, onJump])

  return (
    <div ref={foot} className={cx('mr-auto min-w-0', listed.length > 0 && 'grow basis-60 max-md:basis-full')}>
      <p aria-live="polite" className="m-0 flex items-center gap-2 text-small font-medium empty:hidden">
        {problems.length > 0 && (
          <span className="inline-flex items-center gap-1 text-err">
            <X aria-hidden className="size-3.5" strokeWidth={2} />
            {problems.length === 1 ? '1 problem' : `${problems.length} problems`}
          </span>
        )}
        {warnings.length > 0 && (
          <span className="inline-flex items-center gap-1 text-warn">
            <TriangleAlert aria-hidden className="size-3.5" strokeWidth={2} />
            {warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`}
          </span>
        )}
        {listed.length > 0 && (
          <span aria-hidden className="max-md:hidden">
            <Kbd keys="F8" />
          </span>
        )}
      </p>
      {listed.length > 0 && (
        <ul
          aria-label={problems.length > 0 ? 'Problems' : 'Warnings'}
          className="m-0 max-h-13 max-md:max-h-24 list-none overflow-y-auto p-0"
        >
          {listed.map(({ id, say }) => (
            <li key={`${id} ${say}`}>
              {id === null ? (
                <span className="text-small text-ink-2">{say}</span>
              ) : (
                <button
                  type="button"
                  className="min-h-6 rounded-xs text-left text-small text-ink-2 hover:text-ink hover:underline"
                  onClick={() => onJump(id)}
                >
                  {say}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
