import { cx, lazyPart, type Tab, Tabs, useLazy } from '@hookwright/ui'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { PageFault } from '../../kit/page/page-fault.tsx'
import { BodyPart } from './body-part.tsx'
import { CopyAsTab } from './copy-as/copy-as-tab.tsx'
import type { DeliveryTab } from './deliveries-search.ts'
import { DeliveryBar } from './delivery-bar.tsx'
import { OutputsTab } from './outputs-tab.tsx'
import { RequestTab } from './request-tab.tsx'
import { RunsTab } from './runs-tab.tsx'
import { SummaryTab } from './summary-tab.tsx'

const lazyRail = lazyPart(() => import('./run-rail.tsx'))

/**
 * Summary tab: the cards of the run, the properties, then the received body. On a page, the outputs are beside
 * the body.
 */
const Summary = ({ delivery, isPage }: { delivery: OpenedDelivery; isPage: boolean }) => {
  const { run, outputs } = delivery
  const rail = useLazy(lazyRail, run !== null)
  const hasOutputs = isPage && outputs !== null
  return (
    <div className={cx('flex min-w-0 flex-col', isPage ? 'gap-8' : 'gap-6')}>
      <SummaryTab
        delivery={delivery}
        isPage={isPage}
        rail={rail !== null && run !== null && <rail.RunRail key={run.id} delivery={{ ...delivery, run }} />}
      />
      <div className={cx(hasOutputs && 'grid grid-cols-2 items-start gap-x-12 gap-y-8 max-lg:grid-cols-1')}>
        <BodyPart delivery={delivery} />
        {hasOutputs && <OutputsTab delivery={delivery} />}
      </div>
    </div>
  )
}

/** Adds a heading for screen readers to a tab of a page. The inspector has its own heading. */
const withHeading = ({ panel, ...tab }: Tab<DeliveryTab>): Tab<DeliveryTab> => ({
  ...tab,
  panel: (
    <>
      <h2 className="sr-only">{tab.label}</h2>
      {panel}
    </>
  )
})

const tabsOf = (delivery: OpenedDelivery, isPage: boolean): Tab<DeliveryTab>[] => [
  {
    value: 'summary',
    label: 'Summary',
    panel: <Summary delivery={delivery} isPage={isPage} />
  },
  { value: 'request', label: 'Request', panel: <RequestTab delivery={delivery} /> },
  { value: 'outputs', label: 'Outputs', panel: <OutputsTab delivery={delivery} /> },
  {
    value: 'runs',
    label: 'Runs',
    aside: <span className="tabular text-small text-ink-3">{delivery.runs.length}</span>,
    panel: <RunsTab delivery={delivery} />
  },
  { value: 'copy', label: 'Copy as', panel: <CopyAsTab delivery={delivery} /> }
]

/**
 * Tabs of a delivery: summary, request, outputs, runs, and copy formats. The inspector shows a bar of actions
 * above them; a page has the actions in its header.
 */
export const DeliveryView = ({
  delivery,
  error,
  tab,
  onTab,
  isPage = false
}: {
  /** Delivery to show; undefined while loading. */
  delivery: OpenedDelivery | undefined
  error: unknown
  tab: DeliveryTab
  onTab: (tab: DeliveryTab) => void
  isPage?: boolean
}) => {
  if (delivery === undefined) return error === null ? <Loading /> : <PageFault error={error} />
  return (
    <>
      {!isPage && <DeliveryBar delivery={delivery} />}
      <Tabs
        label="Views of the delivery"
        tabs={isPage ? tabsOf(delivery, isPage).map(withHeading) : tabsOf(delivery, isPage)}
        value={tab}
        onValueChange={onTab}
        // Beside the list all tabs fit without a gap between them.
        rowClass={isPage ? 'px-6 max-md:px-2' : 'px-2 gap-0!'}
        panelClass={cx('min-h-0 grow overflow-y-auto', isPage ? 'px-8 py-6 max-md:p-4' : 'p-4')}
      />
    </>
  )
}
