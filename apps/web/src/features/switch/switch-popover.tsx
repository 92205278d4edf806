import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { panelPlace } from './panel-place.ts'

/** Keeps an element positioned next to an anchor that may move. */
const useAnchoredPosition = (
  anchor: RefObject<HTMLElement | null>,
  panel: RefObject<HTMLElement | null>,
  side: 'bottom' | 'left'
): void => {
  useLayoutEffect(() => {
    const { current: beside } = panel
    if (beside === null) return
    const place = (): void => {
      const box = anchor.current?.getBoundingClientRect()
      if (box === undefined) return
      const { left, top, maxHeight } = panelPlace({
        anchor: box,
        panel: { width: beside.offsetWidth, height: beside.scrollHeight + 2 },
        screen: { width: window.innerWidth, height: window.innerHeight },
        side
      })
      Object.assign(beside.style, { left: `${left}px`, top: `${top}px`, maxHeight: `${maxHeight}px` })
    }
    place()
    const grows = new ResizeObserver(place)
    for (const element of [beside, anchor.current]) if (element !== null) grows.observe(element)
    const contents = new MutationObserver(place)
    contents.observe(beside, { childList: true, subtree: true, characterData: true })
    window.addEventListener('resize', place)
    window.addEventListener('scroll', place, { capture: true, passive: true })
    return () => {
      grows.disconnect()
      contents.disconnect()
      window.removeEventListener('resize', place)
      window.removeEventListener('scroll', place, { capture: true })
    }
  }, [anchor, panel, side])
}

/**
 * Panel next to a switch. The page stays usable and keeps the focus.
 *
 * In the tab order the panel follows the switch. Esc and a press outside close it.
 */
export const SwitchPopover = ({
  onClose,
  anchor,
  chip,
  side,
  label,
  children
}: {
  onClose: () => void
  /**
   * Element that the panel is attached to: the switch with its chip. A press there does not close the panel.
   */
  anchor: RefObject<HTMLElement | null>
  /** Chip that is apart from the switch. A press there does not close the panel. */
  chip: RefObject<HTMLElement | null>
  side: 'bottom' | 'left'
  label: string
  children: ReactNode
}) => {
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useLayoutEffect(() => {
    close.current = onClose
  })
  useAnchoredPosition(anchor, panel, side)
  useEffect(() => {
    const press = ({ target }: PointerEvent): void => {
      const isInside = (element: HTMLElement | null): boolean =>
        target instanceof Node && element?.contains(target) === true
      if (![panel, anchor, chip].some(({ current }) => isInside(current))) close.current()
    }
    const type = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) close.current()
    }
    document.addEventListener('pointerdown', press, { capture: true })
    document.addEventListener('keydown', type)
    return () => {
      document.removeEventListener('pointerdown', press, { capture: true })
      document.removeEventListener('keydown', type)
    }
  }, [anchor, chip])
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={label}
      className="fixed z-50 flex w-96 max-w-[calc(100vw-1rem)] flex-col gap-2.5 overflow-y-auto rounded-m border border-line bg-raised p-3 text-left text-ink shadow-2"
    >
      {children}
    </div>
  )
}
