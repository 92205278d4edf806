/** Stops an event before anything else hears of it. */
const swallow = (event: Event): void => {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** How text could be selected before a view was dragged. */
const selectable = new WeakMap<Window, string>()

const capture = { capture: true }

/** What d3-zoom asks of d3-drag, for which this stands in, when a view begins to be dragged: no text is selected and no picture is carried away. */
export const dragDisable = (view: Window): void => {
  const { style } = view.document.documentElement
  selectable.set(view, style.userSelect)
  style.userSelect = 'none'
  view.addEventListener('dragstart', swallow, capture)
}

/** All as before; `noClick` when it has moved, so that letting go is no click. */
export const dragEnable = (view: Window, noClick: boolean): void => {
  view.document.documentElement.style.userSelect = selectable.get(view) ?? ''
  view.removeEventListener('dragstart', swallow, capture)
  if (!noClick) return
  view.addEventListener('click', swallow, capture)
  view.setTimeout(() => view.removeEventListener('click', swallow, capture), 0)
}

/** What React Flow asks of a drag of d3’s. */
interface Drag {
  (): void
  clickDistance: () => Drag
  filter: () => Drag
  on: () => Drag
}

/** Moves nothing: the cards of a canvas stand in a strip, and are moved there by the canvas itself. */
export const drag = (): Drag => {
  const none: Drag = Object.assign(() => {}, {
    clickDistance: () => none,
    filter: () => none,
    on: () => none
  })
  return none
}
