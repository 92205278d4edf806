import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'

/** Arrow back to the list, in the head of a page whose head is the top bar of phones. */
export const BackLink = ({
  to,
  children
}: {
  to: '/connectors' | '/deliveries' | '/registrations'
  children: string
}) => (
  <Link
    to={to}
    className="-ml-3 flex size-10 shrink-0 items-center justify-center rounded-s text-ink-2 md:hidden"
  >
    <ChevronLeft aria-hidden className="size-5" strokeWidth={1.75} />
    <span className="sr-only">{children}</span>
  </Link>
)
