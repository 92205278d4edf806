import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { slugOf } from './slug.ts'

const linkClass =
  'inline-flex min-h-6 w-fit items-center gap-1 rounded-xs text-small text-accent-text underline [&_svg]:size-3.5'

/** Link that opens a section of Help in a new tab, so that the current page stays open. */
export const HelpLink = ({
  page,
  heading,
  children
}: {
  page: string
  heading: string
  children: string
}) => (
  <Link to="/help/$page" params={{ page }} hash={slugOf(heading)} target="_blank" className={linkClass}>
    {children}
    <ExternalLink aria-hidden strokeWidth={1.75} />
    <span className="sr-only">(new tab)</span>
  </Link>
)

/** Codes of faults that occur only in the browser and are not listed in Help. */
const ofBrowser = new Set(['unreachable', 'page', 'page-code'])

/** Link to the explanation of a fault code in Help. Renders nothing for codes without an explanation. */
export const FaultHelp = ({ code }: { code: string }) =>
  ofBrowser.has(code) ? null : (
    <HelpLink page="troubleshooting" heading={code}>
      About this error
    </HelpLink>
  )

/** Link to the section of a card type in Help. */
export const CardHelpLink = ({ type, title }: { type: string; title: string }) => (
  <HelpLink page="cards" heading={`${title} (${type})`}>
    Open in Help
  </HelpLink>
)
