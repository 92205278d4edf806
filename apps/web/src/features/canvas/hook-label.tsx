import type { CardSpec } from '@hookwright/engine'
import { cx } from '@hookwright/ui'
import {
  CalendarClock,
  Globe,
  type LucideIcon,
  MousePointerClick,
  RefreshCw,
  Webhook,
  Workflow
} from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { HOOK } from './layout/rail.ts'
import { useDrawing, useUiState } from './use-canvas.tsx'

interface Start {
  icon: LucideIcon
  text: string
}

const byType: Record<string, Start> = {
  'api-endpoint': { icon: Globe, text: 'API endpoint' },
  'manual-start': { icon: MousePointerClick, text: 'Started manually' },
  'polling-event': { icon: RefreshCw, text: 'Polled for new records' },
  'polling-monitor': { icon: RefreshCw, text: 'Polled · separately for each flow' },
  scheduled: { icon: CalendarClock, text: 'Started on schedule' },
  'webhook-event': { icon: Webhook, text: 'Event URL · one per flow' },
  action: { icon: Workflow, text: 'Run by flows' },
  authping: { icon: RefreshCw, text: 'Run to test a connection' },
  revoke: { icon: RefreshCw, text: 'Run when a connection is revoked' }
}

/** Returns the icon and text for the start of a flow, by its first card. */
const startOf = (spec: CardSpec): Start => {
  const known = byType[spec.type]
  if (known !== undefined) return known
  return spec.starts?.kind === 'user-event'
    ? { icon: Webhook, text: 'Event URL' }
    : { icon: Workflow, text: 'Called by other flows' }
}

/**
 * Returns the icon and text for the start of the displayed flow; null if its first card is not a start card.
 */
const useStartOf = (): Start | null => {
  const spec = useDrawing(({ flow, cards }) => cards.get(flow.strip[0] ?? '')?.spec)
  return spec === undefined || spec.starts === null ? null : startOf(spec)
}

/** Label that says how the flow starts, with the number of events that have just arrived. */
const Label = ({
  className,
  style,
  children
}: {
  className: string
  style?: CSSProperties
  children?: ReactNode
}) => {
  const start = useStartOf()
  const arrivals = useUiState(ui => ui.arrivals)
  if (start === null) return null
  const { icon: Icon, text } = start
  return (
    <div
      className={cx('hook-label nodrag nopan text-small', className)}
      data-hook=""
      data-live={arrivals > 0 || undefined}
      style={style}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      {typeof children === 'object' ? children : <span className="truncate">{children ?? text}</span>}
      {arrivals > 0 && <span className="tabular shrink-0 font-medium text-accent-text">+{arrivals}</span>}
    </div>
  )
}

/** Label above the first card: `children`, such as the Event URL, or a text about how the flow starts. */
export const HookLabel = ({ children }: { children?: ReactNode }) => {
  const x = useDrawing(({ flow, layout }) => layout.frames.get(flow.strip[0] ?? '')?.x ?? 0)
  return (
    <Label className="absolute" style={{ left: x, top: -HOOK.above - HOOK.label }}>
      {children}
    </Label>
  )
}

/** Label above the first card in the list view. */
export const ListHook = ({ children }: { children?: ReactNode }) => (
  <Label className="mb-4 w-fit">{children}</Label>
)
