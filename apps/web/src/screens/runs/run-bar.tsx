import { type Id, shownFlowName } from '@hookwright/model'
import { buttonClass, cx, IconButton, Menu, type MenuEntry } from '@hookwright/ui'
import { Link, useNavigate } from '@tanstack/react-router'
import { Braces, ChevronDown, ChevronRight, ChevronUp, Columns2, Ellipsis, Inbox, Pin } from 'lucide-react'
import type { Frame } from '../../features/canvas/pins/run-frames.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { runTook } from '../../features/history/format-run-time.ts'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { ReplayButton } from '../../features/replays/replay-button.tsx'
import { runKindLabels } from '../../features/run-view/format-run.ts'
import { Breadcrumb } from '../../kit/page/breadcrumb.tsx'
import { crumbClass } from '../../kit/page/crumb.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { CompareWith } from './compare/compare-with.tsx'
import { type DraftEdit, EditDraft, useEditDraft } from './edit-draft.tsx'

const Sibling = ({ runId, words, back = false }: { runId: string | null; words: string; back?: boolean }) => {
  if (runId === null) return null
  const Icon = back ? ChevronDown : ChevronUp
  return (
    <Link
      to="/runs/$runId"
      params={{ runId }}
      aria-label={words}
      title={words}
      className={cx(buttonClass({ look: 'quiet' }), 'px-2!')}
    >
      <Icon aria-hidden className="size-4" strokeWidth={1.75} />
    </Link>
  )
}

/**
 * Returns the subject of a run of a user's flow, such as a person. Null for other runs, and if it is unknown.
 */
const subjectOfRun = ({ run, isMakers, delivery }: OpenedRun): string | null =>
  run.kind === 'flow' && !isMakers && run.recordIndex === null ? (delivery?.subject ?? null) : null

/** Name of a run: the subject of its event, such as a person, or the name of its flow. */
const RunName = ({ open }: { open: OpenedRun }) => {
  const { run, flow, isMakers, ofFlow } = open
  const subject = subjectOfRun(open)
  if (subject !== null)
    return (
      <span className="min-w-0 truncate max-md:basis-full">
        <span className="sr-only">
          {runKindLabels[run.kind]} of {flow.name}:{' '}
        </span>
        {subject}
      </span>
    )
  return (
    <span className="min-w-0 truncate max-md:basis-full">
      {runKindLabels[run.kind]} of {(isMakers || ofFlow === null) && flow.name}
      {isMakers && ofFlow !== null && ', started for '}
      {ofFlow !== null && (
        <Link
          to="/flows/$flowId"
          params={{ flowId: ofFlow.id }}
          className="rounded-xs underline decoration-line-strong decoration-1 underline-offset-4"
        >
          {ofFlow.name}
        </Link>
      )}
    </span>
  )
}

/** Breadcrumb of a run's flow, shown if the run is named after its subject. */
const FlowCrumb = ({ flow }: { flow: { id: Id; name: string | null } }) => (
  <>
    <Link
      to="/flows/$flowId"
      params={{ flowId: flow.id }}
      className={cx(crumbClass, 'text-ink-2 max-md:hidden')}
    >
      {shownFlowName(flow.name)}
    </Link>
    <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3 max-md:hidden" strokeWidth={1.75} />
  </>
)

/** Title of a run: its name, and in small text its status, time, duration and version. */
const RunTitle = ({ open }: { open: OpenedRun }) => {
  const { run, version, ofFlow } = open
  return (
    <span className="flex min-w-0 items-center gap-1">
      {subjectOfRun(open) !== null && ofFlow !== null && <FlowCrumb flow={ofFlow} />}
      <h1 className="m-0 flex min-w-0 items-center gap-x-3 px-1 text-h3 text-ink max-md:flex-wrap max-md:gap-x-2">
        <RunName open={open} />
        <RunBadge status={run.status} />
        <span className="tabular min-w-0 shrink truncate text-small max-md:w-0 max-md:grow font-normal text-ink-2">
          <time dateTime={new Date(run.startedAt).toISOString()} title={exactTime(run.startedAt)}>
            {rowTime(run.startedAt, Date.now())}
          </time>
          {/* The tab of the run has the rest on phones. */}
          <span className="max-md:hidden">
            {run.finishedAt !== null && ` · ${runTook(run, '')}`}
            {version !== null && ` · v${version.number}`}
          </span>
        </span>
      </h1>
    </span>
  )
}

/** Menu of further actions on a run. On phones it also contains the actions of the bar. */
const MoreMenu = ({
  open,
  at,
  isSmall,
  draft
}: {
  open: OpenedRun
  at: number | null
  isSmall: boolean
  draft: DraftEdit | null
}) => {
  const navigate = useNavigate()
  const { run, delivery, siblings, isMakers } = open
  const before = run.replayOf ?? siblings.previous
  const icon = { 'aria-hidden': true, strokeWidth: 1.75 } as const
  const toRun = (id: string, label: string, runId: string | null, mark: MenuEntry['icon']): MenuEntry[] =>
    runId === null
      ? []
      : [{ id, label, icon: mark, run: () => void navigate({ to: '/runs/$runId', params: { runId } }) }]
  const entries: MenuEntry[] = [
    ...(!isMakers && run.steps !== null
      ? [
          {
            id: 'values',
            label: 'Show values on the current flow',
            icon: <Braces {...icon} />,
            run: () =>
              void navigate({
                to: '/flows/$flowId',
                params: { flowId: run.flowId },
                search: { run: run.id, ...(at !== null && { step: at + 1 }) }
              })
          }
        ]
      : []),
    ...(delivery === null
      ? []
      : [
          {
            id: 'delivery',
            label: 'Open the delivery',
            icon: <Inbox {...icon} />,
            run: () => void navigate({ to: '/deliveries/$deliveryId', params: { deliveryId: delivery.id } })
          }
        ])
  ]
  const small: MenuEntry[] = [
    ...(draft === null
      ? []
      : [
          {
            id: 'draft',
            label: 'Edit draft with this run’s data',
            icon: <Pin {...icon} />,
            run: draft.edit,
            ...(draft.why !== null && { disabled: draft.why })
          }
        ]),
    ...(before === null
      ? []
      : [
          {
            id: 'compare',
            label: 'Compare with the previous run',
            icon: <Columns2 {...icon} />,
            run: () =>
              void navigate({
                to: '/runs/$runId/compare',
                params: { runId: run.id },
                search: { with: before }
              })
          }
        ]),
    ...toRun('later', 'Later run', siblings.next, <ChevronUp {...icon} />),
    ...toRun('earlier', 'Earlier run', siblings.previous, <ChevronDown {...icon} />)
  ]
  const groups = isSmall ? [entries, small] : [entries]
  if (groups.flat().length === 0) return null
  return (
    <Menu
      groups={groups.filter(group => group.length > 0)}
      trigger={<IconButton label="More for this run" icon={<Ellipsis aria-hidden />} />}
    />
  )
}

/** Bar of a run: its identity, its result, and its actions. */
export const RunBar = ({
  open,
  frames,
  at
}: {
  open: OpenedRun
  /** Flows around the displayed step. */
  frames: Frame[]
  at: number | null
}) => {
  const { run, siblings, delivery } = open
  const isSmall = useMedia('(max-width: 767px)')
  const draft = useEditDraft(open, frames)
  return (
    <header className="relative flex min-h-(--h-top-bar) shrink-0 items-center gap-x-1 border-b border-line bg-surface pr-3 pl-7 max-md:min-h-14 max-md:py-1 max-md:pr-2 max-md:pl-12">
      <span className="flex min-w-0 grow items-center pr-3 max-md:pr-1">
        <Breadcrumb here={<RunTitle open={open} />} />
        {!isSmall && (
          <>
            <Sibling runId={siblings.next} words="Later run" />
            <Sibling runId={siblings.previous} words="Earlier run" back />
          </>
        )}
      </span>
      {!isSmall && (
        <>
          <CompareWith open={open} />
          {draft !== null && <EditDraft draft={draft} />}
        </>
      )}
      <MoreMenu open={open} at={at} isSmall={isSmall} draft={draft} />
      {run.kind === 'flow' && delivery !== null && (
        <span className="pl-1">
          <ReplayButton
            size="page"
            isIcon
            runId={run.id}
            deliveryId={delivery.id}
            recordIndex={run.recordIndex}
            noReplay={open.noReplay}
          />
        </span>
      )}
    </header>
  )
}
