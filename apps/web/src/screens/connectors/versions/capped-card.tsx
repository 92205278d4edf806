import { Button, cx } from '@hookwright/ui'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { groundClass } from '../ground-class.ts'

/**
 * Card on a canvas background, cut off at 528 pixels until it is expanded or receives the keyboard
 * focus. At the cut the card fades out, but not its frame.
 */
export const CappedCard = ({ children }: { children: ReactNode }) => {
  const ground = useRef<HTMLDivElement>(null)
  const [isWhole, setWhole] = useState(false)
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const element = ground.current
    if (element === null) return
    // The card is drawn, and folded by the person, after the ground.
    const observer = new ResizeObserver(() => setLong(element.scrollHeight > element.clientHeight))
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  const isCut = isLong && !isWhole
  return (
    <div className={groundClass}>
      <div
        ref={ground}
        onFocusCapture={() => setWhole(true)}
        className={cx(
          'flex items-start justify-center overflow-hidden py-2 [&>figure]:bg-transparent',
          !isWhole && 'max-h-132',
          isCut && '[mask-image:linear-gradient(to_bottom,black_calc(100%-2rem),transparent)]'
        )}
      >
        {children}
      </div>
      {isCut && (
        <div className="flex shrink-0 justify-center pt-1 pb-2.5">
          <Button
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
