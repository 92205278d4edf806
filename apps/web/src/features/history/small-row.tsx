import type { Id } from '@hookwright/model'
import { Check } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { SignedMark } from './signed-mark.tsx'

/** Duration of a successful run, shown instead of its status on small screens. */
export const DurationOnSmallScreen = ({ took }: { took: string }) => (
  <span className="tabular flex shrink-0 items-center gap-1 text-body text-ink-2">
    <Check role="img" aria-label="Succeeded" className="size-3 text-ok" strokeWidth={2} />
    {took}
  </span>
)

/** Row of a list on small screens: the icon of the event's connector, and two lines of text next to it. */
export const SmallRow = ({
  event,
  title,
  signed,
  state,
  about,
  end
}: {
  event: { connectorId: Id; connectorName: string } | null
  title: string
  signed: ComponentProps<typeof SignedMark>['signed']
  /** State, at the end of the first line. */
  state: ReactNode
  /** Texts at the start of the second line; null texts are omitted. */
  about: readonly (string | null)[]
  /** Content at the end of the second line, truncated if it is too long. */
  end: ReactNode
}) => (
  <span className="flex min-w-0 items-center gap-3">
    {event === null ? (
      <span className="size-7 shrink-0" />
    ) : (
      <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={28} />
    )}
    <span className="flex min-w-0 grow flex-col gap-0.5">
      <span className="flex min-h-5 min-w-0 items-center gap-2">
        <span className="min-w-0 grow truncate text-label text-ink">{title}</span>
        <SignedMark signed={signed} />
        {state}
      </span>
      <span className="tabular flex min-w-0 gap-3 text-small text-ink-3">
        <span className="shrink-0 max-w-3/5 truncate">{about.filter(part => part !== null).join(' · ')}</span>
        <span className="ml-auto min-w-0 truncate">{end}</span>
      </span>
    </span>
  </span>
)
