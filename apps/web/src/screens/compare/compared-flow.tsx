import type { CardDifference, FlowDifference, FrozenFlow, Id } from '@hookwright/model'
import { type Tab, Tabs, useToasts } from '@hookwright/ui'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { choose } from '../../features/canvas/commands/choose.ts'
import { openReadOnlyCanvas, type ReadOnlyCanvas } from '../../features/canvas/open-read-only-canvas.ts'
import { ReadOnlyFlow } from '../../features/canvas/read-only-flow.tsx'
import { useCanvas } from '../../features/canvas/use-canvas.tsx'
import { viewActions } from '../../features/canvas/view-actions.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { ChangesOfFlow } from './changes-of-flow.tsx'
import type { Side } from './compared-side.ts'

/** Selects the card named in the URL and scrolls to it without moving the focus. */
const ShowCard = ({ card }: { card: string | undefined }) => {
  const canvas = useCanvas()
  useEffect(() => {
    if (card === undefined || !canvas.drawing.getState().cards.has(card)) return
    choose(canvas, [card])
    canvas.view.port?.reveal(card)
  }, [canvas, card])
  return null
}

/** Returns the flow on one side; null if that side does not have it. */
const flowOn = (difference: FlowDifference, side: 'before' | 'after'): FrozenFlow | null => {
  if (side === 'before') return difference.is === 'added' ? null : difference.before
  return difference.is === 'removed' ? null : difference.after
}

/**
 * Returns the differences that are visible on one side. The old side has no added cards, the new side no
 * removed ones.
 */
const seenOn = (difference: FlowDifference, side: 'before' | 'after'): CardDifference[] =>
  difference.is !== 'changed'
    ? []
    : difference.cards.filter(({ is }) => is !== (side === 'before' ? 'added' : 'removed'))

/** Returns the canvases of both sides of a comparison. Other sides or another flow open new canvases. */
const useOpened = (
  connectorId: Id,
  difference: FlowDifference,
  before: Side,
  after: Side
): { before: ReadOnlyCanvas | null; after: ReadOnlyCanvas | null } => {
  const navigate = useNavigate()
  const router = useRouter()
  const { show } = useToasts()
  return useMemo(() => {
    const page = {
      to: '/connectors/$connectorId/compare/$before/$after',
      params: { connectorId, before: before.key, after: after.key }
    } as const
    const open = (side: 'before' | 'after', { snapshot }: Side): ReadOnlyCanvas | null => {
      const flow = flowOn(difference, side)
      if (flow === null) return null
      return openReadOnlyCanvas({
        snapshot,
        flow,
        differences: seenOn(difference, side),
        toast: show,
        openFlow: id => void navigate({ ...page, search: { flow: id } }),
        hrefOfFlow: id => router.buildLocation({ ...page, search: { flow: id } }).href
      })
    }
    return { before: open('before', before), after: open('after', after) }
  }, [connectorId, difference, before, after, navigate, router, show])
}

const Missing = ({ name }: { name: string }) => (
  <p className="p-4 text-body text-ink-2">This flow does not exist in {name}.</p>
)

/** Both sides of a flow with their differences marked, and a list of the changes. */
export const ComparedFlow = ({
  connectorId,
  difference,
  before,
  after,
  card
}: {
  connectorId: Id
  difference: FlowDifference
  before: Side
  after: Side
  card: string | undefined
}) => {
  const isSmall = useMedia('(max-width: 767px)')
  const opened = useOpened(connectorId, difference, before, after)
  const [lastUsed, setLastUsed] = useState<'before' | 'after'>('after')
  const [tab, setTab] = useState<'changes' | 'before' | 'after'>('changes')
  const active = (opened[lastUsed] ?? opened.after ?? opened.before)?.canvas
  useActions(useMemo(() => (active === undefined ? [] : viewActions(active)), [active]))

  const drawnOn = (side: 'before' | 'after', name: string): ReactNode => {
    const looked = opened[side]
    const flow = flowOn(difference, side)
    if (looked === null || flow === null) return <Missing name={name} />
    return (
      <ReadOnlyFlow looked={looked} title={name} label={`${flow.name} in ${name}`}>
        <ShowCard card={card} />
      </ReadOnlyFlow>
    )
  }

  const changes =
    difference.is === 'changed' ? (
      <ChangesOfFlow difference={difference} before={before} after={after} card={card} />
    ) : (
      <p className="text-body text-ink-2">
        {difference.is === 'added'
          ? `This flow is new and does not exist in ${before.name}.`
          : `This flow was removed and does not exist in ${after.name}.`}
      </p>
    )

  if (isSmall) {
    const tabs: Tab<'changes' | 'before' | 'after'>[] = [
      { value: 'changes', label: 'Differences', panel: <div className="p-4">{changes}</div> },
      { value: 'before', label: before.name, panel: drawnOn('before', before.name) },
      { value: 'after', label: after.name, panel: drawnOn('after', after.name) }
    ]
    return (
      <Tabs
        label="Differences and compared flows"
        tabs={tabs}
        value={tab}
        onValueChange={setTab}
        panelClass="flex min-h-80 grow flex-col"
      />
    )
  }

  const half = (side: 'before' | 'after', { name }: Side): ReactNode => (
    <div
      className="flex min-h-0 grow basis-1/2 flex-col border-b border-line last:border-b-0"
      onPointerDownCapture={() => setLastUsed(side)}
      onFocusCapture={() => setLastUsed(side)}
    >
      {drawnOn(side, name)}
    </div>
  )
  return (
    <div className="flex min-h-0 grow max-xl:flex-col">
      <div className="flex min-h-0 min-w-0 grow flex-col">
        {half('before', before)}
        {half('after', after)}
      </div>
      <section
        aria-label="Differences"
        className="w-105 shrink-0 overflow-y-auto border-l border-line bg-canvas p-4 max-xl:h-2/5 max-xl:w-full max-xl:border-t max-xl:border-l-0"
      >
        {changes}
      </section>
    </div>
  )
}
