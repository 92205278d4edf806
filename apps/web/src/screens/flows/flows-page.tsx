import {
  Button,
  type ButtonLook,
  cx,
  EmptyState,
  IconButton,
  lazyPart,
  Menu,
  Notice,
  Spinner,
  useLazy,
  useLazyLayer
} from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Ellipsis, FileArchive, Plus } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { useActivity } from '../../features/history/use-activity.ts'
import { LoadSampleButton } from '../../features/sample/load-sample-button.tsx'
import { useLoadSample } from '../../features/sample/use-load-sample.ts'
import { useNow } from '../../features/switch/use-now.ts'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useLatest } from '../../kit/api/use-latest.ts'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { BelowFewRows } from '../../kit/page/few-rows.tsx'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { PageAction, PageFrame } from '../../kit/page/page-frame.tsx'
import { isEmptySearch } from '../../kit/page/search-params.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { MovedNotice } from '../upgrades/moved-notice.tsx'
import { flowColumns } from './flow-columns.ts'
import { type FlowDialogRequest, FlowDialogs } from './flow-dialogs.tsx'
import type { FlowsSearch } from './flows-search.ts'
import { FlowsSearchBar } from './flows-search-bar.tsx'
import { SharedFlows } from './shared-flows.tsx'
import { useUserFlows } from './use-user-flows.ts'
import { UserFlowMenu } from './user-flow-menu.tsx'
import { UserFlowRow } from './user-flow-row.tsx'

const lazyImport = lazyPart(() => loadWithZod(() => import('../../features/files/import-flow-dialog.tsx')))

const lazyTiles = lazyPart(() => import('./new-flow-tiles.tsx'))

const noneFits = ({ q, status }: FlowsSearch): string => {
  if (q !== undefined) return `No flows match “${q}”`
  return status === 'attention'
    ? 'No flows need attention'
    : status === undefined
      ? 'No flows'
      : `No flows are ${status}`
}

/** Formats the number of flows, and how many of them are on: `12 flows, 10 on`. */
const formatFlowCount = ({ flows, on }: { flows: number; on: number }): string => {
  const all = formatCount(flows, 'flow')
  if (flows === on) return flows === 1 ? `${all}, on` : `${all}, all on`
  return on === 0 ? `${all}, ${flows === 1 ? 'off' : 'all off'}` : `${all}, ${formatNumber(on)} on`
}

/** Links to the other pages of the list. Renders nothing for a single page. */
const Pager = ({ search, next }: { search: FlowsSearch; next: string | null }) => {
  const linkClass = 'rounded-xs px-2 py-1 text-label text-ink underline-offset-2 hover:underline'
  if (next === null && search.after === undefined) return null
  return (
    <nav aria-label="Flow pages" className="mt-4 flex flex-wrap items-center justify-center gap-4">
      {search.after !== undefined && (
        <Link to="/flows" search={{ ...search, after: undefined }} className={linkClass}>
          First page
        </Link>
      )}
      {next !== null && (
        <Link to="/flows" search={{ ...search, after: next }} className={linkClass}>
          Next page
        </Link>
      )}
    </nav>
  )
}

/** Column headings of the flow list, which screen readers read with each figure. */
const FlowListHead = () => (
  <li
    aria-hidden
    role="presentation"
    className={cx(flowColumns, 'h-8 border-b border-line text-small font-medium text-ink-3 max-md:hidden')}
  >
    <span>Flow</span>
    <span className="hidden min-[1400px]:inline">Cards</span>
    {/* Also of the number beside the bars. */}
    <span className="xl:col-span-2">Runs, 24 hours</span>
    <span className="text-right max-xl:hidden">Failed</span>
    <span className="text-right whitespace-nowrap max-xl:hidden">Duration p50</span>
    <span className="flex justify-end">
      Last run<span className="ml-8 w-9 text-center">On</span>
    </span>
    <span />
  </li>
)

/** Page of users' flows: their status and results, and a button for a new one. */
export const FlowsPage = () => {
  usePageTitle('Flows')
  const search = useSearch({ from: '/inside/flows-place/flows' })
  const { page, error, isOld, creating, removing, add, duplicate, rename, takeAway, download, pause } =
    useUserFlows(search)
  const { data: overview } = useQuery(useTrpc().flows.overview.queryOptions())
  const activity = useActivity(page?.rows.map(({ id }) => id) ?? [])
  const now = useNow(15_000)
  const navigate = useNavigate()
  const mayAct = usePerson().role !== 'viewer'
  const [asked, ask] = useState<FlowDialogRequest | null>(null)
  const [isImporting, setImporting] = useState(false)
  const importing = useLazyLayer(lazyImport, isImporting)
  const latest = useLatest(add)
  const sample = useLoadSample()
  const isFew = mayAct && page?.next === null && isEmptySearch(search)
  const startTiles = useLazy(lazyTiles, isFew)
  const close = (): void => ask(null)

  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'user-flow.new',
          label: 'New flow',
          group: 'Flows',
          icon: Plus,
          keys: ['N'],
          when: () => mayAct || 'Viewers cannot create flows. Ask an admin for the User role.',
          run: () => latest.current()
        },
        {
          id: 'user-flow.import',
          label: 'Import flow from files',
          group: 'Flows',
          icon: FileArchive,
          when: () => mayAct || 'Viewers cannot import flows. Ask an admin for the User role.',
          run: () => setImporting(true)
        }
      ],
      [latest, mayAct]
    )
  )
  // The key keeps its state while the first import turns the empty page into a list.
  const importDialog = importing && (
    <importing.ImportFlowDialog key="import" open={isImporting} onClose={() => setImporting(false)} />
  )
  const buttonsOf = (look: ButtonLook) =>
    mayAct && (
      <>
        <PageAction
          icon={<FileArchive aria-hidden className="size-4" strokeWidth={1.75} />}
          className="max-md:hidden"
          onClick={() => setImporting(true)}
        >
          Import from files
        </PageAction>
        <span className="md:hidden">
          <Menu
            groups={[
              [
                {
                  id: 'import',
                  label: 'Import from files',
                  icon: <FileArchive aria-hidden strokeWidth={1.75} />,
                  run: () => setImporting(true)
                }
              ]
            ]}
            trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden />} />}
          />
        </span>
        <PageAction look={look} icon={<Plus aria-hidden className="size-4" />} busy={creating} onClick={add}>
          New flow
        </PageAction>
      </>
    )

  if (page === undefined) {
    return error === null ? (
      <Spinner />
    ) : (
      <PageFrame title="Flows" actions={buttonsOf('primary')}>
        <Notice tone="err">{faultOf(error).message}</Notice>
      </PageFrame>
    )
  }
  const { rows: found, next } = page
  const { q, status, after } = search
  const isWhole = q === undefined && status === undefined && after === undefined
  if (found.length === 0 && isWhole && !isOld) {
    return (
      <PageFrame title="Flows" actions={buttonsOf(sample.whyNot === null ? 'plain' : 'primary')}>
        <EmptyState
          title="No flows yet"
          className="pb-10 max-md:border-t-0 max-md:pt-0"
          action={sample.whyNot === null && <LoadSampleButton look="primary" />}
        >
          A flow starts with a connector event, on a schedule, or when a person runs it.
        </EmptyState>
        <SharedFlows />
        {startTiles !== null && (
          <Suspense fallback={null}>
            <startTiles.NewFlowTiles isFirst />
          </Suspense>
        )}
        {importDialog}
      </PageFrame>
    )
  }
  return (
    <PageFrame
      title="Flows"
      count={overview && formatFlowCount(overview)}
      actions={buttonsOf('primary')}
      filters={<FlowsSearchBar />}
    >
      <MovedNotice />
      {found.length > 0 && (
        <ul aria-label="Flows" className="m-0 flex shrink-0 list-none flex-col p-0">
          <FlowListHead />
          {found.map(flow => (
            <UserFlowRow
              key={flow.id}
              flow={flow}
              activity={activity.get(flow.id)}
              now={now}
              onPending={() => ask({ about: 'changes', flow })}
              menu={
                mayAct && (
                  <UserFlowMenu
                    flow={flow}
                    onRename={() => ask({ about: 'name', flow })}
                    onDuplicate={() => duplicate(flow)}
                    onExport={() => download(flow)}
                    onPause={paused => pause(flow, paused)}
                    onData={() => ask({ about: 'data', flow })}
                    onRemove={() => ask({ about: 'removal', flow })}
                  />
                )
              }
            />
          ))}
        </ul>
      )}
      <Pager search={search} next={next} />
      {isWhole && <SharedFlows />}
      {isFew && startTiles !== null && (
        <BelowFewRows rows={found.length} className="pt-10">
          <startTiles.NewFlowTiles />
        </BelowFewRows>
      )}
      <div aria-live="polite" className="empty:hidden">
        {found.length === 0 && !isOld && (
          <EmptyState
            title={noneFits(search)}
            action={
              <Button
                onClick={() => void navigate({ to: '/flows', search: { by: search.by }, replace: true })}
              >
                Show all flows
              </Button>
            }
          />
        )}
      </div>
      <FlowDialogs asked={asked} removing={removing} rename={rename} takeAway={takeAway} onClose={close} />
      {importDialog}
    </PageFrame>
  )
}
