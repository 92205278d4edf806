import type { Id } from '@hookwright/model'
import { buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { WhyLink } from '../../../features/history/why-link.tsx'
import { usePageTitle } from '../../../kit/page/use-page-title.ts'

/** Replacement of the canvas for viewers, who may not draw. It links to the pages that they may see. */
export const ViewersView = ({ flowId }: { flowId: Id }) => {
  usePageTitle('Flow')
  const links = (
    <span className="flex flex-wrap justify-center gap-2">
      <Link to="/flows/$flowId/deliveries" params={{ flowId }} className={buttonClass({ look: 'primary' })}>
        Its deliveries
      </Link>
      <Link to="/flows/$flowId/runs" params={{ flowId }} className={buttonClass({})}>
        Its runs
      </Link>
      <WhyLink flowId={flowId} />
    </span>
  )
  return (
    <EmptyState
      icon={<Eye />}
      title="Viewers do not see how a flow is drawn"
      action={links}
      className="my-auto"
    >
      Your role viewer may look at what arrived for the flow and at what ran; to see its cards, ask an admin
      for the role user.
    </EmptyState>
  )
}
