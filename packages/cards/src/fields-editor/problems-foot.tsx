import { cx } from '@hookwright/ui'
import { X } from 'lucide-react'

/** Something that keeps a draft from being applied. */
export interface PlacedProblem {
  /** The id in the page of the control where it is mended; null where it is not mended here. */
  id: string | null
  /** A sentence: what is wrong and what to do. */
  say: string
}

/** What keeps a draft from being applied, at the foot of its dialog; each leads to its place. */
export const ProblemsFoot = ({
  problems,
  onJump
}: {
  problems: readonly PlacedProblem[]
  onJump: (id: string) => void
}) => (
  <div className={cx('mr-auto min-w-0', problems.length > 0 && 'grow basis-60 max-md:basis-full')}>
    <p aria-live="polite" className="m-0 text-small font-medium text-err empty:hidden">
      {problems.length > 0 && (
        <span className="inline-flex items-center gap-1">
          <X aria-hidden className="size-3.5" strokeWidth={2} />
          {problems.length === 1 ? '1 problem' : `${problems.length} problems`}
        </span>
      )}
    </p>
    {problems.length > 0 && (
      <ul aria-label="Problems" className="m-0 max-h-13 list-none overflow-y-auto p-0">
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
