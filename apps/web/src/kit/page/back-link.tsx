import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'

/**
 * Back arrow that leads from a detail page to its list. On phones it is in the page's header, which replaces
 * the top bar.
 */
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
