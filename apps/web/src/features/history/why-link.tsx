import type { Id } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'

/** Leads from where nothing is to the page that says why. */
export const WhyLink = ({ flowId }: { flowId: Id }) => (
  <Link to="/flows/$flowId/why" params={{ flowId }} className={buttonClass()}>
    Why didn’t it run?
  </Link>
)
