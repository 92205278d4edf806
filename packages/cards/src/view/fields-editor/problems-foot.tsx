import { cx, Kbd } from '@hookwright/ui'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { placeControl } from './place-control.tsx'

/** Problem that keeps a draft from being applied. */
export interface PlacedProblem {
  /** The id in the page of the control where it is mended; null where it is not mended here. */
  id: string | null
  /** Sentence with the problem and its fix. */
  say: string
}

/** Returns the DOM id of the next or previous problem from the focused control, cyclically. */
const nextPlace = (problems: readonly PlacedProblem[], by: 1 | -1): string | undefined => {
  const places = [...new Set(problems.flatMap(({ id }) => id ?? []))]
  const now = places.findIndex(id => placeControl(id) === document.activeElement)
  return places.at(now < 0 ? Math.min(0, by) : (now + by) % places.length)
}

/** List of problems that block applying a draft, at the foot of its dialog. Each links to its place; F8 steps through them. */
export const ProblemsFoot = ({
  problems,
  onJump
}: {
  problems: readonly PlacedProblem[]
  onJump: (id: string) => void
}) => {
  const foot = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const dialog = foot.current?.closest<HTMLElement>('[role=dialog]')
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F8' || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const next = nextPlace(problems, event.shiftKey ? -1 : 1)
      if (next !== undefined) onJump(next)
    }
    dialog?.addEventListener('keydown', press)
    return () => dialog?.removeEventListener('keydown', press)
  }, [problems, onJump])

  return (
    <div
      ref={foot}
      className={cx('mr-auto min-w-0', problems.length > 0 && 'grow basis-60 max-md:basis-full')}
    >
      <p aria-live="polite" className="m-0 text-small font-medium text-err empty:hidden">
        {problems.length > 0 && (
          <span className="inline-flex items-center gap-1">
            <X aria-hidden className="size-3.5" strokeWidth={2} />
            {problems.length === 1 ? '1 problem' : `${problems.length} problems`}
            <span aria-hidden className="ml-1 max-md:hidden">
              <Kbd keys="F8" />
            </span>
          </span>
        )}
      </p>
      {problems.length > 0 && (
        <ul aria-label="Problems" className="m-0 max-h-13 max-md:max-h-24 list-none overflow-y-auto p-0">
          {problems.map(({ id, say }) => (
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
