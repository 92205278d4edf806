import { keyOfPath } from '@hookwright/engine'
import { isInProgress } from '@hookwright/model'
import { EmptyState, Notice, Switch } from '@hookwright/ui'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import type { Action } from '../../../kit/actions/action.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'
import { ComparedFields } from './compared-fields.tsx'
import { type ComparedRuns, comparedRuns } from './compared-runs.ts'
import { ComparedStep } from './compared-step.tsx'
import { formatComparison } from './format-comparison.ts'
import { RunFacts } from './run-facts.tsx'

/**
 * Returns a sentence that says why a run cannot be compared, such as that it is still in progress; null if it
 * can.
 */
const whyNothing = (title: string, open: OpenedRun): string | null => {
  if (isInProgress(open.run.status))
    return `${title} is still in progress. Its outputs are compared when it has ended.`
  return open.run.steps === null
    ? `The outputs of ${title.toLowerCase()} are not stored: its flow saves no data, or the run was interrupted.`
    : null
}

/** Registers the shortcuts that move between differences. Returns the ref of the list. */
const useGoing = (): React.RefObject<HTMLOListElement | null> => {
  const list = useRef<HTMLOListElement>(null)
  useActions(
    useMemo((): Action[] => {
      const go = (by: 1 | -1): void => {
        const all = [...(list.current?.querySelectorAll<HTMLElement>('[data-differs]') ?? [])]
        const at = all.findIndex(each => each.matches(':focus'))
        const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by]
        next?.focus()
        next?.closest('li')?.scrollIntoView({ block: 'nearest' })
      }
      return [
        {
          id: 'difference.next',
          label: 'Go to the next step that differs',
          group: 'Comparison',
          icon: ChevronDown,
          keys: ['J'],
          run: () => go(1)
        },
        {
          id: 'difference.previous',
          label: 'Go to the previous step that differs',
          group: 'Comparison',
          icon: ChevronUp,
          keys: ['K'],
          run: () => go(-1)
        }
      ]
    }, [])
  )
  return list
}

/**
 * List for comparing two runs that each started one run per record. Each row links to the comparison of the
 * two runs for the same record.
 */
const ComparedRecords = ({ runs: { old, next } }: { runs: ComparedRuns }) => {
  const pairs = (next.open.records ?? []).flatMap(after => {
    const before = old.open.records?.find(({ recordIndex }) => recordIndex === after.recordIndex)
    return before === undefined ? [] : [{ before, after }]
  })
  if (pairs.length === 0) return null
  return (
    <nav aria-label="Records side by side" className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-label text-ink-2">Compare runs for</span>
      {pairs.map(({ before, after }) => (
        <Link
          key={after.id}
          to="/runs/$runId/compare"
          params={{ runId: after.id }}
          search={{ with: before.id }}
          className="inline-flex min-h-6 items-center rounded-xs text-label text-accent-text hover:underline"
        >
          record {(after.recordIndex ?? 0) + 1}
        </Link>
      ))}
    </nav>
  )
}

/** Comparison of two runs: their headers, number of differences, and differing steps. */
export const RunComparison = ({ one, other }: { one: OpenedRun; other: OpenedRun }) => {
  const { all = false } = useSearch({ from: '/inside/runs/$runId/compare' })
  const navigate = useNavigate()
  const runs = useMemo(() => comparedRuns(one, other), [one, other])
  const list = useGoing()
  const { old, next, steps, result } = runs
  const nothing = whyNothing('The earlier run', old.open) ?? whyNothing('The later run', next.open)
  const words = nothing ?? formatComparison(steps, result.length > 0)
  const shown = all ? steps : steps.filter(({ is }) => is !== 'same')
  return (
    <div className="flex w-full max-w-6xl flex-col gap-4 overflow-y-auto px-8 py-6 max-md:p-4">
      <h1 className="m-0 text-h1">Two runs of {next.open.flow.name}</h1>
      <div className="flex flex-wrap gap-3">
        <RunFacts title="Before" open={old.open} />
        <RunFacts title="After" open={next.open} />
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <p aria-live="polite" className="m-0 min-w-0 grow text-body text-ink">
          {nothing === null && words}
        </p>
        {nothing === null && steps.length > 0 && (
          <Switch
            label="Show identical steps"
            checked={all}
            onCheckedChange={checked =>
              void navigate({
                to: '.',
                search: before => ({ ...before, all: checked ? true : undefined }),
                replace: true
              })
            }
          />
        )}
      </div>
      {nothing !== null && <Notice tone="info">{nothing}</Notice>}
      <ComparedRecords runs={runs} />
      {nothing === null && (
        <>
          {shown.length === 0 && result.length === 0 && steps.length > 0 && (
            <EmptyState title="No differences">
              All steps have the same status and values. Times are not compared.
            </EmptyState>
          )}
          <ol ref={list} aria-label="Steps side by side" className="m-0 flex list-none flex-col gap-2 p-0">
            {shown.map(compared => (
              <ComparedStep key={keyOfPath(compared.path)} compared={compared} runs={runs} />
            ))}
          </ol>
          {result.length > 0 && (
            <section
              aria-label="Result"
              className="flex flex-col gap-2 rounded-m border border-line bg-surface p-3"
            >
              <h2 className="m-0 text-label text-ink">Result</h2>
              <ComparedFields label="Differences in the result" fields={result} labelOf={field => field} />
            </section>
          )}
        </>
      )}
    </div>
  )
}
