import type { Id } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'

/** Link from an empty list to the page that explains why it is empty. */
export const WhyLink = ({ flowId }: { flowId: Id }) => (
  <Link to="/flows/$flowId/why" params={{ flowId }} className={buttonClass()}>
    Why didn’t it run?
  </Link>
)
