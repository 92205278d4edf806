import { formatDrift, formatDriftCount } from '@hookwright/model'
import { Badge, Button, Checkbox, cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { type DriftView, type EventDrift, useWorkbench } from '../../view/workbench.ts'

const marks = { new: 'New', missing: 'Missing', unfit: 'Different type' }

/** Row of a difference between received and declared data: kind, frequency, first time and an example. */
export const DriftRow = ({
  drift,
  finding,
  tick,
  children
}: {
  drift: EventDrift
  finding: DriftView
  /** Checkbox for the proposed change; `null` if there is none. */
  tick: { label: string; checked: boolean; onChecked: (checked: boolean) => void } | null
  /** Actions for this difference. */
  children: ReactNode
}) => {
  const { sayTime } = useWorkbench()
  const { kind, firstAt, lastAt, exampleId } = finding
  const last = firstAt === lastAt ? '' : `, last ${sayTime(lastAt)}`
  return (
    <li className="flex items-start gap-3 border-t border-line py-3 first:border-t-0 first:pt-0 max-sm:flex-wrap">
      <div className="flex min-w-0 grow flex-col gap-0.5 max-sm:basis-full">
        {tick !== null && (
          <Checkbox label={tick.label} checked={tick.checked} onCheckedChange={tick.onChecked} />
        )}
        <div className={tick === null ? 'flex flex-col gap-0.5' : 'ml-8 flex flex-col gap-0.5'}>
          <p className="m-0 text-body break-words text-ink-2">
            <Badge tone={kind === 'new' ? 'info' : 'warn'} className="mr-1.5">
              {marks[kind]}
            </Badge>
            {formatDrift(finding)}
          </p>
          <p className="tabular m-0 text-small text-ink-3">
            {kind === 'missing' ? 'Missing' : 'Seen'} {formatDriftCount(finding, drift.looked)}, first{' '}
            {sayTime(firstAt)}
            {last}
            {exampleId !== null && (
              <>
                {' · '}
                <a
                  href={drift.hrefOf(exampleId)}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex min-h-6 items-center rounded-xs text-accent-text underline"
                >
                  Open example delivery
                </a>
              </>
            )}
          </p>
        </div>
      </div>
      <div className={cx('shrink-0', tick !== null && 'max-sm:ml-8')}>{children}</div>
    </li>
  )
}

/** Button that ignores a difference, or reports it again. */
export const IgnoreButton = ({ drift, finding }: { drift: EventDrift; finding: DriftView }) => {
  const isIgnored = finding.ignoredBy !== null
  return (
    <Button
      size="card"
      aria-label={`${isIgnored ? 'Stop ignoring' : 'Ignore'}: ${formatDrift(finding)}`}
      onClick={() => drift.ignore(finding.key, !isIgnored)}
    >
      {isIgnored ? 'Stop ignoring' : 'Ignore'}
    </Button>
  )
}
