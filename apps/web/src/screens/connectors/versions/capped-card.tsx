import { Button } from '@hookwright/ui'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { groundClass } from '../ground-class.ts'

/** Maximum height of a collapsed card, in pixels. */
const MOST = 528

/**
 * Returns the height at which a card is cut, so that only whole rows are visible. A group heading is not the
 * last visible row. Returns null if all rows fit.
 */
const cutOf = (ground: HTMLElement): number | null => {
  const top = ground.getBoundingClientRect().top
  const rows = [...ground.querySelectorAll('.card-rows > *')]
  const first = rows.findIndex(row => row.getBoundingClientRect().bottom - top > MOST)
  const before = rows[first - 1]
  const isHeading = before?.querySelector(':scope > [aria-expanded]') != null
  const cut = isHeading ? before : rows[first]
  return cut === undefined ? null : cut.getBoundingClientRect().top - top
}

/**
 * Card on a canvas background. It is cut off below a row until it is expanded or receives the keyboard focus.
 */
export const CappedCard = ({ children }: { children: ReactNode }) => {
  const ground = useRef<HTMLDivElement>(null)
  const [isWhole, setWhole] = useState(false)
  const [cut, setCut] = useState<number | null>(null)
  useEffect(() => {
    const element = ground.current
    if (element === null) return
    // The card is drawn, and folded by the person, after the ground.
    const observer = new ResizeObserver(() => setCut(cutOf(element)))
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  const isCut = cut !== null && !isWhole
  return (
    <div className={groundClass}>
      <div
        ref={ground}
        onFocusCapture={() => setWhole(true)}
        className="flex items-start justify-center overflow-hidden py-2 [&>figure]:bg-transparent"
        style={{ maxHeight: isCut ? cut : isWhole ? undefined : MOST }}
      >
        {children}
      </div>
      {isCut && (
        <div className="mt-auto flex shrink-0 justify-center border-t border-line bg-surface py-1.5">
          <Button
            look="quiet"
            size="card"
            icon={<ChevronDown aria-hidden className="size-3.5" strokeWidth={1.75} />}
            onClick={() => setWhole(true)}
          >
            Show the whole card
          </Button>
        </div>
      )}
    </div>
  )
}
