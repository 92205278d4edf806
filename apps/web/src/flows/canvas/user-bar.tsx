import type { Id } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { History } from 'lucide-react'

/** What stands at the end of the bar of a user's flow: its history. */
export const UserBar = ({ flowId }: { flowId: Id }) => (
  <Link to="/flows/$flowId/runs" params={{ flowId }} className={buttonClass({})}>
    <History aria-hidden className="size-4" strokeWidth={1.75} />
    <span className="max-lg:sr-only">History</span>
  </Link>
)
