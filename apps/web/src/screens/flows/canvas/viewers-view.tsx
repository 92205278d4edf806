import type { Id } from '@hookwright/model'
import { buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { WhyLink } from '../../../features/history/why-link.tsx'
import { Breadcrumb } from '../../../kit/page/breadcrumb.tsx'
import { usePageTitle } from '../../../kit/page/use-page-title.ts'

/**
 * Page for viewers, who may not edit flows. It replaces the canvas and links to the pages that viewers may
 * open.
 */
export const ViewersView = ({ flowId }: { flowId: Id }) => {
  usePageTitle('Flow')
  const links = (
    <span className="flex flex-wrap gap-2">
      <Link to="/flows/$flowId/deliveries" params={{ flowId }} className={buttonClass({ look: 'primary' })}>
        Show deliveries
      </Link>
      <Link to="/flows/$flowId/runs" params={{ flowId }} className={buttonClass({})}>
        Show runs
      </Link>
      <WhyLink flowId={flowId} />
    </span>
  )
  return (
    <>
      <header className="flex h-(--h-top-bar) shrink-0 items-center border-b border-line bg-surface px-5 max-md:relative max-md:pl-12">
        <Breadcrumb />
      </header>
      <EmptyState alone title="Cards are hidden from viewers" action={links}>
        Viewers can see the deliveries and runs of a flow. Ask an admin for the User role to see its cards.
      </EmptyState>
    </>
  )
}
