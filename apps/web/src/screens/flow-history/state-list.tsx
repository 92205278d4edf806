import { cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { formatChanges, type ListedState, titleOfState } from './format-state.ts'

/**
 * Returns the class names of a state's dot on the timeline: filled for a revision, accent color for the
 * current draft.
 */
const dotOf = ({ is, isCurrent }: ListedState): string => {
  if (isCurrent) return 'border-accent bg-accent'
  return is === 'revision' ? 'border-(--rail-done) bg-(--rail-done)' : 'border-(--rail) bg-surface'
}

const Entry = ({ state, isChosen }: { state: ListedState; isChosen: boolean }) => {
  const by = state.is === 'revision' ? '' : ` · ${state.byName ?? 'Hookwright'}`
  return (
    <li className="relative">
      <Link
        to="."
        search={before => ({ ...before, at: state.key })}
        replace
        aria-current={isChosen || undefined}
        className={cx(
          'relative flex flex-col gap-0.5 rounded-s py-2 pr-3 pl-9 focus-visible:z-1',
          isChosen ? 'bg-accent-soft' : 'hover:bg-hover'
        )}
      >
        <span
          aria-hidden
          className={cx('absolute top-3.5 left-3 size-2.5 rounded-full border-2', dotOf(state))}
        />
        <span className="text-label text-ink">{titleOfState(state)}</span>
        <span className="tabular text-small text-ink-2">
          {minuteTime(state.at)}
          {by}
        </span>
        {formatChanges(state).map(line => (
          <span key={line} className="text-small wrap-anywhere text-ink-2">
            {line}
          </span>
        ))}
      </Link>
    </li>
  )
}

/** Timeline of a flow's states, newest first. */
export const StateList = ({
  states,
  chosen
}: {
  states: readonly ListedState[]
  chosen: string | undefined
}) => (
  <ol aria-label="States of the flow" className="relative m-0 flex list-none flex-col p-0">
    <li aria-hidden className="absolute top-5 bottom-6 left-4 w-0.5 bg-(--rail) opacity-60" />
    {states.map(state => (
      <Entry key={state.key} state={state} isChosen={state.key === chosen} />
    ))}
  </ol>
)
