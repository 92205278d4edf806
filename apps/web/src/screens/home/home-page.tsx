import { Button, cx, EmptyState, lazyPart, useLazy } from '@hookwright/ui'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { ListChecks, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ListedDelivery } from '../../features/history/api-types.ts'
import { newestDeliveries } from '../../features/history/newest-deliveries.ts'
import { RecentDeliveries } from '../../features/history/recent-deliveries.tsx'
import { OpenBreakers } from '../../features/open-breakers/open-breakers.tsx'
import { LoadSampleButton } from '../../features/sample/load-sample-button.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { PageAction, PageFrame } from '../../kit/page/page-frame.tsx'
import { useLastValue } from '../../kit/page/use-last-value.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { useStoredFlag } from '../../kit/page/use-stored-flag.ts'
import { useAddFlow } from '../flows/use-add-flow.ts'
import { BusiestFlows } from './busiest-flows.tsx'
import { ConnectionsPart } from './connections-part.tsx'
import { FirstStepsCard } from './first-steps-card.tsx'
import { KeyFigures } from './key-figures.tsx'
import type { RunDelivery } from './last-run/last-run.tsx'
import { NeedsAttention, NothingToFix, useAttention } from './needs-attention.tsx'

const lazyRail = lazyPart(() => import('./sample-rail.tsx'))

const hasRun = (row: ListedDelivery): row is RunDelivery => row.run !== null

/**
 * Home page: key figures, items that need attention, latest deliveries and busiest flows. The first steps are
 * at the top until a delivery exists. Then they are next to the deliveries until they are hidden. Sections
 * keep their position when a problem appears or disappears, so that the focus is never lost.
 */
export const HomePage = () => {
  usePageTitle('Home')
  const trpc = useTrpc()
  const { data: checklist } = useSuspenseQuery(trpc.installation.checklist.queryOptions())
  const { data: overview } = useQuery(trpc.flows.overview.queryOptions())
  const { data: newest } = useSuspenseQuery(trpc.deliveries.list.queryOptions(newestDeliveries))
  // Decided when the page opens, so that nothing moves under the pointer when the first event arrives.
  const [hasEvents] = useState(() => newest.rows.length > 0)
  const [hidden, setHidden] = useStoredFlag('first-steps-hidden', false)
  const [justHidden, setJustHidden] = useState(false)
  const rail = useLazy(lazyRail, !hasEvents && !hidden)
  const { add, isAdding } = useAddFlow()
  const mayAct = usePerson().role !== 'viewer'
  const showAgain = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The button that hid them is gone, and the focus with it.
    if (justHidden) showAgain.current?.focus()
  }, [justHidden])

  const change = (next: boolean): void => {
    setHidden(next)
    setJustHidden(next)
  }
  const hasNone = overview?.flows === 0
  const attention = useAttention()
  const isWell = attention.count === 0
  // Before the first event they stand on top of the page, and in its way on no later day.
  const stepsBeside = hasEvents && !hidden
  // The newest rows may all be without a run, such as filtered ones and those of a backlog.
  const newestRun = useLastValue(newest.rows.find(hasRun) ?? null)
  const firstSteps = !hidden && (
    <FirstStepsCard checklist={checklist} isSection={hasEvents} onHide={() => change(true)} />
  )
  return (
    <PageFrame
      title={hidden || hasEvents ? 'Home' : 'Welcome to Hookwright'}
      actions={
        <>
          {hidden && (
            <Button
              ref={showAgain}
              look="quiet"
              icon={<ListChecks aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={() => change(false)}
            >
              <span className="max-md:sr-only">Show the first steps</span>
            </Button>
          )}
          {mayAct && !hasNone && (
            <PageAction
              // Beside the first steps, the button of the next one is the main one.
              look={hidden ? 'primary' : 'plain'}
              icon={<Plus aria-hidden className="size-4" />}
              busy={isAdding}
              onClick={add}
            >
              New flow
            </PageAction>
          )}
        </>
      }
    >
      <div className="flex grow flex-col gap-8">
        {!hidden && !hasEvents && (
          <p className="-mt-5 -mb-3 text-body text-ink-2 max-md:mt-0">
            A connector tells a service where to send its events. Your flow runs for each event.
          </p>
        )}
        <OpenBreakers />
        {!hasEvents && !hidden && (
          <div className="grid items-start gap-x-12 xl:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]">
            {firstSteps}
            {rail !== null && <rail.SampleRail flowId={checklist.sample?.flowId ?? null} />}
          </div>
        )}
        {(hidden || hasEvents) && <KeyFigures newest={mayAct ? newestRun : null} />}
        {hasNone && hidden ? (
          <EmptyState
            title="No flows yet"
            action={
              mayAct && (
                <div className="flex flex-wrap gap-2">
                  <Button look="primary" busy={isAdding} onClick={add}>
                    New flow
                  </Button>
                  <LoadSampleButton look="plain" />
                </div>
              )
            }
          >
            Key figures, recent deliveries and your busiest flows appear here once a flow is on.
          </EmptyState>
        ) : (
          <>
            {!hasNone && isWell && attention.isKnown && <NothingToFix />}
            <div className={cx('grid gap-x-10 gap-y-8 max-lg:grid-cols-1', !hasNone && 'grid-cols-2')}>
              <div className="flex min-w-0 flex-col gap-8">
                {!hasNone && !isWell && <NeedsAttention attention={attention} />}
                {stepsBeside ? firstSteps : <RecentDeliveries />}
                {stepsBeside && !hasNone && <BusiestFlows />}
              </div>
              {(stepsBeside || !hasNone) && (
                <div className="flex min-w-0 flex-col gap-8">
                  {stepsBeside && <RecentDeliveries />}
                  {!stepsBeside && !hasNone && <BusiestFlows />}
                  {hidden && mayAct && <ConnectionsPart />}
                </div>
              )}
            </div>
          </>
        )}
      </div>
    </PageFrame>
  )
}
