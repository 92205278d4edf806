import { type ComparedStep as Compared, keyOfPath } from '@hookwright/engine'
import type { Step } from '@hookwright/model'
import { Badge, type Tone } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Equal, type LucideIcon, Minus, Pencil, Plus } from 'lucide-react'
import { formatCount } from '../../../kit/page/format-count.ts'
import { ComparedFields } from './compared-fields.tsx'
import type { ComparedRuns, ComparedSide } from './compared-runs.ts'
import { differenceLabels } from './format-comparison.ts'

const looks: Record<Compared['is'], { tone: Tone; icon: LucideIcon }> = {
  same: { tone: 'neutral', icon: Equal },
  changed: { tone: 'info', icon: Pencil },
  'only-old': { tone: 'warn', icon: Minus },
  'only-next': { tone: 'ok', icon: Plus }
}

/** Mark for the difference of a step between two runs. */
const DifferenceMark = ({ is }: { is: Compared['is'] }) => {
  const { tone, icon: Icon } = looks[is]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {differenceLabels[is]}
    </Badge>
  )
}

const depthOf = ({ path }: Compared): number => path.filter(part => typeof part === 'string').length - 1

/** Link to a step in its own run. */
const StepLink = ({
  side,
  path,
  words,
  name
}: {
  side: ComparedSide
  path: Step['path']
  words: string
  name: string
}) => {
  const place = side.placeOf(path)
  if (place === null) return null
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: side.open.run.id }}
      search={{ step: place }}
      aria-label={`${words}: ${name}`}
      className="inline-flex min-h-6 items-center rounded-xs text-small text-accent-text hover:underline"
    >
      {words}
    </Link>
  )
}

const endOf = (step: Step | null): string => {
  if (step === null) return 'not reached'
  return step.fault === undefined ? step.status : `${step.status}: ${step.fault.message}`
}

/** Final state of a step in each run. Renders nothing if both are equal. */
const Ends = ({ old, next }: Pick<Compared, 'old' | 'next'>) => {
  if (endOf(old) === endOf(next)) return null
  return (
    <dl className="m-0 grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1 text-small">
      <dt className="text-ink-3">Before</dt>
      <dd className="m-0 break-words text-ink">{endOf(old)}</dd>
      <dt className="text-ink-3">After</dt>
      <dd className="m-0 break-words text-ink">{endOf(next)}</dd>
    </dl>
  )
}

/** Step of two compared runs: its kind of difference, and each output that differs. */
export const ComparedStep = ({ compared, runs }: { compared: Compared; runs: ComparedRuns }) => {
  const { path, is, old, next, fields } = compared
  const name = runs.next.nameOf(path) ?? runs.old.nameOf(path) ?? keyOfPath(path)
  const same = fields.filter(field => field.is === 'same').length
  return (
    <li
      className="flex scroll-mt-4 flex-col gap-2 rounded-m border border-line bg-surface p-3"
      style={{ marginLeft: `${Math.min(depthOf(compared), 4) * 16}px` }}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2
          className="m-0 min-w-0 text-label text-ink"
          tabIndex={-1}
          data-differs={is !== 'same' || undefined}
        >
          <span className="break-words">{name}</span>
        </h2>
        <DifferenceMark is={is} />
        <span className="ml-auto flex flex-wrap gap-x-3">
          <StepLink side={runs.old} path={path} words="Step before" name={name} />
          <StepLink side={runs.next} path={path} words="Step after" name={name} />
        </span>
      </div>
      <Ends old={old} next={next} />
      <ComparedFields
        label={`Outputs of ${name} that differ`}
        fields={fields}
        labelOf={field => runs.next.labelOf(path, field) ?? runs.old.labelOf(path, field) ?? field}
      />
      {same > 0 && is !== 'same' && (
        <p className="m-0 text-small text-ink-3">{`${formatCount(same, 'identical output')}.`}</p>
      )}
    </li>
  )
}
