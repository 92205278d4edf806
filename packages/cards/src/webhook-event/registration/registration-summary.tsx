import { formatMissingFlows } from '@hookwright/engine'
import { type Card, type FlowSignature, type RegistrarRole, shownFlowName } from '@hookwright/model'
import { Check, ChevronRight, CircleAlert } from 'lucide-react'
import type { CSSProperties, MouseEvent } from 'react'
import { measures } from '../../view/measures.ts'
import { linesOfWholeMessage } from '../../view/row.ts'
import { useWorkbench } from '../../view/workbench.ts'
import { roleTitles } from '../role-titles.ts'
import { anyKind } from './format-registration.ts'
import {
  formatMapped,
  isMapped,
  missingOnCard,
  SUMMARY_LINE,
  shownRoles,
  summaryOf
} from './registration-lines.ts'

/** Link to the helper flow of a role. */
const HelperLine = ({
  role,
  helper,
  chosen
}: {
  role: RegistrarRole
  helper: FlowSignature | undefined
  chosen: boolean
}) => {
  const bench = useWorkbench()
  const isFit = helper?.kind === role
  const Icon = isFit ? Check : CircleAlert

  const follow = (event: MouseEvent): void => {
    // With a key held down the link opens in a tab of its own, as links do.
    if (helper === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    bench.openFlow(helper.id)
  }

  return (
    <div className="flex min-w-0 items-center gap-2" style={{ height: SUMMARY_LINE }}>
      <Icon
        role="img"
        aria-label={isFit ? 'Chosen:' : helper === undefined ? 'Missing:' : 'Invalid:'}
        className={isFit ? 'size-4 shrink-0 text-ok' : 'size-4 shrink-0 text-warn'}
        strokeWidth={1.75}
      />
      <span className="shrink-0 text-ink-2">{roleTitles[role]}</span>
      {helper === undefined ? (
        <span className="ml-auto truncate text-ink-3">{chosen ? 'a deleted flow' : 'no flow'}</span>
      ) : (
        <a
          href={bench.hrefOfFlow(helper.id)}
          title={shownFlowName(helper.name)}
          aria-label={`Open ${shownFlowName(helper.name)}`}
          className="nodrag nopan ml-auto flex h-6 shrink-0 items-center gap-1 rounded-xs font-medium text-accent-text hover:underline"
          onClick={follow}
        >
          Open
          <ChevronRight aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
        </a>
      )}
    </div>
  )
}

/** Returns the style that limits a text on the canvas to its precomputed number of lines. */
const rowOf = (said: string): CSSProperties & Record<'--row', string> => ({
  '--row': `${linesOfWholeMessage(said, measures.wideCard) * measures.messageLine}px`
})

/**
 * Summary of an event's registration: its helper flows, the progress of their mappings, and missing flows.
 */
export const RegistrationSummary = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const flows = bench.useFlows(anyKind)
  const summary = summaryOf(card, id => flows.find(flow => flow.id === id))
  const mapped = formatMapped(summary)
  const missing = formatMissingFlows(summary.has, bench.connectorName)
  const isStale = summary.stale > 0
  return (
    <div className="px-3 text-small" style={{ paddingBottom: measures.fieldGap }}>
      {shownRoles(summary).map(role => (
        <HelperLine key={role} role={role} helper={summary.helpers[role]} chosen={summary.has[role]} />
      ))}
      {mapped !== null && isMapped(summary) && <span className="sr-only">{mapped}</span>}
      {mapped !== null && !isMapped(summary) && (
        <p
          title={mapped}
          className={isStale ? 'm-0 truncate pl-6 text-warn' : 'm-0 truncate pl-6 text-ink-2'}
          style={{ height: SUMMARY_LINE, lineHeight: `${SUMMARY_LINE}px` }}
        >
          {mapped}
        </p>
      )}
      {missing !== null && (
        <p
          title={`${missing.consequence} ${missing.instead}`}
          className="card-row m-0 leading-4 text-warn"
          style={rowOf(missingOnCard(summary) ?? '')}
        >
          {missingOnCard(summary)}
        </p>
      )}
    </div>
  )
}
