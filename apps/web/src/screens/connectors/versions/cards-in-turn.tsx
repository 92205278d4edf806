import { cardSpecs } from '@hookwright/cards'
import { ActionCardPreview, EventCardPreview } from '@hookwright/cards/preview'
import { actionsOfVersion, eventsOfVersion } from '@hookwright/engine'
import { CUSTOM_API_ACTION, type Id, shownFlowName } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useConnector } from '../use-connector.ts'
import { CappedCard } from './capped-card.tsx'

/**
 * Preview of a version's event and action cards, one card at a time. Options can be edited and sections
 * collapsed, but nothing is saved.
 */
export const CardsInTurn = ({ versionId }: { versionId: Id }) => {
  const { branding } = useConnector()
  // A version never changes, so it is fetched once.
  const { data } = useSuspenseQuery({
    ...useTrpc().versions.get.queryOptions({ versionId }),
    staleTime: Number.POSITIVE_INFINITY
  })
  const [at, setAt] = useState(0)
  const cards = useMemo(
    () => [
      ...eventsOfVersion('', data.snapshot, cardSpecs).map(([, event]) => ({ is: 'event' as const, event })),
      ...actionsOfVersion('', data.snapshot, cardSpecs)
        // Every connector with a base URL has it, and none looks different.
        .filter(([, { id }]) => id !== CUSTOM_API_ACTION)
        .map(([, action]) => ({ is: 'action' as const, action }))
    ],
    [data]
  )
  const shown = cards[at]
  if (shown === undefined) return null
  const { id, name } = shown.is === 'event' ? shown.event : shown.action
  const go = (to: number) => (): void => setAt((to + cards.length) % cards.length)
  return (
    <section aria-label="Card preview" className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center gap-1">
        <h2 className="m-0 min-w-0 grow truncate text-small font-semibold text-ink-2">As users see it</h2>
        {cards.length > 1 && (
          <>
            <span role="status" className="tabular pr-1 text-small text-ink-3">
              <span className="sr-only">{shownFlowName(name)}, </span>
              {at + 1} of {cards.length}
            </span>
            <IconButton
              size="small"
              label="Previous card"
              icon={<ChevronLeft aria-hidden />}
              onClick={go(at - 1)}
            />
            <IconButton
              size="small"
              label="Next card"
              icon={<ChevronRight aria-hidden />}
              onClick={go(at + 1)}
            />
          </>
        )}
      </div>
      <CappedCard key={id}>
        {shown.is === 'event' ? (
          <EventCardPreview event={shown.event} brand={branding} />
        ) : (
          <ActionCardPreview action={shown.action} brand={branding} />
        )}
      </CappedCard>
    </section>
  )
}
