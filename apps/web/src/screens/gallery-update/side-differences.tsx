import { linesOfSnapshot } from '@hookwright/engine'
import { compareFlowsOf } from '@hookwright/model'
import { useMemo } from 'react'
import { ChangeTable } from '../../features/comparison/change-table.tsx'
import { DifferenceBadge } from '../../features/comparison/difference-badge.tsx'
import { ChangesOfFlow } from '../compare/changes-of-flow.tsx'
import { nameOfDifference } from '../compare/compare-overview.tsx'
import type { Side } from '../compare/compared-side.ts'

/**
 * List of all differences between two states of a connector, grouped by flow. Each difference expands to its
 * details.
 */
export const SideDifferences = ({ before, after }: { before: Side; after: Side }) => {
  const flows = useMemo(() => compareFlowsOf(before.snapshot, after.snapshot), [before, after])
  const { about, authentication, branding } = useMemo(
    () => linesOfSnapshot(before.snapshot, after.snapshot),
    [before, after]
  )
  const settings = [...about, ...authentication, ...branding]
  if (flows.length === 0 && settings.length === 0)
    return <p className="m-0 text-body text-ink-2">No differences.</p>
  return (
    <div className="flex flex-col gap-2">
      {settings.length > 0 && (
        <details className="rounded-s border border-line px-3 py-2">
          <summary className="min-h-6 cursor-pointer text-label text-ink">
            Settings and authentication
          </summary>
          <div className="pt-2">
            <ChangeTable lines={settings} before={before.name} after={after.name} />
          </div>
        </details>
      )}
      {flows.map(difference => (
        <details key={difference.id} className="rounded-s border border-line px-3 py-2">
          <summary className="min-h-6 cursor-pointer text-label text-ink">
            <span className="inline-flex flex-wrap items-center gap-2">
              {nameOfDifference(difference)}
              <DifferenceBadge difference={difference} />
            </span>
          </summary>
          <div className="pt-2">
            {difference.is === 'changed' ? (
              <ChangesOfFlow difference={difference} before={before} after={after} hasCanvas={false} />
            ) : (
              <p className="m-0 text-small text-ink-2">
                {difference.is === 'added'
                  ? `This flow is new and does not exist in ${before.name}.`
                  : `This flow was removed and does not exist in ${after.name}.`}
              </p>
            )}
          </div>
        </details>
      ))}
    </div>
  )
}
