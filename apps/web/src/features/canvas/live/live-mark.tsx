import type { CardId } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useLayoutEffect, useRef } from 'react'
import { useUiState } from '../use-canvas.tsx'

const lazyWords = lazyPart(() => import('./format-sight.tsx'))

/** Label in a card's header with the card's state in the replayed run. It also sets the card's appearance. */
export const LiveMark = ({ card }: { card: CardId }) => {
  const sight = useUiState(ui => ui.sights.get(card))
  const place = useRef<HTMLSpanElement>(null)
  const words = useLazy(lazyWords, sight !== undefined)
  const is = sight?.is
  useLayoutEffect(() => {
    const box = place.current?.closest<HTMLElement>('[data-card]')
    if (box == null) return
    if (is === undefined) delete box.dataset.live
    else box.dataset.live = is
  }, [is])
  return (
    <span ref={place} data-live-mark="" className="shrink-0 text-small empty:hidden">
      {sight !== undefined && words?.formatSight(sight)}
    </span>
  )
}
