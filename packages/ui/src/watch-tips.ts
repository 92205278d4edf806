/** Side of the element on which a tooltip opens. */
export type TipSide = 'top' | 'bottom' | 'left' | 'right'

/** Returns the attributes that give an element a tooltip; `TooltipProvider` shows it. */
export const tipAttributes = (params: {
  tip: string
  shortcut?: string | undefined
  side?: TipSide
}): Record<`data-tip${string}`, string | undefined> => ({
  'data-tip': params.tip,
  'data-tip-keys': params.shortcut,
  'data-tip-side': params.side
})

/** Element whose tooltip is shown. */
export type Tipped = HTMLElement | null

/** Delay in milliseconds after which a tooltip is shown. There is none shortly after another tooltip. */
const REST = 500
const MOMENT = 400
/**
 * Time that a tooltip stays after the pointer has left, in milliseconds, so that the pointer can reach the
 * tooltip.
 */
const STAY = 100

const tippedAround = (target: EventTarget | null): Tipped =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null

const isOnTip = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-tip-shown]') !== null

/**
 * Watches the page and reports the element with a tooltip to show: the one under the pointer, otherwise the
 * one focused by keyboard. One set of listeners serves the whole page. A press, Esc and leaving the element
 * hide the tooltip.
 *
 * @returns a function that stops watching
 */
export const watchTips = (page: Document, show: (tipped: Tipped) => void): (() => void) => {
  let shown: Tipped = null
  let under: Tipped = null
  let focused: Tipped = null
  let hiddenAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined

  const put = (tipped: Tipped): void => {
    clearTimeout(timer)
    if (tipped === shown) return
    if (tipped === null) hiddenAt = performance.now()
    shown = tipped
    show(tipped)
  }
  const putLater = (tipped: Tipped, after: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => put(tipped), after)
  }

  const over = ({ pointerType, target }: PointerEvent): void => {
    if (pointerType === 'touch') return
    const tipped = tippedAround(target)
    if (isOnTip(target)) clearTimeout(timer)
    else if (tipped === null) {
      under = null
      putLater(focused, STAY)
    } else if (tipped !== under) {
      under = tipped
      if (shown !== null || performance.now() - hiddenAt < MOMENT) put(tipped)
      else putLater(tipped, REST)
    } else if (tipped === shown) clearTimeout(timer)
  }
  const away = (): void => {
    under = null
    put(focused)
  }
  const focus = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element) || !target.matches(':focus-visible')) return
    focused = tippedAround(target)
    if (focused !== null) put(focused)
  }
  const blur = (): void => {
    if (focused === null) return
    if (shown === focused && under !== focused) put(null)
    focused = null
  }
  const hide = (): void => {
    focused = null
    put(null)
    hiddenAt = Number.NEGATIVE_INFINITY
  }
  const press = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape' || key === 'Enter' || key === ' ') hide()
  }

  const ending = new AbortController()
  const heard = { capture: true, passive: true, signal: ending.signal }
  page.addEventListener('pointerover', over, heard)
  page.addEventListener('pointerdown', hide, heard)
  page.addEventListener('focusin', focus, heard)
  page.addEventListener('focusout', blur, heard)
  page.addEventListener('keydown', press, heard)
  page.documentElement.addEventListener('pointerleave', away, { signal: ending.signal })
  return () => {
    ending.abort()
    put(null)
  }
}
